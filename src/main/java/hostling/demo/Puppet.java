package hostling.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hostling.http.Site;
import hostling.server.ConnectionDriver;
import hostling.server.HttpEngine;
import hostling.server.Peer;
import hostling.server.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;

/**
 * A client that no browser can play, at the far end of a connection without a socket. To the engine it is a client like any
 * other. What the engine writes is first in a send buffer, like that of a socket, and leaves it as the client reads.
 */
final class Puppet implements Transport {
    /** Size of the send buffer. */
    static final int BUFFER_BYTES = 64 * 1024;
    /** A system reports a socket as writable only if at least a third of its send buffer is free. */
    private static final int WRITABLE_BYTES = BUFFER_BYTES / 3;
    private static final byte[] ZEROS = new byte[BUFFER_BYTES];
    private static final Peer PEER = new Peer("127.0.0.1", 80);

    private final HttpEngine engine;
    private final String name;
    private final Runnable onClosed;
    private final ConnectionDriver connection;
    private long zeros;
    private ByteBuffer sent = ByteBuffer.allocate(0);
    private int buffered;
    private boolean readsAtOnce = true;
    private boolean hasLeft;
    private boolean isClosed;
    private boolean isQueued;
    private Interest interest = Interest.NONE;

    /**
     * Connects.
     *
     * @param onClosed is run when the connection is closed
     */
    Puppet(HttpEngine engine, Site site, String name, Runnable onClosed) {
        this.engine = engine;
        this.name = name;
        this.onClosed = onClosed;
        this.connection = engine.connect(this, PEER, () -> site);
    }

    /** The number of its connection. */
    long number() {
        return connection.number();
    }

    String name() {
        return name;
    }

    boolean isClosed() {
        return isClosed;
    }

    // What the client does.

    /** Sends these characters, one byte each. */
    void send(String latin1) {
        byte[] bytes = latin1.getBytes(ISO_8859_1);
        sent = ByteBuffer.allocate(sent.remaining() + bytes.length).put(sent).put(bytes).flip();
        wake();
    }

    /** Sends this many zeros, after everything else. */
    void sendZeros(long count) {
        zeros += count;
        wake();
    }

    /** From now on it reads this many bytes in each interval, and not everything at once. */
    void readSlowly(int bytes, Duration interval) {
        readsAtOnce = false;
        engine.after(interval, () -> {
            if (!isClosed) {
                buffered -= Math.min(buffered, bytes);
                wake();
                readSlowly(bytes, interval);
            }
        });
    }

    /** Does something later, unless the connection is closed by then. */
    void after(Duration delay, Runnable action) {
        engine.after(delay, () -> {
            if (!isClosed) {
                action.run();
            }
        });
    }

    /** Closes its side. */
    void leave() {
        hasLeft = true;
        wake();
    }

    /** What a selector does for a socket: gives the connection a turn as soon as it is ready. */
    private void wake() {
        if (isReady() && !isQueued) {
            isQueued = true;
            engine.execute(() -> {
                isQueued = false;
                if (isReady()) {
                    connection.ready(interest == Interest.READ);
                }
                wake();
            });
        }
    }

    private boolean isReady() {
        return switch (interest) {
            case NONE -> false;
            case READ -> sent.hasRemaining() || zeros > 0 || hasLeft;
            case WRITE -> room() >= WRITABLE_BYTES;
        };
    }

    private int room() {
        return BUFFER_BYTES - buffered;
    }

    // What the engine does.

    @Override
    public int read(ByteBuffer into) {
        if (sent.hasRemaining()) {
            int count = Math.min(sent.remaining(), into.remaining());
            into.put(sent.slice().limit(count));
            sent.position(sent.position() + count);
            return count;
        }
        int count = (int) Math.min(zeros, Math.min(into.remaining(), BUFFER_BYTES));
        into.put(ZEROS, 0, count);
        zeros -= count;
        return count == 0 && hasLeft ? -1 : count;
    }

    @Override
    public int write(ByteBuffer from) {
        int count = take(from.remaining());
        from.position(from.position() + count);
        return count;
    }

    @Override
    public long sendFile(FileChannel file, long position, long length) throws IOException {
        return take(Math.max(0, Math.min(length, file.size() - position)));
    }

    private int take(long most) {
        int count = (int) Math.min(most, room());
        if (!readsAtOnce) {
            buffered += count;
        }
        return count;
    }

    @Override
    public void await(Interest other) {
        interest = other;
        wake();
    }

    @Override
    public void shutdownOutput() {
        leave();                                        // the client has read the end of the responses
    }

    @Override
    public void close(boolean reset) {
        isClosed = true;
        interest = Interest.NONE;
        onClosed.run();
    }
}
