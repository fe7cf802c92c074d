package hostling.log;

/** Turns a request into one line of the access log. Text from a client is escaped: it can't forge a line. */
public abstract class AccessFormat {
    /** Most characters of each text that comes from the client; longer ones are cut. */
    static final int TEXT_CHARS_MAX = 2_048;

    /** All formats are in this package. */
    AccessFormat() { }

    /** The greatest possible length of a line in bytes, with its line feed. */
    abstract int lineBytesMax();

    /** Appends the line, with its line feed. */
    abstract void put(AccessRecord access, LineBuffer lines);
}
