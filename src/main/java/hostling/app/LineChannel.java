package hostling.app;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a log is written to: a file, a pipe, a terminal, a socket. A write may wait, for ever if nobody reads at the
 * other end, so only a {@link LineWriter} calls one.
 *
 * <p>Several processes may write to one of these, and their lines don't mix. A file that is opened for appending takes
 * each write as a whole at its end. A pipe takes what is no longer than a page as a whole, so each write is of whole
 * lines that fit one: only a line that is longer can have another process's lines within it.
 */
final class LineChannel implements AutoCloseable {
    /** {@code PIPE_BUF} of Linux: a write that is no longer is one piece in a pipe (pipe(7)). */
    private static final int PAGE_BYTES = 4_096;

    private final FileChannel channel;
    private final boolean isFile;

    /** @param isFile whether it is a regular file, which can be cut */
    LineChannel(FileChannel channel, boolean isFile) {
        this.channel = channel;
        this.isFile = isFile;
    }

    /**
     * Opens a file for appending, and makes it if it is not there. This waits if it is a pipe that nobody reads.
     *
     * @throws IOException if that can't be done
     */
    static LineChannel appendingTo(Path path) throws IOException {
        return new LineChannel(new FileOutputStream(path.toFile(), true).getChannel(), Files.isRegularFile(path));
    }

    /** A standard stream of this process, by the stream and the number of its descriptor. */
    static LineChannel standard(FileOutputStream stream, int number) {
        return new LineChannel(stream.getChannel(), Files.isRegularFile(Path.of("/proc/self/fd/" + number)));
    }

    /**
     * Writes from the position on what one call of the system takes of it, and leaves the position behind that. On a full
     * disk the call may take half a line. That half is cut off again, so that nobody reads it and no other process's line
     * comes behind it; the position is then at the line's beginning.
     *
     * @return whether anything was written; if not, this is a pipe or a terminal that somebody has set not to wait
     * @throws IOException if it can't be written to
     */
    boolean write(ByteBuffer lines) throws IOException {
        int start = lines.position();
        int end = lines.limit();
        int count = isFile ? end - start : portion(lines);
        int written;
        try {
            written = channel.write(lines.limit(start + count));
        } finally {
            lines.limit(end);
        }
        if (isFile && written > 0 && written < count) {
            cutBack(lines, start);
            if (lines.position() == start) {
                throw new IOException("the disk has no room for a line");
            }
        }
        return lines.position() > start;
    }

    private void cutBack(ByteBuffer lines, int start) throws IOException {
        int whole = lines.position();
        while (whole > start && lines.get(whole - 1) != '\n') {
            whole--;
        }
        int half = lines.position() - whole;
        long size = channel.size();
        if (half > 0 && size >= half) {
            channel.truncate(size - half);
            lines.position(whole);
        }
    }

    /** How many bytes to write at once: those of the whole lines that fit a page, or a page of a line that does not. */
    static int portion(ByteBuffer lines) {
        if (lines.remaining() <= PAGE_BYTES) {
            return lines.remaining();
        }
        for (int count = PAGE_BYTES; count > 0; count--) {
            if (lines.get(lines.position() + count - 1) == '\n') {
                return count;
            }
        }
        return PAGE_BYTES;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
