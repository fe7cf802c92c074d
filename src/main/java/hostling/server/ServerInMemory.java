package hostling.server;

import hostling.http.Site;
import hostling.log.AccessLog;
import hostling.wire.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The whole server without a network: the bytes of a client go in, and exactly the bytes come out that a client would get over a
 * socket. It is the same {@link HttpEngine} that the loop drives. Nothing is waited for: an answer from another process does not
 * come, and time that a client spends in silence only passes for the server's timers.
 */
public final class ServerInMemory {
    private static final Peer CLIENT = new Peer("127.0.0.1", 80);
    /** How long an exchange may keep the calling thread: the turn of a real loop. */
    private static final long TIME_NANOS_MAX = 4_000_000;

    private final HttpEngine engine;
    private final Site site;
    private final LongSupplier nanoTime;
    /** How far the server's clock is ahead, because its clients have paused. */
    private long pausedNanos;

    /**
     * A server with the default limits and without logs.
     *
     * @param timing    whether each response tells how long it took, in Server-Timing
     * @param nanoTime  monotonic clock in nanoseconds
     * @param wallClock time of day, in which pauses don't show
     */
    public ServerInMemory(Site site, boolean timing, LongSupplier nanoTime, InstantSource wallClock) {
        this.site = site;
        this.nanoTime = nanoTime;
        this.engine = new HttpEngine(new ServerSettings(Limits.DEFAULT, Timeouts.DEFAULT, 2, ServerSettings.MEMORY_BYTES_MIN,
                Duration.ZERO, TrustedProxies.NONE, timing, AccessLog.NONE, (level, message, cause) -> { },
                () -> nanoTime.getAsLong() + pausedNanos, wallClock),
                new HttpEngine.Listener() {
                    @Override
                    public void taskAdded() {
                        // Nobody sleeps who would have to be woken.
                    }

                    @Override
                    public void roomAdded() {
                        // No client waits for room.
                    }
                });
    }

    /**
     * A client may send a part of its bytes, wait for what the server says to it, and stay silent for a time.
     *
     * @param after    how many bytes it sends before
     * @param duration how long it is silent; the server's timers see that time pass, but nobody waits
     */
    public record Pause(int after, Duration duration) {
        /** The client sends all of its bytes at once. */
        public static final Pause NONE = new Pause(0, Duration.ZERO);
    }

    /**
     * What a client gets.
     *
     * @param bytes       as much as was asked for at most
     * @param beforePause how many of the bytes came before the client was silent
     * @param isClosed    whether the server has closed the connection, or its side of it
     * @param isComplete  whether the server had no more to send at the moment
     */
    public record Received(byte[] bytes, int beforePause, boolean isClosed, boolean isComplete) { }

    /**
     * Serves one connection, on which a client sends these bytes and then waits. Takes some milliseconds of the thread, after
     * which the rest is not served.
     *
     * @param bytesMax how much the client takes
     * @throws IOException if a file can't be read
     */
    public Received exchange(byte[] sent, Pause pause, int bytesMax) throws IOException {
        engine.takeOver();
        engine.startTurn();                             // the time of the client begins now
        BufferTransport transport = new BufferTransport(ByteBuffer.wrap(sent), ByteBuffer.allocate(bytesMax));
        ConnectionDriver connection = engine.connect(transport, CLIENT, () -> site);
        try {
            long end = nanoTime.getAsLong() + TIME_NANOS_MAX;
            transport.sent.limit(Math.min(pause.after(), sent.length));
            serve(connection, transport, end);
            int beforePause = transport.received.position();
            pausedNanos += pause.duration().toNanos();
            runTurn(connection, transport);
            transport.sent.limit(sent.length);
            serve(connection, transport, end);
            boolean isComplete = !engine.hasWork() && !transport.isReady() && transport.received.hasRemaining();
            byte[] bytes = new byte[transport.received.flip().remaining()];
            transport.received.get(bytes);
            return new Received(bytes, beforePause, transport.isClosed, isComplete);
        } finally {
            connection.close();
        }
    }

    private void serve(ConnectionDriver connection, BufferTransport transport, long endNanos) throws IOException {
        boolean hasTime = true;                         // for one turn in any case: the thread may have been away until now
        while (hasTime && (engine.hasWork() || transport.isReady())) {
            runTurn(connection, transport);
            hasTime = nanoTime.getAsLong() - endNanos < 0;
        }
    }

    private void runTurn(ConnectionDriver connection, BufferTransport transport) throws IOException {
        engine.startTurn();
        if (transport.isReady()) {
            connection.ready(transport.interest == Transport.Interest.READ);
        }
        engine.endTurn();
    }

    /** Two buffers instead of a socket. */
    private static final class BufferTransport implements Transport {
        private final ByteBuffer sent;
        private final ByteBuffer received;
        private Interest interest = Interest.NONE;
        private boolean isClosed;

        BufferTransport(ByteBuffer sent, ByteBuffer received) {
            this.sent = sent;
            this.received = received;
        }

        boolean isReady() {
            return interest == Interest.READ && sent.hasRemaining() || interest == Interest.WRITE && received.hasRemaining();
        }

        @Override
        public int read(ByteBuffer into) {
            return move(sent, into);
        }

        @Override
        public int write(ByteBuffer from) {
            return move(from, received);
        }

        private static int move(ByteBuffer from, ByteBuffer to) {
            int count = Math.min(from.remaining(), to.remaining());
            to.put(from.slice().limit(count));
            from.position(from.position() + count);
            return count;
        }

        @Override
        public long sendFile(FileChannel file, long position, long length) throws IOException {
            int limit = received.limit();
            received.limit((int) Math.min(limit, received.position() + length));
            int count = file.read(received, position);
            received.limit(limit);
            return Math.max(0, count);
        }

        @Override
        public void await(Interest other) {
            interest = other;
        }

        @Override
        public void shutdownOutput() {
            isClosed = true;
        }

        @Override
        public void close(boolean reset) {
            isClosed = true;
            interest = Interest.NONE;
        }
    }
}
