package hostling.examine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server of blocking threads, or of one, that answers each head as a script says: for servers that do something wrong. */
final class ScriptedServer implements AutoCloseable {
    /** What a script sees: a head, and whatever comes after it. */
    record Request(String head, InputStream rest) {
        String method() {
            return head.split(" ")[0];
        }

        String target() {
            return head.split(" ")[1];
        }

        boolean has(String text) {
            return head.contains(text);
        }

        /** Reads the content whose length the head tells. */
        String content() throws IOException {
            String length = head.replaceFirst("(?s).*\r\nContent-Length: ([0-9]+)\r\n.*", "$1");
            return length.matches("[0-9]+") ? new String(rest.readNBytes(Integer.parseInt(length)), ISO_8859_1) : "";
        }
    }

    /** Says what to send; the connection is closed after it if it begins with {@link #LAST}. */
    @FunctionalInterface
    interface Script {
        String answer(Request request) throws IOException;
    }

    /** Before an answer: the connection ends after it. */
    static final String LAST = "\0";

    private static final int HEAD_BYTES_MAX = 50_000;
    private static final String END = "\r\n\r\n";

    private final ServerSocket listener;
    private final Script script;
    private final boolean servesManyAtOnce;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    ScriptedServer(Script script) throws IOException {
        this(script, 500, true);
    }

    private ScriptedServer(Script script, int backlog, boolean servesManyAtOnce) throws IOException {
        this.script = script;
        this.servesManyAtOnce = servesManyAtOnce;
        this.listener = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** One that serves a client to the end of its connection, and lets few others wait for it. */
    static ScriptedServer servingOneAtATime(Script script) throws IOException {
        return new ScriptedServer(script, 5, false);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted");
        thread.setDaemon(true);
        thread.start();
    }

    Target target(Map<String, String> paths) {
        InetSocketAddress address = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
        return new Target(address, "127.0.0.1:" + address.getPort(), "/", paths);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                if (servesManyAtOnce) {
                    start(() -> serve(socket));
                } else {
                    serve(socket);
                }
            }
        } catch (IOException e) {
            // It has been closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String head = head(in);
            while (!head.isEmpty()) {
                String answer = script.answer(new Request(head, in));
                socket.getOutputStream().write(answer.replaceFirst("^" + LAST, "").getBytes(ISO_8859_1));
                if (answer.startsWith(LAST)) {
                    return;
                }
                head = head(in);
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    /** A head with its empty line, or as much of it as this server reads; empty at the end of the input. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        int next = in.read();
        while (next >= 0) {
            head.write(next);
            matched = next == END.charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
            if (matched == END.length() || head.size() == HEAD_BYTES_MAX) {
                return head.toString(ISO_8859_1);
            }
            next = in.read();
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
