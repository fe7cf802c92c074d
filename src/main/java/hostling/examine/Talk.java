package hostling.examine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One connection to the server: everything that was sent, and everything that came. */
final class Talk implements Closeable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int RECEIVED_BYTES_MAX = 32 << 20;
    private static final int SHOWN_ANSWERS_MAX = 6;

    /** How a connection has ended, as far as is known. */
    enum End { OPEN, CLOSED, RESET }

    private final Socket socket;
    private final Duration patience;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Deque<String> methods = new ArrayDeque<>();
    private final List<Reply> replies = new ArrayList<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int nextReply;
    private End end = End.OPEN;
    private boolean wasSilent;

    private Talk(Socket socket, Duration patience) {
        this.socket = socket;
        this.patience = patience;
    }

    /**
     * Connects.
     *
     * @param patience how long to wait for the connection, and for each answer
     */
    static Talk open(InetSocketAddress address, Duration patience) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, (int) patience.toMillis());
            socket.setTcpNoDelay(true);
            return new Talk(socket, patience);
        } catch (IOException e) {
            socket.close();
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
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // The server may refuse and close while we are still writing; its response can be read all the same.
        }
        return this;
    }

    /** Says that no more will be sent, and leaves the other direction open. */
    Talk endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // It is closed already.
        }
        return this;
    }

    /** Waits for the next response that is not an interim one; empty if it does not come whole. */
    Optional<Reply> reply() {
        Optional<Reply> next = anyReply();
        while (next.isPresent() && next.get().isInterim()) {
            next = anyReply();
        }
        return next;
    }

    /** Waits for the next response, which may be an interim one; empty if it does not come whole. */
    Optional<Reply> anyReply() {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<ReplyReader.Read> read = readNext();
        while ((read.isEmpty() || !read.get().reply().isWhole()) && receive(deadline)) {
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

    /** Waits for all responses and the end of the connection, or until the server is silent. */
    Talk finish() {
        while (anyReply().isPresent()) {
            // It is remembered.
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (end == End.OPEN && receive(deadline)) {
            // What is no response is remembered as well.
        }
        return this;
    }

    /** Waits for more bytes; false if the server has closed, or was silent until the deadline. */
    private boolean receive(long deadline) {
        if (end != End.OPEN || received.size() > RECEIVED_BYTES_MAX) {
            return false;
        }
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        try {
            if (millis <= 0) {
                wasSilent = true;
                return false;
            }
            socket.setSoTimeout((int) millis);
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                end = End.CLOSED;
                return false;
            }
            received.write(buffer, 0, count);
            return true;
        } catch (SocketTimeoutException e) {
            wasSilent = true;
            return false;
        } catch (IOException e) {
            end = End.RESET;
            return false;
        }
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
        int left = received.size() - nextReply;
        String rest = left == 0 ? "" : (all.isEmpty() ? "" : ", then ") + left + " bytes that are no response";
        String how = switch (end) {
            case CLOSED -> "the server closed the connection";
            case RESET -> "the server reset the connection";
            case OPEN -> wasSilent ? "the connection stayed open, and nothing more came in " + patience.toMillis() + " ms"
                    : "the connection stayed open";
        };
        return all.isEmpty() && left == 0 ? "no answer: " + how : answers + rest + "; then " + how;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing to lose.
        }
    }
}
