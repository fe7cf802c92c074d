package hostling.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.wire.IpAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/**
 * What a worker needs from its parent: values that all workers share, and its own number. The parent writes it to the
 * worker's standard input, because other processes can read a process's arguments and environment.
 *
 * @param parent     the id of the process that starts the workers
 * @param number     the worker's number, from 1
 * @param announces  whether the worker prints the site's address once it listens
 * @param tempFolder the parent's temporary folder; the parent deletes it when all workers have ended
 * @param sessionKey the key that signs session cookies if the configuration has none
 * @param ports      the ports chosen by the system, by the IP address that was configured with port 0
 */
record WorkerParameters(long parent, int number, boolean announces, Path tempFolder, byte[] sessionKey,
                Map<String, Integer> ports) {
    private static final int BYTES_MAX = 64 * 1024;
    private static final String PORT = "port.";

    /** The parameters for another worker. */
    WorkerParameters forWorker(int other, boolean announcing) {
        return new WorkerParameters(parent, other, announcing, tempFolder, sessionKey, ports);
    }

    /** Writes it as text in the format of {@link Properties}. */
    void writeTo(OutputStream out) throws IOException {
        Properties text = new Properties();
        text.setProperty("parent", Long.toString(parent));
        text.setProperty("number", Integer.toString(number));
        text.setProperty("announces", Boolean.toString(announces));
        text.setProperty("temp-folder", tempFolder.toString());
        text.setProperty("session-key", Base64.getEncoder().encodeToString(sessionKey));
        ports.forEach((address, port) -> text.setProperty(PORT + address, port.toString()));
        text.store(out, null);
    }

    /**
     * Reads what {@link #writeTo} wrote, up to the end of the stream or 64 KiB.
     *
     * @throws IOException if reading fails, or the content is something else
     */
    static WorkerParameters readFrom(InputStream in) throws IOException {
        Properties text = new Properties();
        try {
            text.load(new ByteArrayInputStream(in.readNBytes(BYTES_MAX)));
            Map<String, Integer> ports = new HashMap<>();
            for (String key : text.stringPropertyNames()) {
                if (key.startsWith(PORT)) {
                    ports.put(key.substring(PORT.length()), Integer.valueOf(text.getProperty(key)));
                }
            }
            return new WorkerParameters(Long.parseLong(needed(text, "parent")), Integer.parseInt(needed(text, "number")),
                    Boolean.parseBoolean(needed(text, "announces")), Path.of(needed(text, "temp-folder")),
                    Base64.getDecoder().decode(needed(text, "session-key")), Map.copyOf(ports));
        } catch (IllegalArgumentException e) {
            throw new IOException("these are no parameters of a worker: " + e.getMessage(), e);
        }
    }

    private static String needed(Properties text, String key) throws IOException {
        if (text.getProperty(key) == null) {
            throw new IOException("these are no parameters of a worker: there is no " + key);
        }
        return text.getProperty(key);
    }

    /** The key of an address in {@link #ports}. */
    static String nameOf(InetSocketAddress asked) {
        return IpAddress.text(asked.getAddress().getAddress());
    }

    /**
     * The address to listen at: the configured one, with port 0 replaced by the port that all workers share.
     *
     * @throws IOException if the system has not chosen a port for this address when the parent started
     */
    InetSocketAddress resolvePort(InetSocketAddress asked) throws IOException {
        if (asked.getPort() != 0) {
            return asked;
        }
        Integer port = ports.get(nameOf(asked));
        if (port == null) {
            throw new IOException("port 0 needs a restart: the system chooses the workers' common port when they start");
        }
        return new InetSocketAddress(asked.getAddress(), port);
    }

    /** The subfolder of {@link #tempFolder} for a purpose, the same in all workers. */
    Path folder(String purpose) {
        return tempFolder.resolve(UUID.nameUUIDFromBytes(purpose.getBytes(UTF_8)).toString());
    }

    /** The file in which a worker counts what it does, for the others to read. */
    Path countersFile(int worker) {
        return tempFolder.resolve("counters-" + worker);
    }

    /** A file that the worker creates once it listens; by it the parent tells a crash from a failed start. */
    Path readyFile() {
        return tempFolder.resolve("worker-" + number);
    }
}
