package hostling.project.arch.planted.handler;

/** Starts a process that nobody would end. */
final class StartsAProcess {
    Object start() {
        return new ProcessBuilder("sh"); // breaks processes-stay-in-cgi-and-one-class
    }
}
