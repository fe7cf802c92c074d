package hostling.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.log.LogTarget;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Standard output and standard error. Each has one {@link LineWriter} for the whole process, so lines come out in the
 * order in which they were written, from any source: the line with the address, the logs, the last message.
 */
final class StandardStream implements LogTarget {
    private static final StandardStream ERROR = new StandardStream(FileDescriptor.err, 2, "stderr", text -> { });
    private static final StandardStream OUTPUT = new StandardStream(FileDescriptor.out, 1, "stdout",
            reason -> ERROR.printLine("standard output can't be written: " + reason));

    private static final Duration LAST_LINES = Duration.ofMillis(300);

    private final LineWriter writer;

    private StandardStream(FileDescriptor descriptor, int number, String name, Consumer<String> onError) {
        LineChannel channel = LineChannel.standard(new FileOutputStream(descriptor), number);
        writer = LineWriter.start(name, () -> channel, onError);
    }

    /** The standard output stream. */
    static StandardStream output() {
        return OUTPUT;
    }

    /** The standard error stream. */
    static StandardStream error() {
        return ERROR;
    }

    @Override
    public void write(ByteBuffer lines) {
        writer.offer(lines);
    }

    /** Prints a line that does not belong to a log. May be called from any thread; never blocks. */
    void printLine(String text) {
        writer.offer(UTF_8.encode("hostling: " + text + "\n"));
    }

    /** This stream as a {@link PrintStream}. Lines come out whole; a line without its line end is held back. */
    PrintStream printer() {
        return new PrintStream(new Lines(writer), false, UTF_8);
    }

    /** Waits until all queued lines are written; returns whether they were written in time. */
    boolean awaitWritten(Deadline deadline) {
        return writer.awaitWritten(deadline);
    }

    /** For the end of the process: waits until all is written, up to 300 ms for each stream. */
    static void awaitEnd() {
        if (!OUTPUT.awaitWritten(Deadline.in(LAST_LINES))) {
            ERROR.printLine(OUTPUT.writer.linesWaiting() + " lines of standard output could not be written before the end");
        }
        ERROR.awaitWritten(Deadline.in(LAST_LINES));
    }

    /** Collects bytes until a line is complete. For one thread. */
    private static final class Lines extends OutputStream {
        private final LineWriter writer;
        private final ByteBuffer line = ByteBuffer.allocate(LineWriter.WAITING_BYTES_MAX / 4);

        Lines(LineWriter writer) {
            this.writer = writer;
        }

        @Override
        public void write(int b) {
            line.put((byte) b);
            if (b == '\n' || !line.hasRemaining()) {
                writer.offer(line.flip());
                line.clear();
            }
        }
    }
}
