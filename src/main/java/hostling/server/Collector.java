package hostling.server;

import hostling.http.BodySink;
import hostling.wire.Fields;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Collects the content of a request in a growing array; the connection enforces the limit. */
final class Collector implements BodySink {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final long bytesExpected;
    private final Consumer<ByteBuffer> whole;
    private ByteBuffer content = NOTHING;

    /**
     * @param bytesExpected the announced length in bytes, beyond which the array does not grow in advance; Long.MAX_VALUE if
     *                      unknown
     * @param whole         is given the content once it is complete
     */
    Collector(long bytesExpected, Consumer<ByteBuffer> whole) {
        this.bytesExpected = bytesExpected;
        this.whole = whole;
    }

    /** The memory of the content, in bytes. */
    int heldBytes() {
        return content.capacity();
    }

    @Override
    public void data(ByteBuffer bytes) {
        if (content.remaining() < bytes.remaining()) {
            int needed = content.position() + bytes.remaining();
            int grown = (int) Math.min(2L * content.capacity(), bytesExpected);
            content = ByteBuffer.allocate(Math.max(needed, grown)).put(content.flip());
        }
        content.put(bytes);
    }

    @Override
    public void end(Fields trailers) {
        whole.accept(content.flip());
    }

    @Override
    public void aborted() {
        content = NOTHING;
    }
}
