package hostling.project.arch.planted.http;

import java.nio.channels.FileChannel;

/** Only Body may hold a file channel. */
// breaks channels-stay-in-the-loop
record HoldsAFile(FileChannel channel) {
    boolean isOpen() {
        return channel.isOpen(); // breaks channels-stay-in-the-loop
    }
}
