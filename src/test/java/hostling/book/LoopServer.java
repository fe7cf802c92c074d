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
 */
public class LoopServer implements Closeable {
    private static final int HEAD_BYTES_MAX = 8192;
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    // region: open
    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    // endregion
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
        // region: listen
        listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        // endregion
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

    // region: run
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
    // endregion

    /** Ends {@link #run}. */
    @Override
    public void close() {
        isClosed = true;
        selector.wakeup();
    }

    // region: turn
    /** One turn of the loop: waits until sockets are ready, and does for each what can be done without waiting. */
    void turn() throws IOException {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isAcceptable()) {
                accept();
            } else {
                serve(key);
            }
        }
        selector.selectedKeys().clear();                // the selector only ever adds to this set
    }
    // endregion

    // region: accept
    private void accept() throws IOException {
        SocketChannel socket = listener.accept();
        if (socket != null) {                           // null if the client has left in the meantime
            socket.configureBlocking(false);
            SelectionKey key = socket.register(selector, SelectionKey.OP_READ);
            key.attach(new Client(socket, key));
        }
    }
    // endregion

    // region: guard
    private static void serve(SelectionKey key) throws IOException {
        Client client = (Client) key.attachment();
        try {
            client.serve();
        } catch (IOException e) {                       // ends this client, and not the loop
            client.socket.close();
        }
    }
    // endregion

    // region: client
    /** What is known about a client between two turns. */
    private final class Client {
        private final SocketChannel socket;
        private final SelectionKey key;
        /** What has come and was not yet taken; between two calls it is ready to be filled. */
        private final ByteBuffer in = ByteBuffer.allocate(HEAD_BYTES_MAX);
        /** What is still to be sent. */
        private ByteBuffer out = NOTHING;
    // endregion

        Client(SocketChannel socket, SelectionKey key) {
            this.socket = socket;
            this.key = key;
        }

        // region: serve
        /** Reads or writes once. It reads no further request while an answer is not yet sent: so memory has a limit. */
        void serve() throws IOException {
            if (key.isReadable() && socket.read(in) < 0) {
                socket.close();                         // the client has ended its side, and has all its answers
                return;
            }
            socket.write(out);                          // takes what fits into the buffer of the socket
            if (!out.hasRemaining()) {
                takeRequest();
            }
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
        // endregion

        // region: take
        /** Takes a head out of what has come, if it is complete, and lays the answer ready. */
        private void takeRequest() throws IOException {
            in.flip();                                  // to take bytes out
            String text = ISO_8859_1.decode(in.duplicate()).toString();
            int end = text.indexOf(END_OF_HEAD);
            if (end >= 0) {
                if (!text.startsWith("GET ")) {
                    throw new IOException("not a GET, so content may follow");
                }
                in.position(end + END_OF_HEAD.length());
                out = answer.duplicate();               // the same bytes, with a position of its own
            }
            in.compact();                               // to put bytes in, after those that are left
            if (!in.hasRemaining()) {
                throw new IOException("the head is too long");
            }
        }
        // endregion
    }
}
