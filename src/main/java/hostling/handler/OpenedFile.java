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
 * A regular file as it was opened once: the header and the content of a response both come from this opening, whatever
 * happens to the file's name meanwhile.
 *
 * <p>Java can't read the times of an open file (it has no {@code fstat}). So the attributes of its path are read before
 * and after the opening. If both times it is the same regular file in the same state, it is the one that was opened: to
 * swap in another file in between and then swap back, the file would have to be renamed, which changes its state.
 *
 * @param state   the state, the same before and after the opening
 * @param channel for reading; null if the content was read and the file is closed
 * @param content the whole content of a small file; null for a larger one
 */
record OpenedFile(FileState state, FileChannel channel, ByteBuffer content) {
    /** This many bytes and a header fit one write. A larger file is kept open instead of being read. */
    static final int SMALL_BYTES_MAX = 60 * 1024;

    /** The maximum number of attempts to open a file that is continuously replaced. */
    private static final int TRIES_MAX = 50;

    /** How long after its last change a folder is expected to change again. */
    private static final Duration BUSY_FOR = Duration.ofMinutes(1);

    /**
     * Opens a file.
     *
     * @param root the real path of the served folder
     * @param path the real path of a file below it
     * @return empty if it is not a regular file any more, or changes faster than it can be opened
     * @throws AccessDeniedException if the server has no permission to read it
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

    /** One attempt; null if another file was opened, or the file changed. */
    private static OpenedFile open(OpenFolder folder, Path path, FileState before, boolean isBusy) throws IOException {
        Path name = path.getFileName();
        FileChannel channel;
        try {
            channel = isBusy ? openInBusyFolder(folder, name, before)
                    : folder.open(name, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            if (ServiceUnavailable.isOutOfDescriptors(e) || FileState.of(path).equals(before)) {
                throw e;
            }
            return null;                                // it has become a link, or was deleted
        }
        boolean staysOpen = false;
        try {
            // The size is checked first: only a regular file has one, and reading anything else might block.
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
     * Opens for reading. If a FIFO replaces the file at this moment, opening it blocks the loop's thread until there is a
     * writer, unless it is opened for writing, too. So in a busy folder a file is opened for both if the server has the
     * permission, although nothing is ever written.
     */
    private static FileChannel openInBusyFolder(OpenFolder folder, Path name, FileState before)
            throws IOException {
        try {
            return folder.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            BasicFileAttributes now = folder.attributes(name);
            if (!lacksPermission(e) || !now.isRegularFile() || !Objects.equals(now.fileKey(), before.key())) {
                throw e;
            }
            return folder.open(name, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Any other obstacle may disappear the next moment, with a FIFO in the file's place. */
    private static boolean lacksPermission(IOException e) {
        String text = ServiceUnavailable.text(e);
        return e instanceof AccessDeniedException || text.contains("read-only") || text.contains("not permitted")
                || text.contains("text file busy");
    }

    /** Reads this many bytes of the content; fewer if the file has become shorter. */
    private static ByteBuffer read(FileChannel channel, int size) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(size);
        int count = 0;
        while (count >= 0 && content.hasRemaining()) {
            count = channel.read(content);
        }
        return content.flip();
    }
}
