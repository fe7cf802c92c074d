package hostling.project.arch.planted.app;

/** Writes a log and may block on its reader. */
final class LineWriter {
    void start(Runnable write) {
        new Thread(write).start();
    }
}
