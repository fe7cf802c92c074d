package hostling.metrics;

/** Takes note of requests. It is called on the loop's thread. */
public interface AccessLog {
    /** Keeps nothing. */
    AccessLog NONE = new AccessLog() {
        @Override
        public void note(Access access) { }

        @Override
        public void endOfTurn() { }
    };

    /** Notes one request. */
    void note(Access access);

    /** The loop has dealt with everything at hand: a good moment to write down what was noted. */
    void endOfTurn();
}
