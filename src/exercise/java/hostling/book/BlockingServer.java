package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;

/**
 * The smallest web server that keeps the rules: it answers GET, one client after the other. A client that connects and sends
 * nothing holds up all others.
 *
 * <p>Your task: write {@link #response}, {@link #answer}, {@link #readHead} and {@link #run}, in this order.
 */
public final class BlockingServer implements Closeable {
    private static final int HEAD_BYTES_MAX = 8192;
    private static final int WAITING_CLIENTS_MAX = 50;
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Map<String, String> PAGES = Map.of(
            "/", "Hello!\n",
            "/prices", "A coffee costs 3 \u20ac.\n");

    private final ServerSocket listener;

    /** @param port 0 lets the system choose one that is free */
    BlockingServer(int port) throws IOException {
        listener = new ServerSocket(port, WAITING_CLIENTS_MAX, InetAddress.getByName("127.0.0.1"));
    }

    /** Starts the server; the argument is the port. */
    public static void main(String[] arguments) throws IOException {
        try (BlockingServer server = new BlockingServer(Integer.parseInt(arguments[0]))) {
            System.out.println("http://127.0.0.1:" + server.port() + "/");
            server.run();
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /**
     * Serves one client after the other, until another thread calls {@link #close}: {@code listener.accept()} waits for the next client,
     * and throws an IOException if the listener was closed. For each client: read the head, write the answer, close the socket. If
     * the client sent nothing at all, it gets no answer. An IOException of one client ends this client alone: print a line to
     * System.err, and go on with the next one.
     */
    void run() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Ends {@link #run}. */
    @Override
    public void close() throws IOException {
        listener.close();
    }

    /**
     * Reads up to the empty line that ends a head, and no longer: the client waits for the answer then. A call of
     * {@code in.read(bytes, offset, length)} waits for bytes, gives what has come, which may be less than a head, and is -1 if the
     * client has ended its side.
     *
     * @return what was read, one character for each byte (ISO 8859-1), the empty line included. It may have more, if the client sent
     *         more at once. It has no empty line if the client ended its side before, or if 8192 bytes came without one: more is
     *         never read
     */
    static String readHead(InputStream in) throws IOException {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * The answer to a request.
     *
     * <ul>
     * <li>400 Bad Request if the head has no empty line, or its first line is not: a method in capital letters, a space, a target that
     *     begins with a slash and has no space, a space, HTTP/1.0 or HTTP/1.1
     * <li>501 Not Implemented if the method is not GET
     * <li>404 Not Found if there is no page for the target, and else 200 OK with the page
     * </ul>
     *
     * The text of a response that is not a page is up to you.
     */
    static byte[] answer(String head) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * The bytes of a response: a status line, the fields Content-Type (text/plain; charset=utf-8), Content-Length and Connection
     * (close), an empty line, and the text in UTF-8. A line ends in CR LF. Content-Length counts the bytes of the text.
     *
     * @param status the number and the words after it, such as {@code 200 OK}
     */
    static byte[] response(String status, String text) {
        throw new UnsupportedOperationException("not written yet");
    }
}
