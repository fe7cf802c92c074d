package hostling.app;

import hostling.metrics.LogTarget;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A log in a file. Lines are put at its end; a file that was moved away is written on until {@link #reopen} makes a new
 * one in its place, which is how logs are rotated.
 *
 * <p>Several processes may write to one file. Opened for appending, a file takes each write as a whole at its end, and
 * a write here is of whole lines.
 */
final class LogFile implements LogTarget, AutoCloseable {
    private final Path path;
    private final Consumer<String> trouble;
    private FileOutputStream file;
    private boolean failed;

    /**
     * Opens the file, and makes it where it is not there.
     *
     * @param trouble is told, once, when the file can't be written to any more
     * @throws IOException where that can't be done
     */
    LogFile(Path path, Consumer<String> trouble) throws IOException {
        this.path = path;
        this.trouble = trouble;
        this.file = open();
    }

    private FileOutputStream open() throws IOException {
        return new FileOutputStream(path.toFile(), true);
    }

    Path path() {
        return path;
    }

    @Override
    public void write(ByteBuffer lines) {
        try {
            file.write(lines.array(), lines.position(), lines.remaining());
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                failed = true;
                trouble.accept("the log " + path + " can't be written: " + e.getMessage());
            }
        }
        lines.position(lines.limit());
    }

    @Override
    public void reopen() {
        try {
            FileOutputStream next = open();
            close();
            file = next;
        } catch (IOException e) {
            trouble.accept("the log " + path + " can't be opened again, the old file is written on: "
                    + e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            trouble.accept("the log " + path + " can't be closed: " + e.getMessage());
        }
    }
}
