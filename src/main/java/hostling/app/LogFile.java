package hostling.app;

import hostling.log.LogTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A log in a file, or in what else has a name: a FIFO, a terminal. Lines are put at its end. A file that was moved away is
 * written on until {@link #reopen} makes a new one in its place, which is how logs are rotated.
 *
 * <p>Each opening has a {@link LineWriter} of its own. The one of the old file writes what it still has and ends.
 */
final class LogFile implements LogTarget {
    /** The bits of a file's mode that tell what it is, and two of the things that it can be. */
    private static final int FILE_TYPE = 0xf000;
    private static final int FIFO = 0x1000;
    private static final int CHARACTER_DEVICE = 0x2000;
    /** Each is a thread that waits for a reader, as one does after each reopening of a FIFO that nobody reads. */
    private static final int OLD_WRITERS_MAX = 8;

    private final Path path;
    private final Consumer<String> trouble;
    private final Deque<LineWriter> old = new ArrayDeque<>();
    private LineWriter writer;

    /**
     * Opens the file, and makes it if it is not there. A FIFO is opened later, when somebody reads it.
     *
     * @param trouble is told, by any thread, when the file can't be written to
     * @throws IOException if the file can't be opened
     */
    LogFile(Path path, Consumer<String> trouble) throws IOException {
        this.path = path;
        this.trouble = trouble;
        this.writer = open();
    }

    /** What may make an opening wait is opened by the writer; of the rest, the user is told at once what is wrong. */
    private LineWriter open() throws IOException {
        if (!openingMayWait()) {
            LineChannel channel = LineChannel.appendingTo(path);
            return start(() -> channel);
        }
        if (!Files.isWritable(path)) {
            throw new IOException(path + " (Permission denied)");
        }
        return start(() -> LineChannel.appendingTo(path));
    }

    private LineWriter start(LineWriter.Opening opening) {
        return LineWriter.start(String.valueOf(path.getFileName()), opening,
                reason -> trouble.accept("the log " + path + " can't be written: " + reason));
    }

    /** To open a FIFO waits until somebody reads it; to open a serial line waits until somebody calls. */
    private boolean openingMayWait() {
        try {
            int type = (Integer) Files.getAttribute(path, "unix:mode") & FILE_TYPE;
            return type == FIFO || type == CHARACTER_DEVICE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;                               // it is not there yet, or this is another system
        }
    }

    @Override
    public void write(ByteBuffer lines) {
        writer.offer(lines);
    }

    @Override
    public void reopen() {
        old.removeIf(LineWriter::hasEnded);
        if (old.size() >= OLD_WRITERS_MAX) {
            trouble.accept("the log " + path + " is not opened again: it was " + old.size()
                    + " times, and nobody takes what was written before");
            return;
        }
        try {
            LineWriter next = open();
            writer.finish();
            old.add(writer);
            writer = next;
        } catch (IOException e) {
            trouble.accept("the log " + path + " can't be opened again, the old file is written on: "
                    + e.getMessage());
        }
    }

    /** Has all that was taken written, then the file closed. Nothing may be written after that. Does not wait. */
    void finish() {
        writer.finish();
    }

    /** Waits until all that was taken is written; how many lines were not in time. */
    long awaitWritten(Deadline deadline) {
        return Stream.concat(old.stream(), Stream.of(writer)).filter(each -> !each.awaitWritten(deadline))
                .mapToLong(LineWriter::linesWaiting).sum();
    }
}
