package hostling.server;

import hostling.log.ErrorLog;

/** Wraps an error log that may throw into one that never does. An entry that fails is lost: there is no other log for it. */
final class GuardedErrorLog implements ErrorLog {
    private final ErrorLog inner;

    GuardedErrorLog(ErrorLog inner) {
        this.inner = inner;
    }

    @Override
    public void note(Level level, String what, Throwable cause) {
        try {
            inner.note(level, what, cause);
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
