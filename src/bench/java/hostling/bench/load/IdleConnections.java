package hostling.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Connections that have each had one response and are idle now. */
public final class IdleConnections implements Closeable {
    /** An address has about 28,000 ephemeral ports, some of them still in TIME_WAIT after earlier connections. */
    private static final int PER_ADDRESS = 5_000;
    private static final int BUFFER_BYTES = 4 * 1024;

    private final List<Client> clients = new ArrayList<>();

    /** Opens them from as many of this machine's addresses 127.0.0.2, 127.0.0.3, … as necessary. */
    public IdleConnections(int count, int port, String path) throws IOException {
        try {
            for (int i = 0; i < count; i++) {
                Client client = new Client(port, "127.0.0." + (2 + i / PER_ADDRESS), BUFFER_BYTES);
                clients.add(client);
                int status = client.get(path);
                if (status != 200) {
                    throw new IOException("connection " + i + " is answered with " + status);
                }
            }
        } catch (IOException e) {
            close();
            throw new IOException(e.getMessage() + " (with " + clients.size() + " connections open)", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) {
            client.close();
        }
    }
}
