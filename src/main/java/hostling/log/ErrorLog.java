package hostling.log;

/** Takes what went wrong here, and what else the server has to say of itself. It is called on the loop's thread. */
@FunctionalInterface
public interface ErrorLog {
    /** How much it matters; the first matters most. */
    enum Level { ERROR, WARNING, INFO, DEBUG }

    /**
     * Notes one thing.
     *
     * @param what  a sentence without its full stop; it may hold anything that a client or a script sent
     * @param cause what led to it, or null
     */
    void note(Level level, String what, Throwable cause);

    /**
     * Whether something of this level would be noted at all. Ask before putting together a text that costs something.
     */
    default boolean wants(Level level) {
        return true;
    }

    /** The same as {@link AccessLog#endOfTurn}. */
    default boolean endOfTurn() {
        return true;
    }

    /** Something failed that should not have. */
    default void error(String what, Throwable cause) {
        note(Level.ERROR, what, cause);
    }

    /** Something failed that has to be expected, or will fail soon. */
    default void warning(String what) {
        note(Level.WARNING, what, null);
    }

    /** Something went as it should. */
    default void info(String what) {
        note(Level.INFO, what, null);
    }

    /** Something of interest to those who look for a fault. */
    default void debug(String what) {
        note(Level.DEBUG, what, null);
    }
}
