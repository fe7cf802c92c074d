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
 * A log that is written to a path: a file, a FIFO, a terminal. Lines are appended. For <b>log rotation</b>, a file is
 * moved away; the log still writes to it until {@link #reopen} creates a new one at the path.
 *
 * <p>Each opening has its own {@link LineWriter}. The writer of the old file writes its queued lines and ends.
 */
final class LogFile implements LogTarget {
    /** The file type bits of a file's mode, and two of their values. */
    private static final int FILE_TYPE = 0xf000;
    private static final int FIFO = 0x1000;
    private static final int CHARACTER_DEVICE = 0x2000;
    /** Each reopening of a FIFO that nobody reads leaves behind a thread that waits for a reader. */
    private static final int RETIRED_WRITERS_MAX = 8;

    private final Path path;
    private final Consumer<String> onError;
    private final Deque<LineWriter> old = new ArrayDeque<>();
    private LineWriter writer;

    /**
     * Opens the file, and creates it if it does not exist. A FIFO is opened later, when somebody reads it.
     *
     * @param onError called, on any thread, when the file can't be written to
     * @throws IOException if the file can't be opened
     */
    LogFile(Path path, Consumer<String> onError) throws IOException {
        this.path = path;
        this.onError = onError;
        this.writer = open();
    }

    /** If opening may block, the writer's thread does it. Otherwise it is done here, and the user gets the error at once. */
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
                reason -> onError.accept("the log " + path + " can't be written: " + reason));
    }

    /** Opening a FIFO blocks until somebody reads it; opening a serial line blocks until it has a carrier. */
    private boolean openingMayWait() {
        try {
            int type = (Integer) Files.getAttribute(path, "unix:mode") & FILE_TYPE;
            return type == FIFO || type == CHARACTER_DEVICE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;                               // it does not exist yet, or this is not a Unix system
        }
    }

    @Override
    public void write(ByteBuffer lines) {
        writer.offer(lines);
    }

    @Override
    public void reopen() {
        old.removeIf(LineWriter::hasEnded);
        if (old.size() >= RETIRED_WRITERS_MAX) {
            onError.accept("the log " + path + " is not reopened: after " + old.size()
                    + " reopenings nobody has read what was written before");
            return;
        }
        try {
            LineWriter next = open();
            writer.finish();
            old.add(writer);
            writer = next;
        } catch (IOException e) {
            onError.accept("the log " + path + " can't be reopened, and goes on in the old file: " + e.getMessage());
        }
    }

    /** Makes the writer write all queued lines, then close the file. Returns at once. Nothing may be written later. */
    void finish() {
        writer.finish();
    }

    /** Waits until all queued lines are written; returns the number of lines that were not written in time. */
    long awaitWritten(Deadline deadline) {
        return Stream.concat(old.stream(), Stream.of(writer)).filter(each -> !each.awaitWritten(deadline))
                .mapToLong(LineWriter::linesWaiting).sum();
    }
}
