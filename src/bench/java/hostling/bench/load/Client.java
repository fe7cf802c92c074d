package hostling.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection for one request after the other. It waits for each response and discards the content. */
public final class Client implements Closeable {
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);

    private final SocketChannel channel;
    private final ByteBuffer buffer;
    private long responseBytes;

    public Client(int port) throws IOException {
        this(port, "127.0.0.1", 64 * 1024);
    }

    /** A connection from another address of this machine, with a buffer of this size. */
    Client(int port, String from, int bufferBytes) throws IOException {
        buffer = ByteBuffer.allocateDirect(bufferBytes);
        channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            channel.connect(new InetSocketAddress("127.0.0.1", port));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The head of a GET, as all our clients send it. */
    static byte[] request(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(ISO_8859_1);
    }

    /** Requests a path and returns the status. */
    public int get(String path) throws IOException {
        send(ByteBuffer.wrap(request(path)));
        return answer();
    }

    /** Sends this many bytes to a path and returns the status. */
    int put(String path, long bytes) throws IOException {
        send(ByteBuffer.wrap(("PUT " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + bytes + "\r\n\r\n")
                .getBytes(ISO_8859_1)));
        for (long left = bytes; left > 0;) {
            buffer.clear().limit((int) Math.min(left, buffer.capacity()));
            left -= buffer.limit();
            send(buffer);
        }
        return answer();
    }

    /** The size of the last response, including its head. */
    public long responseBytes() {
        return responseBytes;
    }

    private void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private int answer() throws IOException {
        buffer.clear();
        int headBytes;
        do {
            read();
            headBytes = headBytes();
        } while (headBytes < 0);
        byte[] head = new byte[headBytes];
        buffer.get(0, head);
        String text = new String(head, ISO_8859_1);
        Matcher length = LENGTH.matcher(text);
        int status = Integer.parseInt(text.substring(9, 12));
        long contentBytes = length.find() ? Long.parseLong(length.group(1)) : 0;
        responseBytes = headBytes + contentBytes;
        for (long left = responseBytes - buffer.position(); left > 0;) {
            buffer.clear();
            left -= read();
        }
        return status;
    }

    private int read() throws IOException {
        int count = channel.read(buffer);
        if (count < 0) {
            throw new EOFException("the server has closed the connection");
        }
        return count;
    }

    /** The size of the head at the start of the buffer, or -1 while it is incomplete. */
    private int headBytes() throws IOException {
        for (int i = 3; i < buffer.position(); i++) {
            if (buffer.get(i) == '\n' && buffer.get(i - 1) == '\r' && buffer.get(i - 2) == '\n') {
                return i + 1;
            }
        }
        if (!buffer.hasRemaining()) {
            throw new IOException("a head that does not end");
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
