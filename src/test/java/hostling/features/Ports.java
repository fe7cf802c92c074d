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

/** Free ports for the fixed ones that stand in configurations and commands. */
final class Ports {
    private static final Pattern WRITTEN = Pattern.compile("(?<=[: ])80[0-9]{2}\\b");
    private static final int FIRST = 8080;
    private static final int COUNT = 4;

    private final Map<Integer, Integer> free = new HashMap<>();

    /** All are taken before the first is given back, so that no two are the same. */
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

    /** The port in the place of the one that is written. */
    int of(int written) {
        return free.get(written);
    }

    /** A text with the ports exchanged where one stands behind a colon or a space. */
    String in(String text) {
        return WRITTEN.matcher(text).replaceAll(match -> String.valueOf(of(Integer.parseInt(match.group()))));
    }
}
