package hostling.log;

/** Records faults and other events of the server. It is called on the loop's thread. */
@FunctionalInterface
public interface ErrorLog {
    /** Severity, the highest first. */
    enum Level { ERROR, WARNING, INFO, DEBUG }

    /**
     * Records one event.
     *
     * @param message a sentence without its full stop; it may contain any text that a client or a script sent
     * @param cause   the exception that led to it, or null
     */
    void log(Level level, String message, Throwable cause);

    /** Whether events of this level are recorded. Ask before composing an expensive message. */
    default boolean isLoggable(Level level) {
        return true;
    }

    /** As {@link AccessLog#flush}. */
    default boolean flush() {
        return true;
    }

    /** Something failed that should never fail. */
    default void error(String message, Throwable cause) {
        log(Level.ERROR, message, cause);
    }

    /** Something failed that may fail in operation, or will fail soon. */
    default void warning(String message) {
        log(Level.WARNING, message, null);
    }

    /** Something went as it should. */
    default void info(String message) {
        log(Level.INFO, message, null);
    }

    /** Something that helps to find a fault. */
    default void debug(String message) {
        log(Level.DEBUG, message, null);
    }
}
