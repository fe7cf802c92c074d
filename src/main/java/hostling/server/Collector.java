package hostling.server;

import hostling.http.BodySink;
import hostling.wire.Fields;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Gathers the content of a request in an array that grows with it; the connection sees to the limit. */
final class Collector implements BodySink {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final long bytesExpected;
    private final Consumer<ByteBuffer> whole;
    private ByteBuffer content = NOTHING;

    /**
     * @param bytesExpected how many bytes will come, if the client has said so: the array grows no further
     * @param whole         takes the content once it is whole
     */
    Collector(long bytesExpected, Consumer<ByteBuffer> whole) {
        this.bytesExpected = bytesExpected;
        this.whole = whole;
    }

    /** How much memory the content takes. */
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
