package hostling.cgi;

import hostling.http.BodySink;
import hostling.wire.Fields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Stores the content of a request in a temporary file until it is complete: a script must be told its length before it reads
 * it (RFC 3875 section 4.1.2), and the length of <b>chunked</b> content is unknown until its end. The script then has the
 * file as standard input: content without transfer coding, exactly as long as announced (RFC 3875 section 4.2).
 */
final class Spool implements BodySink {
    private static final Path ANY_FILE = Path.of("/dev/null");

    private final Path path;
    private final FileChannel channel;
    private final Consumer<Spool> onComplete;
    private final Consumer<IOException> onFailure;
    private long size;
    private boolean hasFailed;

    /**
     * @param onComplete is given this when the content is complete
     * @param onFailure  is called once if the content can't be stored; the file is then deleted
     * @throws ResourcesExhaustedException if the process has too many files open to open another one
     */
    Spool(Path folder, Consumer<Spool> onComplete, Consumer<IOException> onFailure) throws IOException {
        this.path = created(folder);
        this.channel = opened(path);
        this.onComplete = onComplete;
        this.onFailure = onFailure;
    }

    private static Path created(Path folder) throws IOException {
        try {
            return Files.createTempFile(folder, "hostling-cgi-", "");
        } catch (IOException e) {
            throw withReason(e);
        }
    }

    private static FileChannel opened(Path path) throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.WRITE);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw withReason(e);
        }
    }

    /** Java does not tell why a file can't be opened. If opening another file fails, too, the descriptors are used up. */
    private static IOException withReason(IOException e) {
        try {
            FileChannel.open(ANY_FILE, StandardOpenOption.READ).close();
            return e;
        } catch (IOException another) {
            return new ResourcesExhaustedException(e);
        }
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    @Override
    public void data(ByteBuffer bytes) {
        size += bytes.remaining();
        try {
            while (!hasFailed && bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    @Override
    public void end(Fields trailers) {
        if (hasFailed) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            fail(e);
            return;
        }
        onComplete.accept(this);
    }

    private void fail(IOException e) {
        hasFailed = true;
        delete();
        onFailure.accept(e);
    }

    @Override
    public void aborted() {
        delete();
    }

    /** Deletes the file. May be called more than once; a script that has it open can still read it. */
    void delete() {
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It remains in the folder for temporary files, where it does no harm.
        }
    }
}
