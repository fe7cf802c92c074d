package hostling.app;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The destination of a log: a file, a pipe, a terminal, a socket. A write may block, for ever if nobody reads at the
 * other end, so only a {@link LineWriter} writes.
 *
 * <p>Several processes may write to the same destination, and their lines don't mix. A file opened for appending takes
 * each write as a whole at its end. A pipe takes a write of at most one page as a whole (it is <b>atomic</b>), so each
 * write is made of whole lines that fit a page: only a longer line can have another process's lines within it.
 */
final class LineChannel implements AutoCloseable {
    /** {@code PIPE_BUF} of Linux: a write to a pipe is atomic up to this many bytes (pipe(7)). */
    private static final int PAGE_BYTES = 4_096;

    private final FileChannel channel;
    private final boolean isFile;

    /** @param isFile whether it is a regular file, which can be truncated */
    LineChannel(FileChannel channel, boolean isFile) {
        this.channel = channel;
        this.isFile = isFile;
    }

    /**
     * Opens a file for appending, and creates it if it does not exist. Blocks if it is a FIFO that nobody reads.
     *
     * @throws IOException if it can't be opened
     */
    static LineChannel appendingTo(Path path) throws IOException {
        return new LineChannel(new FileOutputStream(path.toFile(), true).getChannel(), Files.isRegularFile(path));
    }

    /** A standard stream of this process, by the stream and the number of its file descriptor. */
    static LineChannel standard(FileOutputStream stream, int number) {
        return new LineChannel(stream.getChannel(), Files.isRegularFile(Path.of("/proc/self/fd/" + number)));
    }

    /**
     * Writes as much as one system call takes, and advances the position by that. On a full disk the call may take half
     * a line. That half is truncated again, so that nobody reads it and no other process's line follows it; the position
     * is then at the start of the line.
     *
     * @return whether anything was written; if not, this is a full pipe or terminal that somebody has made non-blocking
     * @throws IOException if the write fails
     */
    boolean write(ByteBuffer lines) throws IOException {
        int start = lines.position();
        int end = lines.limit();
        int count = isFile ? end - start : chunkSize(lines);
        int written;
        try {
            written = channel.write(lines.limit(start + count));
        } finally {
            lines.limit(end);
        }
        if (isFile && written > 0 && written < count) {
            truncateToWholeLine(lines, start);
            if (lines.position() == start) {
                throw new IOException("the disk has no room for a line");
            }
        }
        return lines.position() > start;
    }

    private void truncateToWholeLine(ByteBuffer lines, int start) throws IOException {
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

    /** Bytes to write at once: as many whole lines as fit a page, or one page of a longer line. */
    static int chunkSize(ByteBuffer lines) {
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
