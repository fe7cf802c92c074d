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
 * Standard output and standard error. Each has one {@link LineWriter} for the whole process, so what is put there first
 * comes out first, whoever puts it: the line that tells the address, the logs, the last words.
 */
final class StandardStream implements LogTarget {
    private static final StandardStream ERROR = new StandardStream(FileDescriptor.err, 2, "stderr", text -> { });
    private static final StandardStream OUTPUT = new StandardStream(FileDescriptor.out, 1, "stdout",
            reason -> ERROR.say("standard output can't be written: " + reason));

    private static final Duration LAST_LINES = Duration.ofMillis(300);

    private final LineWriter writer;

    private StandardStream(FileDescriptor descriptor, int number, String name, Consumer<String> trouble) {
        LineChannel channel = LineChannel.standard(new FileOutputStream(descriptor), number);
        writer = LineWriter.start(name, () -> channel, trouble);
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

    /** Says something that is not for a log, as a line of its own. May be called by any thread, and never waits. */
    void say(String text) {
        writer.offer(UTF_8.encode("hostling: " + text + "\n"));
    }

    /** The same place for what prints. Lines come out whole; what has no line end yet stays here. */
    PrintStream printer() {
        return new PrintStream(new Lines(writer), false, UTF_8);
    }

    /** Waits until all that was put here is written; whether it was in time. */
    boolean awaitWritten(Deadline deadline) {
        return writer.awaitWritten(deadline);
    }

    /** For the end of the process: waits a moment until all is written. */
    static void awaitEnd() {
        if (!OUTPUT.awaitWritten(Deadline.in(LAST_LINES))) {
            ERROR.say(OUTPUT.writer.linesWaiting() + " lines of standard output could not be written before the end");
        }
        ERROR.awaitWritten(Deadline.in(LAST_LINES));
    }

    /** Gathers bytes until there is a whole line. For one thread. */
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
