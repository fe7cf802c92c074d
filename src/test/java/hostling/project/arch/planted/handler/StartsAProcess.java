package hostling.project.arch.planted.handler;

/** Who is to end it? */
final class StartsAProcess {
    Object start() {
        return new ProcessBuilder("sh"); // breaks processes-stay-in-cgi-and-one-class
    }
}
