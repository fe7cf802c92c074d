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
 * input.
 */
final class Spool implements BodySink {
    private final Path path;
    private final FileChannel channel;
    private final Consumer<Spool> whole;
    private long size;

    /** @param whole is given the content when it is whole */
    Spool(Consumer<Spool> whole) throws IOException {
        this.path = Files.createTempFile("hostling-cgi-", "");
        this.channel = FileChannel.open(path, StandardOpenOption.WRITE);
        this.whole = whole;
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    @Override
    public void part(ByteBuffer bytes) throws IOException {
        size += bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void end(Fields trailers) throws IOException {
        channel.close();
        whole.accept(this);
    }

    @Override
    public void broken() {
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
