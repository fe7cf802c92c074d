package hostling.project.arch.planted.app;

/** Only WorkerProcess may start a process in app. */
final class StartsOneToo {
    Object start() {
        return new ProcessBuilder("java"); // breaks processes-stay-in-cgi-and-one-class
    }
}
