package hostling.project.arch.planted.server;

import hostling.project.arch.planted.loop.EventLoop;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** Bypasses the transport that it is given. */
final class OpensItsOwnSocket {
    void connect() throws IOException {
        SocketChannel.open(); // breaks only-file-channels-elsewhere
        new EventLoop().execute(null); // breaks server-knows-no-loop
    }
}
