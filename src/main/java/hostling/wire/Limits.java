package hostling.wire;

/**
 * The limits on a request: everything that a peer can make grow has one (RFC 9110 section 17.5). All sizes are in bytes.
 *
 * <p>A peer may send more than any buffer holds, so nothing is read without a limit. But the server must accept whatever
 * it generates itself, above all its own URIs (RFC 9110 section 2.3).
 *
 * @param requestLineBytesMax    the request line without its CRLF; more is answered with 414
 * @param fieldSectionBytesMax   all field lines of the header section, including their CRLF; more is answered with 431
 * @param fieldCountMax          field lines in the header section, and separately in the trailer section; more
 *                               are answered with 431
 * @param bodyBytesMax           content of one request; more is answered with 413
 * @param chunkExtensionBytesMax all chunk extensions of one body; more are answered with 400
 * @param trailerBytesMax        all field lines of the trailer section; more are answered with 431
 */
public record Limits(int requestLineBytesMax, int fieldSectionBytesMax, int fieldCountMax, long bodyBytesMax,
                     int chunkExtensionBytesMax, int trailerBytesMax) {

    private static final int KIB = 1024;

    /** The smallest permitted limit of a line: no request is shorter. */
    public static final int LINE_BYTES_MIN = 16;

    /** The largest permitted limit of a section, 16 MiB: it is kept in memory. */
    public static final int SECTION_BYTES_LIMIT = 16 << 20;

    /** The largest permitted body limit, 2^50: sums of sizes below it can't overflow. */
    public static final long BODY_BYTES_LIMIT = 1L << 50;

    /** The defaults; RFC 9110 section 4.1 asks for targets of at least 8000 bytes. */
    public static final Limits DEFAULT = new Limits(8 * KIB, 32 * KIB, 100, 10L * KIB * KIB, 4 * KIB, 8 * KIB);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is out of range or too small to read any request
     */
    public Limits {
        requireRange("requestLineBytesMax", requestLineBytesMax, LINE_BYTES_MIN, SECTION_BYTES_LIMIT);
        requireRange("fieldSectionBytesMax", fieldSectionBytesMax, LINE_BYTES_MIN, SECTION_BYTES_LIMIT);
        requireRange("fieldCountMax", fieldCountMax, 1, SECTION_BYTES_LIMIT);
        requireRange("bodyBytesMax", bodyBytesMax, 0, BODY_BYTES_LIMIT);
        requireRange("chunkExtensionBytesMax", chunkExtensionBytesMax, 0, SECTION_BYTES_LIMIT);
        requireRange("trailerBytesMax", trailerBytesMax, 0, SECTION_BYTES_LIMIT);
    }

    private static void requireRange(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be from " + min + " to " + max + ", not " + value);
        }
    }
}
