package hostling.handler;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.http.Body;
import hostling.http.BodySource;
import hostling.http.Exchange;
import hostling.http.Response;
import hostling.http.Status;
import hostling.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * <b>Server-Sent Events</b>: a response that never ends, on which the server sends messages as they come (the HTML
 * standard, section 9.2). In a browser, {@code new EventSource("/events")} receives them, and connects again if the
 * connection is lost.
 *
 * <p>Any thread may send: a message from another thread is queued for the loop. If a client does not read, its messages
 * pile up; a stream that holds more than 64 KiB is ended, as its client can connect again.
 */
public final class EventStream {
    private static final int WAITING_BYTES_MAX = 64 * 1024;
    /** Proxies and routers drop connections that have been silent for about a minute. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);

    private final Exchange exchange;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean ended;
    private Runnable wake = () -> { };

    private EventStream(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Begins the response to a request. */
    public static EventStream open(Exchange exchange) {
        EventStream stream = new EventStream(exchange);
        exchange.onEnd(() -> stream.ended = true);
        exchange.respond(Response.of(Status.OK).with("Content-Type", "text/event-stream")
                .with("Cache-Control", "no-store")
                .with(new Body.Stream(stream.new Source(), ResponseHead.UNKNOWN_LENGTH)));
        stream.beat();
        return stream;
    }

    /** Sends a message. It has no effect once the stream has ended. */
    public void send(String data) {
        send("message", data);
    }

    /**
     * Sends a message of a type.
     *
     * @param type what listeners are registered for, one line; {@code message} is the default
     * @param data any text; each line of it becomes a line of the message
     */
    public void send(String type, String data) {
        if (type.indexOf('\n') >= 0 || type.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("the type of an event is one line");
        }
        StringBuilder text = new StringBuilder();
        if (!type.equals("message")) {
            text.append("event: ").append(type).append('\n');
        }
        for (String line : data.split("\r\n|\r|\n", -1)) {
            text.append("data: ").append(line).append('\n');
        }
        byte[] bytes = text.append('\n').toString().getBytes(UTF_8);
        exchange.loop().execute(() -> add(bytes));
    }

    /** Ends the stream, after the messages that were sent before. The client will connect again. */
    public void close() {
        exchange.loop().execute(this::end);
    }

    /** Whether the client is still there. For the loop's thread. */
    public boolean isOpen() {
        return !ended;
    }

    private void add(byte[] bytes) {
        if (ended) {
            return;
        }
        if (waitingBytes + bytes.length > WAITING_BYTES_MAX) {
            end();
            return;
        }
        waiting.add(ByteBuffer.wrap(bytes));
        waitingBytes += bytes.length;
        wake.run();
    }

    private void end() {
        ended = true;
        wake.run();
    }

    /** A comment now and then keeps the connection in use, and shows whether the client is gone. */
    private void beat() {
        exchange.after(HEARTBEAT, () -> {
            if (waiting.isEmpty()) {
                add(COMMENT);
            }
            beat();
        });
    }

    private final class Source implements BodySource {
        @Override
        public Progress read(ByteBuffer into) {
            while (!waiting.isEmpty() && into.hasRemaining()) {
                ByteBuffer first = waiting.element();
                int count = Math.min(first.remaining(), into.remaining());
                into.put(into.position(), first, first.position(), count).position(into.position() + count);
                first.position(first.position() + count);
                waitingBytes -= count;
                if (!first.hasRemaining()) {
                    waiting.remove();
                }
            }
            return !waiting.isEmpty() ? Progress.MORE : ended ? Progress.END : Progress.PENDING;
        }

        @Override
        public void whenReady(Runnable task) {
            wake = task;
        }

        @Override
        public void close() {
            ended = true;
        }
    }
}
