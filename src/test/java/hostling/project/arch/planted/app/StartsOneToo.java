package hostling.project.arch.planted.app;

/** There is a class for that. */
final class StartsOneToo {
    Object start() {
        return new ProcessBuilder("java"); // breaks processes-stay-in-cgi-and-one-class
    }
}
