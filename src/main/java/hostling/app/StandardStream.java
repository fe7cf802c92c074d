package hostling.app;

import hostling.metrics.LogTarget;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A log on one of the standard streams. Where that is a pipe whose reader does not read, writing to it would stop the
 * server, and Java can't write to a pipe without waiting. But Linux tells how many bytes wait in a pipe, and so whether
 * a write will find room: lines are left to their owner until it does.
 *
 * <p>Several processes may write to one pipe. What is no longer than a page goes in as a whole there, so each write is
 * of whole lines that fit one: only a line that is longer can have another process's lines within it.
 */
final class StandardStream implements LogTarget {
    /**
     * A pipe of Linux has 16 pages of 4 KiB. A write that is no longer than a page needs one of them at most, and what
     * others write at the same time goes before it or behind it.
     */
    private static final int PAGE_BYTES = 4_096;
    /**
     * Fewer bytes than that take up four pages at most. A page that is being read keeps its place until it is empty. Of
     * the others, two neighbours hold more than one page together, or else they would have been put into one; so four
     * of them would hold more than two pages. That leaves twelve pages, for as many processes that look at the same
     * moment.
     */
    private static final int FULL_BYTES = 2 * PAGE_BYTES;

    /** The bits of a file's mode that tell what it is, and what they are for a pipe, with a name or without one. */
    private static final int FILE_TYPE = 0xf000;
    private static final int PIPE = 0x1000;

    private final FileOutputStream stream;
    /** The other end of the pipe, to ask how full it is, never to read; empty where the stream is no pipe. */
    private final Optional<FileInputStream> gauge;

    private StandardStream(FileDescriptor descriptor, int number) {
        stream = new FileOutputStream(descriptor);
        gauge = gauge(Path.of("/proc/self/fd/" + number));
    }

    /** The standard output stream. */
    static StandardStream output() {
        return new StandardStream(FileDescriptor.out, 1);
    }

    /** The standard error stream. */
    static StandardStream error() {
        return new StandardStream(FileDescriptor.err, 2);
    }

    private static Optional<FileInputStream> gauge(Path descriptor) {
        try {
            int mode = (Integer) Files.getAttribute(descriptor, "unix:mode");
            return (mode & FILE_TYPE) == PIPE ? Optional.of(new FileInputStream(descriptor.toFile())) : Optional.empty();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();                    // not Linux, or another user's pipe
        }
    }

    @Override
    public void write(ByteBuffer lines) {
        try {
            if (gauge.isEmpty()) {
                stream.write(lines.array(), lines.position(), lines.remaining());
                lines.position(lines.limit());
                return;
            }
            while (lines.hasRemaining() && gauge.get().available() < FULL_BYTES) {
                int count = portion(lines);
                stream.write(lines.array(), lines.position(), count);
                lines.position(lines.position() + count);
            }
        } catch (IOException e) {
            lines.position(lines.limit());              // nobody reads the log any more; the site goes on
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
}
