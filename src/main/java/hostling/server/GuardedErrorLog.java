package hostling.server;

import hostling.log.ErrorLog;

/** Wraps an error log that may throw into one that never does. An entry that fails is lost: there is no other log for it. */
final class GuardedErrorLog implements ErrorLog {
    private final ErrorLog inner;

    GuardedErrorLog(ErrorLog inner) {
        this.inner = inner;
    }

    @Override
    public void log(Level level, String message, Throwable cause) {
        try {
            inner.log(level, message, cause);
        } catch (Throwable e) {
            Thread.interrupted();
        }
    }

    /** If the log throws, this returns true, so that the engine does not retry at once. */
    @Override
    public boolean flush() {
        try {
            return inner.flush();
        } catch (Throwable e) {
            Thread.interrupted();
            return true;
        }
    }
}
