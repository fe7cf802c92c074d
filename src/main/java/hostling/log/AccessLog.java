package hostling.log;

/** Takes note of requests. It is called on the loop's thread. */
public interface AccessLog {
    /** Keeps nothing. */
    AccessLog NONE = new AccessLog() {
        @Override
        public void note(AccessRecord access) { }

        @Override
        public boolean endOfTurn() {
            return true;
        }
    };

    /** Notes one request. */
    void note(AccessRecord access);

    /**
     * The loop has dealt with everything at hand: a good moment to write down what was noted.
     *
     * @return whether all of it is on its way; if not, this is called again soon
     */
    boolean endOfTurn();
}
