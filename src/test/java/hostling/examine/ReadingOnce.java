package hostling.examine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;

/** A server that takes what it reads first for a whole request, answers it, and closes: the commonest mistake of beginners. */
final class ReadingOnce implements AutoCloseable {
    private static final int BUFFER_BYTES = 4_096;
    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final byte[] answer;

    ReadingOnce(String answer) throws IOException {
        this.answer = answer.getBytes(ISO_8859_1);
        start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.getInputStream().read(new byte[BUFFER_BYTES]);
            socket.getOutputStream().write(answer);
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "reading-once");
        thread.setDaemon(true);
        thread.start();
    }

    Target target() {
        return new Target(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), "localhost", "/", Map.of());
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
