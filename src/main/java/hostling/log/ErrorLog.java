package hostling.log;

/** Records faults and other events of the server. It is called on the loop's thread. */
@FunctionalInterface
public interface ErrorLog {
    /** Severity, the highest first. */
    enum Level { ERROR, WARNING, INFO, DEBUG }

    /**
     * Records one event.
     *
     * @param what  a sentence without its full stop; it may contain any text that a client or a script sent
     * @param cause the exception that led to it, or null
     */
    void note(Level level, String what, Throwable cause);

    /** Whether events of this level are recorded. Ask before composing an expensive message. */
    default boolean wants(Level level) {
        return true;
    }

    /** As {@link AccessLog#flush}. */
    default boolean flush() {
        return true;
    }

    /** Something failed that should never fail. */
    default void error(String what, Throwable cause) {
        note(Level.ERROR, what, cause);
    }

    /** Something failed that may fail in operation, or will fail soon. */
    default void warning(String what) {
        note(Level.WARNING, what, null);
    }

    /** Something went as it should. */
    default void info(String what) {
        note(Level.INFO, what, null);
    }

    /** Something that helps to find a fault. */
    default void debug(String what) {
        note(Level.DEBUG, what, null);
    }
}
