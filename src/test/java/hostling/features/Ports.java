package hostling.features;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Free ports that replace the fixed ones in configurations and commands. */
final class Ports {
    private static final Pattern WRITTEN = Pattern.compile("(?<=[: ])80[0-9]{2}\\b");
    private static final int FIRST = 8080;
    private static final int COUNT = 4;

    private final Map<Integer, Integer> free = new HashMap<>();

    /** Binds all ports before it releases the first, so that no two are the same. */
    Ports() {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int port = FIRST; port < FIRST + COUNT; port++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                free.put(port, socket.getLocalPort());
            }
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The free port that replaces the written one. */
    int of(int written) {
        return free.get(written);
    }

    /** Replaces each port in a text that follows a colon or a space. */
    String in(String text) {
        return WRITTEN.matcher(text).replaceAll(match -> String.valueOf(of(Integer.parseInt(match.group()))));
    }
}
