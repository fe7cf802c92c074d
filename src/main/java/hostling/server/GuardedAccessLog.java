package hostling.server;

import hostling.log.AccessLog;
import hostling.log.AccessRecord;
import hostling.log.ErrorLog;

/** Wraps an access log that may throw into one that never does; faults go to the error log. */
final class GuardedAccessLog implements AccessLog {
    private final AccessLog inner;
    private final ErrorLog errorLog;

    private GuardedAccessLog(AccessLog inner, ErrorLog errorLog) {
        this.inner = inner;
        this.errorLog = errorLog;
    }

    /** @param errorLog must never throw */
    static AccessLog around(AccessLog inner, ErrorLog errorLog) {
        return inner == NONE ? NONE : new GuardedAccessLog(inner, errorLog);
    }

    @Override
    public void record(AccessRecord access) {
        try {
            inner.record(access);
        } catch (Throwable e) {
            failed(e);
        }
    }

    @Override
    public boolean flush() {
        try {
            return inner.flush();
        } catch (Throwable e) {
            failed(e);
            return true;
        }
    }

    private void failed(Throwable cause) {
        Thread.interrupted();
        errorLog.error("the access log failed", cause);
    }
}
