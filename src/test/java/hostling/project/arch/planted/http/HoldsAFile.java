package hostling.project.arch.planted.http;

import java.nio.channels.FileChannel;

/** Only the content of a response may. */
// breaks channels-stay-in-the-loop
record HoldsAFile(FileChannel channel) {
    boolean isOpen() {
        return channel.isOpen(); // breaks channels-stay-in-the-loop
    }
}
