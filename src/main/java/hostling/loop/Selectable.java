package hostling.loop;

/** What is attached to a selection key. */
interface Selectable {
    /** The selector has found its channel ready. Never throws. */
    void selected();

    /** The server is to stop: takes nothing new, and closes as soon as nothing is in flight. */
    void stop();

    /** Closes at once, whatever is in flight. Never throws. */
    void close();
}
