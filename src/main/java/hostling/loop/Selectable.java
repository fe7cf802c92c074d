package hostling.loop;

/** The attachment of a selection key. */
@FunctionalInterface
interface Selectable {
    /** Called when the selector has found the channel ready. Never throws. */
    void selected();
}
