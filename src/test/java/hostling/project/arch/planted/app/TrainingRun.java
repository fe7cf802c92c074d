package hostling.project.arch.planted.app;

/** Is its own client. */
final class TrainingRun {
    private TrainingRun() { }

    static boolean isOpen(java.nio.channels.SocketChannel channel) {
        return channel.isOpen();
    }
}
