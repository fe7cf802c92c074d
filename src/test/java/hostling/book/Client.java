package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hostling.testing.tutor.FailedCase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that remembers what it sent and what came, and tells both if something is wrong. */
final class Client {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *([0-9]{1,9})\r\n");
    private static final String END_OF_HEAD = "\r\n\r\n";
    /** What is shown of a large answer. */
    private static final int SHOWN_MAX = 1_000;
    private static final int BUFFER_BYTES = 1 << 16;

    private final RunningProgram server;
    private final Socket socket = new Socket();
    private final Log sent = new Log();
    private final Log received = new Log();
    private String how = "";

    Client(RunningProgram server, int port, int receiveBytes) throws IOException {
        this.server = server;
        if (receiveBytes > 0) {
            socket.setReceiveBufferSize(receiveBytes);
        }
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress("127.0.0.1", port), server.patienceMillis());
        socket.setSoTimeout(server.patienceMillis());
    }

    /** Says in a sentence what is special about this client, in case that it fails. */
    Client how(String sentence) {
        how = sentence;
        return this;
    }

    /** Sends characters, each as one byte. */
    Client send(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw failure("The server has closed the connection before all was sent.");
        }
        sent.add(bytes);
        return this;
    }

    /** Nothing may come, as the server has to wait. */
    Client expectNothing(String problem) {
        received.clear();
        RunningProgram.giveTime();
        try {
            socket.setSoTimeout(1);
            boolean isEnd = isEnd();
            throw failure(isEnd ? "The server closed the connection too early." : problem);
        } catch (SocketTimeoutException e) {
            return waitLong();                           // as it should be
        } catch (IOException e) {                        // the server's thread closes this socket if it ends
            throw failure("The server closed the connection too early.");
        }
    }

    private Client waitLong() {
        try {
            socket.setSoTimeout(server.patienceMillis());
            return this;
        } catch (IOException e) {
            throw failure("The server closed the connection too early.");
        }
    }

    /** Whether the connection has ended; if not, something was read. */
    private boolean isEnd() throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        int count = socket.getInputStream().read(buffer);
        received.add(Arrays.copyOf(buffer, Math.max(count, 0)));
        return count < 0;
    }

    /** Reads a response, which has to have this status and content. */
    Client expect(int status, byte[] content) {
        received.clear();
        String head = head();
        Matcher length = LENGTH.matcher(head);
        if (!head.startsWith("HTTP/1.1 " + status + " ")) {
            throw failure("The status line is not that of a " + status + ".");
        } else if (!length.find()) {
            throw failure("The head has no Content-Length. So the client does not know where the content ends.");
        } else if (Integer.parseInt(length.group(1)) != content.length) {
            throw failure("Content-Length is " + length.group(1) + ", but the content has " + content.length + " bytes.");
        }
        readContent(content);
        return this;
    }

    Client expect(int status, String content) {
        return expect(status, content.getBytes(ISO_8859_1));
    }

    private String head() {
        String head = "";
        while (!head.endsWith(END_OF_HEAD)) {
            read(1);
            head = received.beginning();
            if (head.length() == SHOWN_MAX) {
                throw failure("The head has no end: no empty line with CR LF comes.");
            }
        }
        return head;
    }

    private void readContent(byte[] content) {
        for (int at = 0; at < content.length;) {
            byte[] piece = read(content.length - at);
            int mismatch = Arrays.mismatch(piece, 0, piece.length, content, at, at + piece.length);
            if (mismatch >= 0) {
                throw failure("Byte " + (at + mismatch) + " of the content is not the right one. Were some left out, or sent twice?");
            }
            at += piece.length;
        }
    }

    /** What has come: at least a byte, and at most so many. */
    private byte[] read(int max) {
        byte[] buffer = new byte[Math.min(max, BUFFER_BYTES)];
        try {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                throw failure("The server closed the connection, and the response is not complete.");
            }
            byte[] piece = Arrays.copyOf(buffer, count);
            received.add(piece);
            return piece;
        } catch (SocketTimeoutException e) {
            throw failure("For " + server.patienceMillis() / 1000 + " seconds nothing more came, and the response is not complete.");
        } catch (IOException e) {
            throw failure("The server closed the connection, and the response is not complete: " + e.getMessage());
        }
    }

    /** The server has to close the connection; a reset will do as well. */
    void expectEnd() {
        received.clear();
        try {
            if (!isEnd()) {
                throw failure("The server should close the connection here, but it sent more.");
            }
        } catch (SocketTimeoutException e) {
            throw failure("The server has not closed the connection within " + server.patienceMillis() / 1000 + " seconds.");
        } catch (IOException e) {
            if (socket.isClosed()) {
                throw failure("The server has ended.");
            }
        }
    }

    /** Ends the side of the client, which still reads. */
    Client endOutput() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw failure("The server closed the connection too early.");
        }
    }

    /** Goes away with a reset, as a program does that is killed. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw failure("The server closed the connection too early.");
        }
    }

    /** Goes away in the usual way. */
    void close() throws IOException {
        socket.close();
    }

    /** Closes the socket, so that a call that reads from it ends. */
    void abandon() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError("a socket that can't be closed", e);
        }
    }

    private FailedCase failure(String problem) {
        Problem seen = new Problem(server.heading());
        if (!how.isEmpty()) {
            seen.words("client", how);
        }
        seen.bytes("sent", sent.beginning().getBytes(ISO_8859_1)).bytes("got", received.beginning().getBytes(ISO_8859_1));
        if (received.count > SHOWN_MAX) {
            seen.words("then", "and so on, up to " + received.count + " bytes");
        }
        return server.told(seen, problem);
    }

    /** The beginning of many bytes, and their number. */
    private static final class Log {
        private final StringBuilder beginning = new StringBuilder();
        private long count;

        void add(byte[] bytes) {
            int room = Math.min(bytes.length, SHOWN_MAX - beginning.length());
            beginning.append(new String(bytes, 0, room, ISO_8859_1));
            count += bytes.length;
        }

        void clear() {
            beginning.setLength(0);
            count = 0;
        }

        String beginning() {
            return beginning.toString();
        }
    }
}
