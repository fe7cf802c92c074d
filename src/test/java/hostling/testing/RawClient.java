package hostling.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A client that sends exactly the given bytes and reads responses by the rules of RFC 9112 section 6.3. */
public final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    /** So small that a server can't send a whole large file to a client that does not read. */
    private static final int RECEIVE_BYTES = 32 * 1024;

    /** A response as it was received. */
    public record Reply(String statusLine, List<String> fields, byte[] content) {
        public int status() {
            return Integer.parseInt(statusLine.substring(9, 12));
        }

        public String text() {
            return new String(content, StandardCharsets.ISO_8859_1);
        }

        /** The value of a field, or null. */
        public String field(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return fields.stream().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip()).findFirst().orElse(null);
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    public RawClient(InetSocketAddress address) throws IOException {
        this(address, null);
    }

    /** @param from the local address of the client; null lets the system choose */
    public RawClient(InetSocketAddress address, InetAddress from) throws IOException {
        socket = new Socket();
        if (from != null) {
            socket.bind(new InetSocketAddress(from, 0));
        }
        socket.setReceiveBufferSize(RECEIVE_BYTES);
        socket.setTcpNoDelay(true);
        socket.connect(address, PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    public RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawClient send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Sends a request without content for a path. */
    public RawClient get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");
    }

    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes the connection with a reset. */
    public void closeWithReset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    public boolean hasInput() throws IOException {
        return in.available() > 0;
    }

    /** Reads a response to anything but HEAD. */
    public Reply reply() throws IOException {
        return reply(false);
    }

    public Reply replyToHead() throws IOException {
        return reply(true);
    }

    private Reply reply(boolean head) throws IOException {
        String statusLine = line();
        List<String> fields = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            fields.add(line);
        }
        Reply headOnly = new Reply(statusLine, fields, new byte[0]);
        int status = headOnly.status();
        if (head || status < 200 || status == 204 || status == 304) {
            return headOnly;
        }
        return new Reply(statusLine, fields, content(headOnly));
    }

    private byte[] content(Reply reply) throws IOException {
        if (reply.field("Content-Length") != null) {
            return in.readNBytes(Integer.parseInt(reply.field("Content-Length")));
        }
        return reply.field("Transfer-Encoding") != null ? chunks() : in.readAllBytes();
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            content.write(in.readNBytes(size));
            if (!line().isEmpty()) {
                throw new IOException("no line ends the chunk");
            }
        }
        if (!line().isEmpty()) {
            throw new IOException("no empty line ends the content");
        }
        return content.toByteArray();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the connection ended amid \"" + line + '"');
            }
            line.append((char) b);
        }
        if (line.length() == 0 || line.charAt(line.length() - 1) != '\r') {
            throw new IOException("no CR ends the line: " + line);
        }
        line.setLength(line.length() - 1);
        return line.toString();
    }

    /** Reads this many bytes, or fewer if the server closes. */
    public byte[] read(int count) throws IOException {
        return in.readNBytes(count);
    }

    /** Reads until the server closes the connection; throws if the server resets it. */
    public String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
