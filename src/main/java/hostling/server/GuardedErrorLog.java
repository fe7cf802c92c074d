package hostling.server;

import hostling.log.ErrorLog;

/** An error log that never throws, around one that may. What can't be noted is lost: there is nobody else to tell. */
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

    /** A log that fails at this is not called again and again for it. */
    @Override
    public boolean endOfTurn() {
        try {
            return inner.endOfTurn();
        } catch (Throwable e) {
            Thread.interrupted();
            return true;
        }
    }
}
