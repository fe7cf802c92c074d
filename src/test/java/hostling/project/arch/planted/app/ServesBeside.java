package hostling.project.arch.planted.app;

/** Would need locks. */
final class ServesBeside {
    Thread start(Runnable serve) {
        return new Thread(serve); // breaks app-has-threads-for-what-waits-alone
    }
}
