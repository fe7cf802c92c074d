package hostling.loop;

/** What is attached to a selection key. */
@FunctionalInterface
interface Selectable {
    /** The selector has found its channel ready. Never throws. */
    void selected();
}
