package hostling.examine;

import hostling.cases.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Connections of clients that never finish what they have begun: a server ends them some day. One thread watches them all while
 * the examination goes on, so that it does not wait for each of them in turn.
 */
final class HeldConnections {
    private static final int RECEIVED_BYTES_MAX = 1 << 20;
    private static final int BUFFER_BYTES = 8 * 1024;
    private static final long LOOK_MILLIS = 50;
    private static final Duration DRIP = Duration.ofSeconds(1);

    /** What the client does. */
    enum Kind {
        /** It connects, and says nothing. */
        NO_REQUEST,
        /** It sends the beginning of a head. */
        HALF_HEAD,
        /** It sends a head and the beginning of its content. */
        HALF_CONTENT,
        /** It sends a request, and no other one. */
        AFTER_RESPONSE,
        /** It sends the head of a request, a byte a second. */
        DRIPPING_HEAD
    }

    /**
     * What became of a connection.
     *
     * @param hasEnded whether the server has ended it in time
     * @param received what came before
     */
    record Outcome(boolean hasEnded, Duration after, byte[] received) { }

    private final Server server;
    private final Map<Kind, Held> held = new EnumMap<>(Kind.class);
    private boolean isPrepared;

    HeldConnections(Server server) {
        this.server = server;
    }

    /**
     * Opens them, if the server can serve others at the same time. If it can't, they are closed again: they would keep the whole
     * examination waiting.
     */
    void prepare() {
        if (isPrepared) {
            return;
        }
        isPrepared = true;
        try (Attempt attempt = new Attempt(server, server.pace().patience())) {
            open();
            attempt.get();
            startToWatch();
        } catch (IOException | FaultException e) {
            held.values().forEach(Held::close);
            held.clear();
        }
    }

    /** Waits until the server ends the connection, or the time is over. It is opened now if that could not be done before. */
    Outcome await(Kind kind) throws IOException {
        if (held.isEmpty()) {
            open();
            startToWatch();
        }
        return held.get(kind).outcome.join();
    }

    private void open() throws IOException {
        for (Kind kind : Kind.values()) {
            held.put(kind, new Held(kind));
        }
    }

    private void startToWatch() {
        Thread watcher = new Thread(this::watch, "held-connections");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void watch() {
        try {
            while (held.values().stream().anyMatch(one -> !one.outcome.isDone())) {
                held.values().forEach(Held::look);
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            held.values().forEach(Held::close);
        }
    }

    /** One of them. */
    private final class Held {
        private final SocketChannel channel;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        private final ByteBuffer drops;
        private final long start = System.nanoTime();

        private Held(Kind kind) throws IOException {
            channel = SocketChannel.open();
            channel.socket().connect(server.target().address(), (int) server.pace().patience().toMillis());
            channel.configureBlocking(false);
            String host = " HTTP/1.1\r\nHost: " + server.target().authority() + "\r\n";
            String get = "GET " + server.target().page() + host;
            channel.write(ByteBuffer.wrap(Bytes.latin1(switch (kind) {
                case NO_REQUEST, DRIPPING_HEAD -> "";
                case HALF_HEAD -> get;
                case HALF_CONTENT -> "POST " + server.contentPath() + host + "Content-Length: 10\r\n\r\nhello";
                case AFTER_RESPONSE -> get + "\r\n";
            })));
            String dripped = get + "X-A: " + "a".repeat((int) server.pace().timeouts().toSeconds());
            drops = ByteBuffer.wrap(Bytes.latin1(kind == Kind.DRIPPING_HEAD ? dripped : ""));
        }

        /** Reads what has come, and sends the next byte if it is time. */
        private void look() {
            Duration age = Duration.ofNanos(System.nanoTime() - start);
            try {
                if (drops.hasRemaining() && age.compareTo(DRIP.multipliedBy(drops.position())) >= 0) {
                    channel.write(drops.limit(drops.position() + 1));
                    drops.limit(drops.capacity());
                }
                int count = channel.read(buffer.clear());
                if (received.size() < RECEIVED_BYTES_MAX) {
                    received.write(buffer.array(), 0, Math.max(0, count));
                }
                if (count < 0) {
                    outcome.complete(new Outcome(true, age, received.toByteArray()));
                }
            } catch (IOException e) {
                outcome.complete(new Outcome(true, age, received.toByteArray()));
            }
            if (age.compareTo(server.pace().timeouts()) > 0 || server.isOver()) {
                outcome.complete(new Outcome(false, age, received.toByteArray()));
            }
        }

        private void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // There is nothing to lose.
            }
        }
    }
}
