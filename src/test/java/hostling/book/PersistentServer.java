package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A server that keeps a connection open for further requests, and closes it as soon as it can't be sure where the next one begins.
 * Each request gets the number of its content's bytes, and is checked no further. One client is served after the other: a second one
 * waits until the first is gone.
 */
public final class PersistentServer implements Closeable {
    private static final int HEAD_BYTES_MAX = 8192;
    private static final int CONTENT_BYTES_MAX = 100;
    private static final int IDLE_MILLIS = 5_000;
    private static final int NOT_CLEAR = -1;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final ServerSocket listener;

    /** @param port 0 lets the system choose one that is free */
    PersistentServer(int port) throws IOException {
        listener = new ServerSocket(port, 0, InetAddress.getByName("127.0.0.1"));
    }

    /** Starts the server; the argument is the port. */
    public static void main(String[] arguments) throws IOException {
        try (PersistentServer server = new PersistentServer(Integer.parseInt(arguments[0]))) {
            System.out.println("http://127.0.0.1:" + server.port() + "/");
            server.run();
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Serves one client after the other, until another thread calls {@link #close}. */
    void run() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                client.setSoTimeout(IDLE_MILLIS);
                converse(new BufferedInputStream(client.getInputStream()), client.getOutputStream());
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    System.err.println("A client has left: " + e.getMessage());
                }
            }
        }
    }

    /** Ends {@link #run}. */
    @Override
    public void close() throws IOException {
        listener.close();
    }

    // region: converse
    /** Answers one request after the other, until one of both sides ends the connection. */
    static void converse(InputStream in, OutputStream out) throws IOException {
        boolean persists = true;
        while (persists) {
            String head = readHead(in);
            persists = !head.isEmpty() && answer(head, in, out);
        }
    }
    // endregion

    // region: read-head
    /** Reads up to the empty line, and not a byte more. The result is empty if the client has ended its side before. */
    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < HEAD_BYTES_MAX && head.indexOf(END_OF_HEAD, head.length() - END_OF_HEAD.length()) < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }
    // endregion

    // region: answer
    /** Answers one request; returns whether another one may follow. */
    private static boolean answer(String head, InputStream in, OutputStream out) throws IOException {
        int length = contentLength(head);
        if (length == NOT_CLEAR) {
            return respond(head, "400 Bad Request", "Where would the next request begin?\n", false, out);
        } else if (length > CONTENT_BYTES_MAX) {
            return respond(head, "413 Content Too Large", "At most " + CONTENT_BYTES_MAX + " bytes.\n", false, out);
        }
        if (length > 0 && !isHttp10(head) && values(head, "Expect").contains("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
        }
        if (in.readNBytes(length).length < length) {
            return false;                                   // the client has ended its side in the middle of a request
        }
        return respond(head, "200 OK", "You sent " + length + " bytes of content.\n", persists(head), out);
    }
    // endregion

    /** How many bytes of content follow the head; {@link #NOT_CLEAR} if somebody might read the head in another way. */
    private static int contentLength(String head) {
        List<String> lengths = values(head, "Content-Length");
        boolean isClear = isWellFormed(head) && values(head, "Transfer-Encoding").isEmpty()
                && lengths.size() <= 1 && lengths.stream().allMatch(length -> length.matches("[0-9]{1,9}"));
        return !isClear ? NOT_CLEAR : lengths.isEmpty() ? 0 : Integer.parseInt(lengths.get(0));
    }

    // region: persists
    /** Whether the client wants to send another request on this connection. */
    static boolean persists(String head) {
        List<String> options = values(head, "Connection");
        return !options.contains("close") && (!isHttp10(head) || options.contains("keep-alive"));
    }
    // endregion

    private static boolean isWellFormed(String head) {
        List<String> lines = List.of(head.split("\r\n", -1));                       // the last two are empty
        return head.endsWith(END_OF_HEAD) && lines.get(0).matches("[A-Z]+ /[!-~]* HTTP/1\\.[01]")
                && lines.subList(1, lines.size() - 2).stream().allMatch(line -> line.matches("[A-Za-z0-9-]+:[\t -~]*"));
    }

    private static boolean isHttp10(String head) {
        return head.split("\r\n", 2)[0].endsWith(" HTTP/1.0");
    }

    /** The members of the lists in all fields with this name, in lower case. */
    private static List<String> values(String head, String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return Arrays.stream(head.toLowerCase(Locale.ROOT).split("\r\n")).filter(line -> line.startsWith(start))
                .flatMap(line -> Arrays.stream(line.substring(start.length()).split(",", -1))).map(String::strip).toList();
    }

    private static boolean respond(String head, String status, String text, boolean persists, OutputStream out) throws IOException {
        String connection = !persists ? "Connection: close\r\n" : isHttp10(head) ? "Connection: keep-alive\r\n" : "";
        String content = head.startsWith("HEAD ") ? "" : text;
        out.write(("HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nContent-Length: " + text.length() + "\r\n"
                + connection + "\r\n" + content).getBytes(ISO_8859_1));
        return persists;
    }
}
