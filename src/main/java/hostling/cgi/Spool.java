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
 * The content of a request, kept in a temporary file until it is whole: a script is told its length before it reads it
 * (RFC 3875 section 4.1.2), which for chunked content nobody knows earlier. The script then reads the file as its
 * input: content without transfer coding, as many bytes as it was told, and then the end (RFC 3875 section 4.2).
 */
final class Spool implements BodySink {
    private static final Path ANY_FILE = Path.of("/dev/null");

    private final Path path;
    private final FileChannel channel;
    private final Consumer<Spool> whole;
    private final Consumer<IOException> failed;
    private long size;
    private boolean over;

    /**
     * @param whole  is given the content when it is whole
     * @param failed is told, once, where it can't be kept; nothing is left of it then
     * @throws ResourcesExhaustedException where the process has too many files open to open one more
     */
    Spool(Path folder, Consumer<Spool> whole, Consumer<IOException> failed) throws IOException {
        this.path = created(folder);
        this.channel = opened(path);
        this.whole = whole;
        this.failed = failed;
    }

    private static Path created(Path folder) throws IOException {
        try {
            return Files.createTempFile(folder, "hostling-cgi-", "");
        } catch (IOException e) {
            throw reasoned(e);
        }
    }

    private static FileChannel opened(Path path) throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.WRITE);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw reasoned(e);
        }
    }

    /** Java does not tell why a file can't be opened. Where no other one can be either, descriptors are short. */
    private static IOException reasoned(IOException e) {
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
            while (!over && bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    @Override
    public void end(Fields trailers) {
        if (over) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            fail(e);
            return;
        }
        whole.accept(this);
    }

    private void fail(IOException e) {
        over = true;
        delete();
        failed.accept(e);
    }

    @Override
    public void aborted() {
        delete();
    }

    /** Deletes the file. May be called more than once; a script that has it open reads on. */
    void delete() {
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It stays in the folder for temporary files, which is made for what is left over.
        }
    }
}
