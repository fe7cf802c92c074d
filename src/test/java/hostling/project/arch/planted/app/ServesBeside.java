package hostling.project.arch.planted.app;

/** Serves on another thread, which would need locks. */
final class ServesBeside {
    Thread start(Runnable serve) {
        return new Thread(serve); // breaks app-has-threads-for-what-waits-alone
    }
}
