package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A web server with a thread for each client. A client that sends nothing holds up its own thread alone. */
public final class ThreadServer implements Closeable {
    private static final int HEAD_BYTES_MAX = 8192;
    private static final int WAITING_CLIENTS_MAX = 50;
    private static final int END_OF_HEAD = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';
    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 21\r\nConnection: close\r\n\r\n"
            + "Hello from a thread.\n").getBytes(ISO_8859_1);

    private final ServerSocket listener;

    /** @param port 0 lets the system choose one that is free */
    ThreadServer(int port) throws IOException {
        listener = new ServerSocket(port, WAITING_CLIENTS_MAX, InetAddress.getByName("127.0.0.1"));
    }

    /** Starts the server; the argument is the port. */
    public static void main(String[] arguments) throws IOException {
        try (ThreadServer server = new ThreadServer(Integer.parseInt(arguments[0]))) {
            System.out.println("http://127.0.0.1:" + server.port() + "/");
            server.run();
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    // region: run
    /** Gives each client a thread of its own, until another thread calls {@link #close}. */
    void run() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                new Thread(() -> serve(client)).start();
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    System.err.println("A client has left: " + e.getMessage());
                }
            }
        }
    }

    private static void serve(Socket client) {
        try (client) {
            if (hasHead(new BufferedInputStream(client.getInputStream()))) {
                client.getOutputStream().write(ANSWER);
            }
        } catch (IOException e) {
            System.err.println("A client has left: " + e.getMessage());
        }
    }
    // endregion

    /** Ends {@link #run}. */
    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** Reads up to the empty line; false if there is none. */
    private static boolean hasHead(InputStream in) throws IOException {
        int lastFour = 0;
        for (int i = 0; i < HEAD_BYTES_MAX && lastFour != END_OF_HEAD; i++) {
            int b = in.read();
            if (b < 0) {
                return false;
            }
            lastFour = lastFour << 8 | b;
        }
        return lastFour == END_OF_HEAD;
    }
}
