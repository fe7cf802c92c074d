package hostling.project.arch.planted.app;

/** The one class of app that may. */
final class WorkerProcess {
    Object start() {
        return new ProcessBuilder("java");
    }
}
