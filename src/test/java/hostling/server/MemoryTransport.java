package hostling.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/** Two arrays instead of a socket: what the client sends, and what it has received. */
public final class MemoryTransport implements Transport {
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final WritableByteChannel receiver = Channels.newChannel(received);
    private ByteBuffer sent = ByteBuffer.allocate(0);
    private boolean clientHasEnded;
    private int room = Integer.MAX_VALUE;
    private Interest interest = Interest.NONE;
    private boolean outputIsShut;
    private boolean isClosed;
    private boolean wasReset;

    /** The client sends these characters, one byte each. */
    public void clientSends(String latin1) {
        byte[] bytes = latin1.getBytes(ISO_8859_1);
        sent = ByteBuffer.allocate(sent.remaining() + bytes.length).put(sent).put(bytes).flip();
    }

    /** The client closes its sending side: the connection is half-closed. */
    public void clientEnds() {
        clientHasEnded = true;
    }

    /** From now on the client takes only this many bytes more. */
    public void clientTakes(int bytes) {
        room = bytes;
    }

    /** What the client has received since the last call. */
    public String received() {
        String text = received.toString(ISO_8859_1);
        received.reset();
        return text;
    }

    /** Whether a selector would report the connection as ready now. */
    public boolean isReady() {
        return switch (interest) {
            case NONE -> false;
            case READ -> sent.hasRemaining() || clientHasEnded;
            case WRITE -> room > 0;
        };
    }

    public Interest interest() {
        return interest;
    }

    public int unread() {
        return sent.remaining();
    }

    public boolean outputIsShut() {
        return outputIsShut;
    }

    public boolean isClosed() {
        return isClosed;
    }

    public boolean wasReset() {
        return wasReset;
    }

    @Override
    public int read(ByteBuffer into) {
        if (!sent.hasRemaining()) {
            return clientHasEnded ? -1 : 0;
        }
        int count = Math.min(sent.remaining(), into.remaining());
        into.put(sent.slice().limit(count));
        sent.position(sent.position() + count);
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int limit = from.limit();
        from.limit(from.position() + Math.min(from.remaining(), room));
        int count = receiver.write(from);
        from.limit(limit);
        room -= count;
        return count;
    }

    @Override
    public long sendFile(FileChannel file, long position, long length) throws IOException {
        long count = file.transferTo(position, Math.min(length, room), receiver);
        room -= (int) count;
        return count;
    }

    @Override
    public void await(Interest other) {
        interest = other;
    }

    @Override
    public void shutdownOutput() {
        outputIsShut = true;
    }

    @Override
    public void close(boolean reset) {
        isClosed = true;
        wasReset = reset;
        interest = Interest.NONE;
    }
}
