package hostling.examine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One connection to the server: everything that was sent, and everything that came. Whatever the server does, nothing here takes
 * longer than the connection may last: a response that comes byte by byte ends it as silence does. While something is sent, what
 * comes is read as well: else both sides could wait for each other.
 */
final class Talk implements Closeable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int RECEIVED_BYTES_MAX = 32 << 20;
    private static final int SHOWN_ANSWERS_MAX = 6;

    /** How a connection has ended, as far as is known. */
    enum End { OPEN, CLOSED, RESET }

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final Duration patience;
    private final long deadline;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Deque<String> methods = new ArrayDeque<>();
    private final List<Reply> replies = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private int nextReply;
    private End end = End.OPEN;
    private boolean wasSilent;

    private Talk(SocketChannel channel, Duration patience, Duration longest) throws IOException {
        this.channel = channel;
        this.patience = patience;
        this.deadline = System.nanoTime() + longest.toNanos();
        this.selector = Selector.open();
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    /**
     * Connects.
     *
     * @param patience how long to wait for the connection, and for each answer
     * @param longest  how long all of it may take
     */
    static Talk open(InetSocketAddress address, Duration patience, Duration longest) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(address, (int) patience.toMillis());
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            return new Talk(channel, patience, longest);
        } catch (SocketTimeoutException e) {
            channel.close();
            throw new IOException("no connection in " + patience.toMillis() + " ms", e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Sends a request whose characters are bytes, and remembers its method: the answer to HEAD has no content. */
    Talk send(String method, String rest) {
        return send(List.of(method), (method + rest).getBytes(ISO_8859_1));
    }

    /** Sends the bytes of requests with these methods. A server that has closed already is no fault: its answer counts. */
    Talk send(List<String> itsMethods, byte[] bytes) {
        methods.addAll(itsMethods);
        return send(bytes);
    }

    /** Sends more bytes of the same request. */
    Talk send(byte[] bytes) {
        sent.writeBytes(bytes);
        return sendUnseen(bytes);
    }

    /** The same for bytes that are too many to show them. */
    Talk sendUnseen(byte[] bytes) {
        long until = System.nanoTime() + patience.toNanos();
        ByteBuffer left = ByteBuffer.wrap(bytes);
        try {
            while (channel.write(left) >= 0 && left.hasRemaining() && end == End.OPEN
                    && received.size() <= RECEIVED_BYTES_MAX && await(SelectionKey.OP_READ | SelectionKey.OP_WRITE, until)) {
                if (key.isReadable()) {
                    read();
                }
            }
        } catch (IOException e) {
            // The server may refuse and close while we are still writing; its response can be read all the same.
        }
        return this;
    }

    /** Sends without waiting and without reading; false if the server takes no more. */
    boolean sendUnread(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
            channel.write(bytes);
            return !bytes.hasRemaining();
        } catch (IOException e) {
            return false;
        }
    }

    /** Lets this time pass, so that what is sent before and after it arrives in two pieces. */
    Talk pause(Duration time) throws IOException {
        long until = System.nanoTime() + time.toNanos();
        while (await(0, until)) {
            // Nothing is waited for but the time.
        }
        wasSilent = false;
        return this;
    }

    /** Says that no more will be sent, and leaves the other direction open. */
    Talk endOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            // It is closed already.
        }
        return this;
    }

    /** Ends the connection by a reset, as a client does that crashes. */
    void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        close();
    }

    /** Waits for the next response that is not an interim one; empty if it does not come whole. */
    Optional<Reply> reply() {
        Optional<Reply> next = anyReply();
        while (next.isPresent() && next.get().isInterim()) {
            next = anyReply();
        }
        return next;
    }

    /**
     * Waits for the next response that is not an interim one.
     *
     * @throws FaultException if it does not come whole
     */
    Reply requireReply() {
        return reply().orElseThrow(() -> new FaultException(isClosed() ? "The server closed the connection without a whole response."
                : "No whole response came."));
    }

    /** Waits for the next response, which may be an interim one; empty if it does not come whole. */
    Optional<Reply> anyReply() {
        long until = System.nanoTime() + patience.toNanos();
        Optional<ReplyReader.Read> read = readNext();
        while ((read.isEmpty() || !read.get().reply().isWhole()) && receive(until)) {
            read = readNext();
        }
        read = readNext();                                          // the end of the connection may end its content
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Reply reply = read.get().reply();
        replies.add(reply);
        nextReply = read.get().end();
        if (!reply.isInterim()) {
            methods.poll();
        }
        return reply.isWhole() ? Optional.of(reply) : Optional.empty();
    }

    private Optional<ReplyReader.Read> readNext() {
        String method = methods.isEmpty() ? "GET" : methods.peek();
        return ReplyReader.read(received.toByteArray(), nextReply, method, end != End.OPEN);
    }

    /** Waits for all responses and the end of the connection, or until the server is silent. What is no response is kept as well. */
    Talk finish() {
        while (anyReply().isPresent()) {
            // It is remembered.
        }
        return this;
    }

    /** Waits for more bytes; false if the server has closed, or was silent until then. */
    private boolean receive(long until) {
        if (end != End.OPEN || received.size() > RECEIVED_BYTES_MAX) {
            return false;
        }
        try {
            return await(SelectionKey.OP_READ, until) && read();
        } catch (IOException e) {
            end = End.RESET;
            return false;
        }
    }

    /** Waits until the connection is ready for one of these operations; false if it is not until then. */
    private boolean await(int operations, long until) throws IOException {
        long millis = (Math.min(until, deadline) - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            wasSilent = true;
            return false;
        }
        key.interestOps(operations);
        selector.selectedKeys().clear();
        selector.select(millis);
        return true;
    }

    /** Takes what has come; false if that is the end. */
    private boolean read() {
        try {
            int count = channel.read(buffer.clear());
            received.write(buffer.array(), 0, Math.max(0, count));
            end = count < 0 ? End.CLOSED : end;
        } catch (IOException e) {
            end = End.RESET;
        }
        return end == End.OPEN;
    }

    /** Forgets what was sent and what has come until now: for connections with very many requests. */
    void forget() {
        sent.reset();
        received.reset();
        replies.clear();
        nextReply = 0;
    }

    /** All responses that were read, interim ones too; the last may not be whole. */
    List<Reply> replies() {
        return replies;
    }

    /** The final responses that were read. */
    List<Reply> finalReplies() {
        return replies.stream().filter(reply -> !reply.isInterim()).toList();
    }

    /** Whether the server has closed the connection, in whatever way. */
    boolean isClosed() {
        return end != End.OPEN;
    }

    /** Whether something was waited for and did not come. */
    boolean wasSilent() {
        return wasSilent;
    }

    /** How many bytes came that belong to no response. */
    int bytesAfterReplies() {
        return received.size() - nextReply;
    }

    byte[] sent() {
        return sent.toByteArray();
    }

    byte[] received() {
        return received.toByteArray();
    }

    /** What came, in words. */
    String came() {
        List<Reply> all = replies;
        String answers = all.stream().limit(SHOWN_ANSWERS_MAX).map(Reply::toString).collect(Collectors.joining(", then "))
                + (all.size() > SHOWN_ANSWERS_MAX ? ", and " + (all.size() - SHOWN_ANSWERS_MAX) + " more" : "");
        int left = bytesAfterReplies();
        String rest = left == 0 ? "" : (all.isEmpty() ? "" : ", then ") + left + " bytes that are no response";
        String how = switch (end) {
            case CLOSED -> "the server closed the connection";
            case RESET -> "the server reset the connection";
            case OPEN -> wasSilent ? "the connection stayed open, and nothing more came in " + patience.toMillis() + " ms"
                    : "no more was waited for";
        };
        return all.isEmpty() && left == 0 ? "no answer: " + how : answers + rest + "; then " + how;
    }

    @Override
    public void close() {
        try {
            selector.close();
            channel.close();
        } catch (IOException e) {
            // There is nothing to lose.
        }
    }
}
