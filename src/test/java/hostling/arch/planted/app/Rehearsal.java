package hostling.arch.planted.app;

/** Is its own client. */
final class Rehearsal {
    private Rehearsal() { }

    static boolean isOpen(java.nio.channels.SocketChannel channel) {
        return channel.isOpen();
    }
}
