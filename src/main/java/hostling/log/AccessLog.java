package hostling.log;

/** Records requests. It is called on the loop's thread. */
public interface AccessLog {
    /** Keeps nothing. */
    AccessLog NONE = new AccessLog() {
        @Override
        public void record(AccessRecord access) { }

        @Override
        public boolean flush() {
            return true;
        }
    };

    /** Records one request. */
    void record(AccessRecord access);

    /**
     * Called at the end of each turn of the loop: a good moment to write the recorded requests.
     *
     * @return whether all of them were handed over; if not, this is called again soon
     */
    boolean flush();
}
