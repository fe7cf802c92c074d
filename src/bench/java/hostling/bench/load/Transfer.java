package hostling.bench.load;

import hostling.bench.ServerProcess;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Downloads or uploads one large file after the other on one connection, with a buffer of 256 KiB.
 *
 * @param uploadBytes the number of bytes to send with PUT; 0 for GET
 */
public record Transfer(long uploadBytes) {
    private static final int BUFFER_BYTES = 256 * 1024;

    /** Goes on until the time is over and the current file is complete. */
    public Load run(ServerProcess server, String path, long millis) throws IOException {
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        int count = 0;
        double bytes = 0;
        try (Client client = new Client(server.port(), "127.0.0.1", BUFFER_BYTES)) {
            do {
                int status = uploadBytes > 0 ? client.put(path, uploadBytes) : client.get(path);
                if (status / 100 != 2) {
                    return load(count, bytes, start, Optional.of("answered with " + status));
                }
                count++;
                bytes += uploadBytes > 0 ? uploadBytes : client.responseBytes();
            } while (System.nanoTime() < end);
        }
        return load(count, bytes, start, Optional.empty());
    }

    private static Load load(int count, double bytes, long start, Optional<String> problem) {
        return new Load(count, bytes, (System.nanoTime() - start) / 1e9, problem);
    }
}
