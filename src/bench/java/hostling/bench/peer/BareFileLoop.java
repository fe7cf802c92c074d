package hostling.bench.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * The floor for large files: a loop that answers each request, whatever it asks for, with one file by
 * {@code transferTo}. It is started with a port and that file.
 */
public final class BareFileLoop {
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
    private final FileChannel file;
    private final long size;
    private final ByteBuffer head;

    private BareFileLoop(Path path) throws IOException {
        file = FileChannel.open(path);
        size = file.size();
        byte[] text = ("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n").getBytes(ISO_8859_1);
        head = ByteBuffer.allocateDirect(text.length).put(text).flip();
    }

    public static void main(String[] arguments) throws IOException {
        new BareFileLoop(Path.of(arguments[1])).serve(Integer.parseInt(arguments[0]));
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
                        turn(key, (SocketChannel) key.channel(), (Answer) key.attachment());
                    }
                } catch (IOException e) {
                    key.cancel();
                }
            });
        }
    }

    private void accept(Selector selector, ServerSocketChannel listener) throws IOException {
        SocketChannel channel = listener.accept();
        if (channel != null) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ, new Answer());
        }
    }

    private void turn(SelectionKey key, SocketChannel channel, Answer answer) throws IOException {
        if (answer.isSent()) {
            in.clear();
            if (channel.read(in) < 0) {
                channel.close();
                return;
            }
            answer.begin();
        }
        answer.send(channel);
        int wanted = answer.isSent() ? SelectionKey.OP_READ : SelectionKey.OP_WRITE;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    /** The progress of a response: first the head, then the file. */
    private final class Answer {
        private long sent = size;
        private int headSent = head.limit();

        void begin() {
            sent = 0;
            headSent = 0;
        }

        boolean isSent() {
            return sent == size;
        }

        void send(SocketChannel channel) throws IOException {
            if (headSent < head.limit()) {
                headSent += channel.write(head.duplicate().position(headSent));
            }
            if (headSent == head.limit()) {
                sent += file.transferTo(sent, size - sent, channel);
            }
        }
    }
}
