package hostling.book;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Many clients are connected, and one of them sends a byte. Finds it in two ways, and counts the calls. */
public final class Asking implements Closeable {
    private static final int COUNT = 100;

    private final Selector selector = Selector.open();
    private final List<SocketChannel> clients = new ArrayList<>();
    private final List<SocketChannel> sockets = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocate(1);

    Asking(int count) throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
            for (int i = 0; i < count; i++) {
                clients.add(SocketChannel.open(listener.getLocalAddress()));
                SocketChannel socket = listener.accept();
                socket.configureBlocking(false);
                socket.register(selector, SelectionKey.OP_READ);
                sockets.add(socket);
            }
        }
    }

    /** Counts the calls of both ways; there are no arguments. */
    public static void main(String[] arguments) throws IOException {
        try (Asking asking = new Asking(COUNT)) {
            asking.send(COUNT - 1);
            System.out.println("Asking the selector: " + asking.askTheSelector() + " calls.");
            asking.send(COUNT - 1);
            System.out.println("Asking each socket:  " + asking.askEach() + " calls.");
        }
    }

    /** Lets a client send a byte, and waits until it has come. */
    void send(int client) throws IOException {
        in.clear();
        clients.get(client).write(ByteBuffer.allocate(1));
        selector.select();
        selector.selectedKeys().clear();
    }

    // region: each
    int askEach() throws IOException {
        int calls = 0;
        int count = 0;
        for (int i = 0; count == 0; i++) {
            count = sockets.get(i).read(in);            // 0 bytes, for all but one
            calls++;
        }
        return calls;
    }
    // endregion

    int askTheSelector() throws IOException {
        int calls = 1;
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
            ((SocketChannel) key.channel()).read(in.clear());
            calls++;
        }
        selector.selectedKeys().clear();
        return calls;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
        for (SocketChannel socket : sockets) {
            socket.close();
        }
        selector.close();
    }
}
