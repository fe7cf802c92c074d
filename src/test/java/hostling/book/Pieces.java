package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Shows that what is written at once is not what is read at once. A connection carries bytes, and not messages. */
public final class Pieces {
    private Pieces() { }

    // region: pieces
    /** Is both the client and the server. */
    public static void main(String[] arguments) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket server = listener.accept()) {
            write(client.getOutputStream(), "GET / HT");
            read(server.getInputStream(), 8);
            write(client.getOutputStream(), "TP/1.1\r\n");
            write(client.getOutputStream(), "Host: a\r\n\r\n");
            read(server.getInputStream(), 19);
        }
    }
    // endregion

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        System.out.println("the client writes  " + shown(text));
    }

    /** Reads once, when so many bytes have come. */
    private static void read(InputStream in, int count) throws IOException {
        while (in.available() < count) {
            Thread.onSpinWait();
        }
        byte[] bytes = new byte[100];
        int length = in.read(bytes);
        System.out.println("the server reads   " + shown(new String(bytes, 0, length, ISO_8859_1)));
    }

    private static String shown(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n");
    }
}
