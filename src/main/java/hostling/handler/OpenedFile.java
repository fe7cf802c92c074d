package hostling.handler;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One opening of a regular file: what is said of the file and what is sent of it come from here, whatever happens to
 * its name meanwhile.
 *
 * <p>Java can't ask an open file for its times (there is no {@code fstat}). So its name is looked at before and after
 * the opening. If both looks find the same regular file in the same state, it is the one that was opened: to put
 * another one in its place and back again in between, it would have to be renamed, which changes its state.
 *
 * @param state   as it was before and after the opening
 * @param channel for reading; null where the content was read and the file is closed again
 * @param content the whole of a small file; null for a larger one
 */
record OpenedFile(FileState state, FileChannel channel, ByteBuffer content) {
    /** With its head, this much goes out in one write. A larger file is kept open in place of being read. */
    static final int SMALL_BYTES_MAX = 60 * 1024;

    /** How often it is tried to catch a file that is replaced all the time. */
    private static final int TRIES_MAX = 50;

    /** For how long it is expected of a folder that something in it has changed that more will change. */
    private static final Duration BUSY_FOR = Duration.ofMinutes(1);

    /**
     * Opens a file.
     *
     * @param root the real path of the folder that is served
     * @param path the real path of a file below it
     * @return empty where there is no regular file any more, or it changes faster than it can be looked at
     * @throws AccessDeniedException where it may not be read
     */
    static Optional<OpenedFile> open(Path root, Path path, Instant now) throws IOException {
        Optional<OpenFolder> held = OpenFolder.open(root, path.getParent());
        if (held.isEmpty()) {
            return Optional.empty();
        }
        try (OpenFolder folder = held.get()) {
            boolean isBusy = !folder.state().modified().plus(BUSY_FOR).isBefore(now);
            for (int i = 0; i < TRIES_MAX; i++) {
                FileState before = FileState.of(path);
                if (!before.isFile()) {
                    return Optional.empty();
                }
                OpenedFile opened = open(folder, path, before, isBusy);
                if (opened != null) {
                    return Optional.of(opened);
                }
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** One try; null where it was another file, or the file changed. */
    private static OpenedFile open(OpenFolder folder, Path path, FileState before, boolean isBusy) throws IOException {
        Path name = path.getFileName();
        FileChannel channel;
        try {
            channel = isBusy ? channelWhereNamesChange(folder, name, before)
                    : folder.open(name, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            if (Unavailable.isOutOfDescriptors(e) || FileState.of(path).equals(before)) {
                throw e;
            }
            return null;                                // a link, or nothing, by now
        }
        boolean staysOpen = false;
        try {
            // The size comes first: what is not a regular file has none, and reading it might wait.
            if (channel.size() != before.size() || !Objects.equals(folder.attributes(name).fileKey(), before.key())) {
                return null;
            }
            ByteBuffer content = before.size() <= SMALL_BYTES_MAX ? read(channel, (int) before.size()) : null;
            if (!isWhole(content, before) || !FileState.of(path).equals(before)) {
                return null;
            }
            staysOpen = content == null;
            return new OpenedFile(before, staysOpen ? channel : null, content);
        } finally {
            if (!staysOpen) {
                channel.close();
            }
        }
    }

    private static boolean isWhole(ByteBuffer content, FileState state) {
        return content == null || content.remaining() == state.size();
    }

    /**
     * Opens for reading. If a FIFO takes the place of the file just now, the system lets the loop's thread wait for a
     * writer, but not if the FIFO is opened for writing as well. So where names are changing, a file is opened for both
     * if the server may do that, although nothing is ever written.
     */
    private static FileChannel channelWhereNamesChange(OpenFolder folder, Path name, FileState before)
            throws IOException {
        try {
            return folder.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            BasicFileAttributes now = folder.attributes(name);
            if (!isForWantOfPermission(e) || !now.isRegularFile() || !Objects.equals(now.fileKey(), before.key())) {
                throw e;
            }
            return folder.open(name, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Whatever else stood in the way may be gone the next moment, and a FIFO in its place. */
    private static boolean isForWantOfPermission(IOException e) {
        String text = Unavailable.text(e);
        return e instanceof AccessDeniedException || text.contains("read-only") || text.contains("not permitted")
                || text.contains("text file busy");
    }

    /** As much of the content as its size says; less where it became shorter. */
    private static ByteBuffer read(FileChannel channel, int size) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(size);
        int count = 0;
        while (count >= 0 && content.hasRemaining()) {
            count = channel.read(content);
        }
        return content.flip();
    }
}
