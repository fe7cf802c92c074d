package hostling.project.arch.planted.app;

/** Is its own client, so it may use a socket. */
final class TrainingRun {
    private TrainingRun() { }

    static boolean isOpen(java.nio.channels.SocketChannel channel) {
        return channel.isOpen();
    }
}
