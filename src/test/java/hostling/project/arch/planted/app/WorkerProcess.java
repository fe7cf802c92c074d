package hostling.project.arch.planted.app;

/** The only class of app that may start a process. */
final class WorkerProcess {
    Object start() {
        return new ProcessBuilder("java");
    }
}
