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
 * The folder that uploads go to: which name is which file, whether it may be written, and where a file grows until it
 * is whole. One thread does all of this, but other processes may share the folder: what must not be overwritten is
 * safe because of how it gets its name, and not because somebody looked before.
 */
final class UploadFolder {
    /** Opens a new file for writing; a seam, since a test has no full disk. */
    @FunctionalInterface
    interface Opener {
        FileChannel open(Path path) throws IOException;
    }

    static final Opener NEW_FILE = path ->
            FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private static final String TEMP_NAME = ".upload-";
    private static final Pattern TEMP_NAMES = Pattern.compile(Pattern.quote(TEMP_NAME) + "[0-9]{1,19}");

    /** No upload takes so long, not even one of another process that shares the folder. */
    private static final Duration LEFT_OVER_AFTER = Duration.ofDays(1);

    /** How many names are tried. They are drawn by chance, so that hardly ever one is taken. */
    private static final int TEMP_NAMES_TRIED_MAX = 10;

    private final Path folder;
    private final UploadSettings settings;
    private final Opener opener;
    private final SecureRandom random = new SecureRandom();

    UploadFolder(UploadSettings settings, Opener opener) throws IOException {
        this.folder = settings.folder().toRealPath();
        this.settings = settings;
        this.opener = opener;
    }

    /**
     * Begins a file; its name begins with a dot, so {@link PathJail} lets nobody get it.
     *
     * @param memoryBytesMax as much of it may wait in memory before it is made
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
                // The next one then.
            }
        }
        throw new IOException("there are too many unfinished uploads in " + folder);
    }

    // region: publish
    /**
     * Gives a file its name.
     *
     * @param request may ask for a new file alone: {@code If-None-Match: *} (RFC 9110 section 13.1.2)
     * @return whether the file is new; else it replaced another
     * @throws UploadRefusal where there is a file of this name, whoever put it there, and it can't be replaced
     */
    boolean publish(TempFile file, Path target, Request request) throws IOException, UploadRefusal {
        if (file.create(target)) {
            return true;
        }
        if (request.field("If-None-Match").filter("*"::equals).isPresent()) {
            throw new UploadRefusal(Status.PRECONDITION_FAILED, "there is a file with this name");
        }
        if (!settings.overwrites()) {
            throw new UploadRefusal(Status.CONFLICT, "there is a file with this name");
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

    /** The file with a name that is safe. */
    Path resolve(String name) throws UploadRefusal {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            throw new UploadRefusal(Status.BAD_REQUEST, "no file can have this name here");
        }
    }

    /**
     * Refuses names with an extension that is not wanted, and names that are taken (409, RFC 9110 section 15.5.10):
     * what a client calls its file must not decide over a file that is there (RFC 7578 section 7).
     */
    void requireWelcome(Path target) throws UploadRefusal {
        String extension = FileNames.extension(target.getFileName().toString());
        if (!settings.extensions().isEmpty() && !settings.extensions().contains(extension)) {
            throw new UploadRefusal(Status.UNSUPPORTED_MEDIA_TYPE, "files of this kind are not taken");
        }
        requireNoFolder(target);
        if (!settings.overwrites() && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new UploadRefusal(Status.CONFLICT, "there is a file with this name");
        }
    }

    private static void requireNoFolder(Path target) throws UploadRefusal {
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new UploadRefusal(Status.CONFLICT, "there is a folder with this name");
        }
    }

    /** Refuses where the file is not what the client thinks it is. */
    static void requirePreconditions(Request request, Path target, Instant now) throws IOException, UploadRefusal {
        if (Preconditions.evaluate(request.method(), request.fields(), state(target, now), now)
                != Preconditions.Outcome.PROCEED) {
            throw new UploadRefusal(Status.PRECONDITION_FAILED, "the file has changed");
        }
    }

    private static Optional<Validators> state(Path target, Instant now) throws IOException {
        try {
            return Optional.of(Representation.plain(target, FileState.of(target.toRealPath())).validators(now));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Deletes a file, or a link and not what it leads to. */
    void delete(Request request, Path target, Instant now) throws IOException, UploadRefusal {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new UploadRefusal(Status.NOT_FOUND, "there is no such file");
        }
        requireNoFolder(target);
        requirePreconditions(request, target, now);
        try {
            Files.delete(target);
        } catch (NoSuchFileException e) {
            throw new UploadRefusal(Status.NOT_FOUND, "there is no such file");     // somebody else was faster
        }
    }
}
