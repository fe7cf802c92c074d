package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A web server that serves many clients with one thread. It waits in one place alone: in the selector, for any of its sockets.
 * No client holds up another one, whether it sends slowly, reads slowly, or does nothing. Each GET gets the same content.
 *
 * <p>Your task: write {@link #turn}.
 */
public class LoopServer implements Closeable {
    private static final int HEAD_BYTES_MAX = 8192;
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final ByteBuffer answer;
    private volatile boolean isClosed;

    /**
     * @param port    0 lets the system choose one that is free
     * @param content what each client gets
     */
    LoopServer(int port, byte[] content) throws IOException {
        String fields = "Content-Type: text/plain\r\nContent-Length: " + content.length + "\r\n";
        byte[] head = ("HTTP/1.1 200 OK\r\n" + fields + "\r\n").getBytes(ISO_8859_1);
        // The system reads a direct buffer where it lies. The bytes of an array would be copied for each write.
        answer = ByteBuffer.allocateDirect(head.length + content.length).put(head).put(content).flip();
        listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Starts the server; the arguments are the port, and a text. Without one the content is larger than what a socket takes at once. */
    public static void main(String[] arguments) throws IOException {
        String content = arguments.length > 1 ? arguments[1] + "\n" : "One thread serves them all.\n".repeat(200_000);
        try (LoopServer server = new LoopServer(Integer.parseInt(arguments[0]), content.getBytes(ISO_8859_1))) {
            System.out.println("http://127.0.0.1:" + server.port() + "/");
            server.run();
        }
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    /** The loop. It ends when another thread calls {@link #close}. */
    void run() throws IOException {
        while (!isClosed) {
            turn();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    /** Ends {@link #run}. */
    @Override
    public void close() {
        isClosed = true;
        selector.wakeup();
    }

    /**
     * One turn of the loop: waits in {@code selector.select()} until sockets are ready, and does for each selected key what can be
     * done without waiting. Then it removes the keys from {@code selector.selectedKeys()}, as the selector only ever adds to this set.
     *
     * <ul>
     * <li>If the listener is ready, it accepts a client, makes its channel non-blocking, and registers it for OP_READ. What is known
     *     about a client between two turns is an object of yours, attached to its key.
     * <li>If a client is ready to read, it reads once. If the client has ended its side (-1), it closes the connection.
     * <li>A GET whose head is complete, with the empty line, gets {@code answer}. What comes after this head is the next request: it is
     *     kept, and answered after the first. Anything but a GET ends the connection, and so does a head of 8192 bytes.
     * <li>A write takes as much as fits into the socket's buffer. While something is left, the client's key is interested in OP_WRITE
     *     alone, and else in OP_READ alone.
     * <li>An IOException of one client closes its channel, and ends nothing else.
     * </ul>
     *
     * @throws IOException if the selector fails
     */
    void turn() throws IOException {
        throw new UnsupportedOperationException("not written yet");
    }
}
