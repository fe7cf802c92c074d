package hostling.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/**
 * What all workers have to know alike, and what one of them has to know of itself. The parent writes it to the worker's
 * standard input stream: arguments and environment of a process can be read by others.
 *
 * @param parent     the id of the process that starts the workers
 * @param number     which worker this is, from 1
 * @param announces  whether it says where the site is, once it listens
 * @param scratch    a folder of the parent's, which it deletes when all have ended
 * @param sessionKey what cookies of sessions are signed with where the configuration has no key
 * @param ports      the ports that the system chose, by the address of which any was asked for
 */
record Handover(long parent, int number, boolean announces, Path scratch, byte[] sessionKey,
                Map<String, Integer> ports) {
    private static final int BYTES_MAX = 64 * 1024;
    private static final String PORT = "port.";

    /** The one for another worker. */
    Handover forWorker(int other, boolean announcing) {
        return new Handover(parent, other, announcing, scratch, sessionKey, ports);
    }

    /** Writes it as text. */
    void writeTo(OutputStream out) throws IOException {
        Properties text = new Properties();
        text.setProperty("parent", Long.toString(parent));
        text.setProperty("number", Integer.toString(number));
        text.setProperty("announces", Boolean.toString(announces));
        text.setProperty("scratch", scratch.toString());
        text.setProperty("session-key", Base64.getEncoder().encodeToString(sessionKey));
        ports.forEach((address, port) -> text.setProperty(PORT + address, port.toString()));
        text.store(out, null);
    }

    /**
     * Reads what {@link #writeTo} wrote, and all that there is behind it.
     *
     * @throws IOException where that can't be, or is something else
     */
    static Handover readFrom(InputStream in) throws IOException {
        Properties text = new Properties();
        try {
            text.load(new ByteArrayInputStream(in.readNBytes(BYTES_MAX)));
            Map<String, Integer> ports = new HashMap<>();
            for (String key : text.stringPropertyNames()) {
                if (key.startsWith(PORT)) {
                    ports.put(key.substring(PORT.length()), Integer.valueOf(text.getProperty(key)));
                }
            }
            return new Handover(Long.parseLong(needed(text, "parent")), Integer.parseInt(needed(text, "number")),
                    Boolean.parseBoolean(needed(text, "announces")), Path.of(needed(text, "scratch")),
                    Base64.getDecoder().decode(needed(text, "session-key")), Map.copyOf(ports));
        } catch (IllegalArgumentException e) {
            throw new IOException("this is no handover: " + e.getMessage(), e);
        }
    }

    private static String needed(Properties text, String key) throws IOException {
        if (text.getProperty(key) == null) {
            throw new IOException("this is no handover: it has no " + key);
        }
        return text.getProperty(key);
    }

    /** The name that the port of an address has here. */
    static String nameOf(InetSocketAddress asked) {
        return asked.getAddress().getHostAddress();
    }

    /**
     * Where to listen: the address that is asked for, with the port that all workers have there.
     *
     * @throws IOException where the system has not chosen one for the parent
     */
    InetSocketAddress settled(InetSocketAddress asked) throws IOException {
        if (asked.getPort() != 0) {
            return asked;
        }
        Integer port = ports.get(nameOf(asked));
        if (port == null) {
            throw new IOException("the system chooses one port for all workers, and only when they are started");
        }
        return new InetSocketAddress(asked.getAddress(), port);
    }

    /** A folder in {@link #scratch} that is the same one in all workers. */
    Path folder(String purpose) {
        return scratch.resolve(UUID.nameUUIDFromBytes(purpose.getBytes(UTF_8)).toString());
    }

    /** A file that is there once the worker listens: so the parent tells one that fails from one that can't start. */
    Path sign() {
        return scratch.resolve("worker-" + number);
    }
}
