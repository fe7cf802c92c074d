package hostling.handler;

import hostling.http.Preconditions;
import hostling.http.Request;
import hostling.http.Status;
import hostling.http.Validators;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The folder for uploads: resolves and checks names, and creates the temporary files. Only one thread uses this object,
 * but other processes may share the folder: existing files are protected by the atomic way in which a file gets its name,
 * not by the check before it.
 */
final class UploadFolder {
    /** Opens a new file for writing; tests replace it to simulate a full disk. */
    @FunctionalInterface
    interface Opener {
        FileChannel open(Path path) throws IOException;
    }

    static final Opener NEW_FILE = path ->
            FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private static final String TEMP_NAME = ".upload-";
    private static final Pattern TEMP_NAMES = Pattern.compile(Pattern.quote(TEMP_NAME) + "[0-9]{1,19}");

    /** After this time a temporary file is left over: no upload takes that long, not even in another process. */
    private static final Duration LEFT_OVER_AFTER = Duration.ofDays(1);

    /** The maximum number of names to try. They are random, so a name is hardly ever taken. */
    private static final int TEMP_NAMES_TRIED_MAX = 10;

    private final Path folder;
    private final UploadPolicy policy;
    private final Opener opener;
    private final SecureRandom random = new SecureRandom();

    UploadFolder(Path folder, UploadPolicy policy, Opener opener) throws IOException {
        this.folder = folder.toRealPath();
        this.policy = policy;
        this.opener = opener;
    }

    /**
     * Begins a file; its temporary name begins with a dot, so {@link PathJail} keeps it from being requested.
     *
     * @param memoryBytesMax how many bytes are held in memory before it is created
     */
    TempFile begin(int memoryBytesMax) {
        return new TempFile(this::make, memoryBytesMax);
    }

    private TempFile.Open make() throws IOException {
        for (int i = 0; i < TEMP_NAMES_TRIED_MAX; i++) {
            Path path = folder.resolve(TEMP_NAME + (random.nextLong() & Long.MAX_VALUE));
            try {
                return new TempFile.Open(path, opener.open(path));
            } catch (FileAlreadyExistsException e) {
                // Try the next name.
            }
        }
        throw new IOException("there are too many unfinished uploads in " + folder);
    }

    // region: publish
    /**
     * Gives a file its name.
     *
     * @param request may demand that the file is new: {@code If-None-Match: *} (RFC 9110 section 13.1.2)
     * @return whether the file is new; otherwise it replaced another
     * @throws UploadRejectedException if the name is taken and the file must not be replaced
     */
    boolean publish(TempFile file, Path target, Request request) throws IOException, UploadRejectedException {
        if (file.create(target)) {
            return true;
        }
        if (request.field("If-None-Match").filter("*"::equals).isPresent()) {
            throw new UploadRejectedException(Status.PRECONDITION_FAILED, "there is a file with this name");
        }
        if (!policy.overwrites()) {
            throw new UploadRejectedException(Status.CONFLICT, "there is a file with this name");
        }
        requireNoFolder(target);
        file.replace(target);
        return false;
    }
    // endregion

    /** See {@link Uploads#deleteLeftovers}. */
    int deleteLeftovers(Instant now) throws IOException {
        int deleted = 0;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, TEMP_NAME + "*")) {
            for (Path path : found) {
                if (isLeftOver(path, now)) {
                    Files.deleteIfExists(path);
                    deleted++;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return deleted;
    }

    private static boolean isLeftOver(Path path, Instant now) throws IOException {
        if (!TEMP_NAMES.matcher(path.getFileName().toString()).matches()) {
            return false;
        }
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return attributes.isRegularFile()
                && attributes.lastModifiedTime().toInstant().plus(LEFT_OVER_AFTER).isBefore(now);
    }

    /** The path of a file with a safe name. */
    Path resolve(String name) throws UploadRejectedException {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            throw new UploadRejectedException(Status.BAD_REQUEST, "this is not a valid file name");
        }
    }

    /**
     * Rejects names with an extension that is not allowed (415), and names that are taken (409, RFC 9110 section
     * 15.5.10): a client's choice of name must not overwrite an existing file (RFC 7578 section 7).
     */
    void requireAllowed(Path target) throws UploadRejectedException {
        String extension = FileNames.extension(target.getFileName().toString());
        if (!policy.extensions().isEmpty() && !policy.extensions().contains(extension)) {
            throw new UploadRejectedException(Status.UNSUPPORTED_MEDIA_TYPE, "files of this type are not accepted");
        }
        requireNoFolder(target);
        if (!policy.overwrites() && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new UploadRejectedException(Status.CONFLICT, "there is a file with this name");
        }
    }

    private static void requireNoFolder(Path target) throws UploadRejectedException {
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new UploadRejectedException(Status.CONFLICT, "there is a folder with this name");
        }
    }

    /** Rejects the request if its preconditions don't hold for the existing file. */
    static void requirePreconditions(Request request, Path target, Instant now) throws IOException, UploadRejectedException {
        if (Preconditions.evaluate(request.method(), request.fields(), state(target, now), now)
                != Preconditions.Outcome.PROCEED) {
            throw new UploadRejectedException(Status.PRECONDITION_FAILED, "the file has changed");
        }
    }

    private static Optional<Validators> state(Path target, Instant now) throws IOException {
        try {
            return Optional.of(Representation.plain(target, FileState.of(target.toRealPath())).validators(now));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Deletes a file; of a symbolic link, the link itself. */
    void delete(Request request, Path target, Instant now) throws IOException, UploadRejectedException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new UploadRejectedException(Status.NOT_FOUND, "there is no such file");
        }
        requireNoFolder(target);
        requirePreconditions(request, target, now);
        try {
            Files.delete(target);
        } catch (NoSuchFileException e) {
            throw new UploadRejectedException(Status.NOT_FOUND, "there is no such file");     // another process was faster
        }
    }
}
