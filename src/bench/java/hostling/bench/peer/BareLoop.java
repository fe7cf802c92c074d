package hostling.bench.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The floor: what a loop over a selector costs when nothing is checked. It reads, counts empty lines, and writes one
 * constant response for each, all of them at once. A server in Java on one thread can't be much cheaper than this, and
 * this is no server: it does not look at the request.
 */
public final class BareLoop {
    private static final int RESPONSES_AT_ONCE = 64;

    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
    private final ByteBuffer responses;
    private final int responseBytes;

    private BareLoop(byte[] page) {
        byte[] head = ("HTTP/1.1 200 OK\r\nDate: " + Page.MODIFIED + "\r\nContent-Type: " + Page.TYPE
                + "\r\nLast-Modified: " + Page.MODIFIED + "\r\nETag: " + Page.TAG
                + "\r\nAccept-Ranges: bytes\r\nContent-Length: " + page.length + "\r\n\r\n").getBytes(ISO_8859_1);
        responseBytes = head.length + page.length;
        responses = ByteBuffer.allocateDirect(RESPONSES_AT_ONCE * responseBytes);
        for (int i = 0; i < RESPONSES_AT_ONCE; i++) {
            responses.put(head).put(page);
        }
    }

    public static void main(String[] arguments) throws IOException {
        new BareLoop(Page.read(arguments[1])).serve(Integer.parseInt(arguments[0]));
    }

    private void serve(int port) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress("127.0.0.1", port), 1024);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        while (true) {
            selector.select(key -> {
                try {
                    if (key.isAcceptable()) {
                        accept(selector, listener);
                    } else {
                        turn(key, (Client) key.attachment());
                    }
                } catch (IOException e) {
                    close(key);
                }
            });
        }
    }

    private static void accept(Selector selector, ServerSocketChannel listener) throws IOException {
        for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ, new Client(channel));
        }
    }

    private void turn(SelectionKey key, Client client) throws IOException {
        if (key.isReadable()) {
            in.clear();
            if (client.channel.read(in) < 0) {
                close(key);
                return;
            }
            client.bytesOwed += (long) client.emptyLines(in.flip()) * responseBytes;
        }
        write(client);
        int wanted = client.bytesOwed > 0 ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    /** Writes the bytes that are owed; the first of them may be in the middle of a response. */
    private void write(Client client) throws IOException {
        while (client.bytesOwed > 0) {
            int start = (int) ((responseBytes - client.bytesOwed % responseBytes) % responseBytes);
            int count = (int) Math.min(client.bytesOwed, responses.capacity() - start);
            int written = client.channel.write(responses.limit(start + count).position(start));
            client.bytesOwed -= written;
            if (written < count) {
                return;
            }
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            key.cancel();
        }
    }

    /** The state of a connection. */
    static final class Client {
        final SocketChannel channel;
        long bytesOwed;
        /** How many bytes of CR LF CR LF were read last. */
        private int matched;

        Client(SocketChannel channel) {
            this.channel = channel;
        }

        int emptyLines(ByteBuffer bytes) {
            int lines = 0;
            while (bytes.hasRemaining()) {
                byte b = bytes.get();
                if (b == '\r') {
                    matched = matched == 2 ? 3 : 1;
                } else if (b == '\n' && matched == 3) {
                    lines++;
                    matched = 0;
                } else {
                    matched = b == '\n' && matched == 1 ? 2 : 0;
                }
            }
            return lines;
        }
    }
}
