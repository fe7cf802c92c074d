package hostling.project.arch.planted.loop;

import java.io.IOException;
import java.nio.channels.SelectionKey;

/** May use the selector, but must not sleep in it. */
final class SocketTransport {
    void awaits(SelectionKey key) throws IOException {
        key.selector().select(key1 -> { }); // breaks one-class-selects
    }
}
