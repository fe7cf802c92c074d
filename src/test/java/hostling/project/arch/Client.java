package hostling.project.arch;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends what it is told to and reads what comes; bytes are characters of ISO-8859-1. */
final class Client implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    /** So small that the server can't send a large file to a client that does not read. */
    private static final int RECEIVE_BYTES = 64 * 1024;

    private final Socket socket = new Socket();
    private final InputStream in;

    Client(InetSocketAddress server) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BYTES);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(server, PATIENCE_MILLIS);
        in = socket.getInputStream();
    }

    /** Asks for one path; the whole response. */
    static String get(InetSocketAddress server, String path, String... fields) throws IOException {
        return ask(server, "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                + String.join("", fields) + "\r\n");
    }

    /** Sends this and reads to the end of the connection, which the server has to close. */
    static String ask(InetSocketAddress server, String requests) throws IOException {
        try (Client client = new Client(server)) {
            return client.send(requests).rest();
        }
    }

    Client send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    String read(int count) throws IOException {
        return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Closes so that the server sees a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
