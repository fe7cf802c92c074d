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
 */
public final class BlockingServer implements Closeable {
    private static final int HEAD_BYTES_MAX = 8192;
    private static final int WAITING_CLIENTS_MAX = 50;
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Map<String, String> PAGES = Map.of(
            "/", "Hello!\n",
            "/prices", "A coffee costs 3 \u20ac.\n");

    // region: listen
    private final ServerSocket listener;

    /** @param port 0 lets the system choose one that is free */
    BlockingServer(int port) throws IOException {
        listener = new ServerSocket(port, WAITING_CLIENTS_MAX, InetAddress.getByName("127.0.0.1"));
    }
    // endregion

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

    // region: run
    /** Serves one client after the other, until another thread calls {@link #close}. */
    void run() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                serve(client);
            } catch (IOException e) {
                if (!listener.isClosed()) {             // this client is gone, and the next one is welcome
                    System.err.println("A client has left: " + e.getMessage());
                }
            }
        }
    }
    // endregion

    /** Ends {@link #run}. */
    @Override
    public void close() throws IOException {
        listener.close();
    }

    // region: serve
    private static void serve(Socket client) throws IOException {
        String head = readHead(client.getInputStream());
        if (!head.isEmpty()) {
            client.getOutputStream().write(answer(head));
        }
    }
    // endregion

    // region: read-head
    /**
     * Reads up to the empty line that ends a head. The result may have more, if the client sent more at once. It has no empty line if
     * the client ended its side before, or the head is too long.
     */
    static String readHead(InputStream in) throws IOException {
        byte[] bytes = new byte[HEAD_BYTES_MAX];
        int length = 0;
        String head = "";
        while (length < HEAD_BYTES_MAX && !head.contains(END_OF_HEAD)) {
            int count = in.read(bytes, length, HEAD_BYTES_MAX - length);       // waits, and gives what is there
            if (count < 0) {
                return head;
            }
            length += count;
            head = new String(bytes, 0, length, ISO_8859_1);                   // one character for each byte
        }
        return head;
    }
    // endregion

    // region: answer
    /** The answer to a request. */
    static byte[] answer(String head) {
        String line = head.split("\r\n", 2)[0];
        if (!head.contains(END_OF_HEAD) || !line.matches("[A-Z]+ /[!-~]* HTTP/1\\.[01]")) {
            return response("400 Bad Request", "This is not a request that I understand.\n");
        }
        String[] words = line.split(" ");
        if (!words[0].equals("GET")) {
            return response("501 Not Implemented", "");
        }
        String page = PAGES.get(words[1]);
        return page == null ? response("404 Not Found", "There is no such page.\n") : response("200 OK", page);
    }
    // endregion

    // region: response
    /** The bytes of a response: a head, an empty line, and the text in UTF-8. */
    static byte[] response(String status, String text) {
        byte[] content = text.getBytes(UTF_8);
        String head = "HTTP/1.1 " + status + "\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n"
                + "Content-Length: " + content.length + "\r\n"
                + "Connection: close\r\n"
                + "\r\n";
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        response.writeBytes(head.getBytes(ISO_8859_1));
        response.writeBytes(content);
        return response.toByteArray();
    }
    // endregion
}
