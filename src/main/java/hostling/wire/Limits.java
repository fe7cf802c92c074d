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
        require(requestLineBytesMax >= 16, "requestLineBytesMax");
        require(fieldSectionBytesMax >= 16, "fieldSectionBytesMax");
        require(fieldCountMax >= 1, "fieldCountMax");
        require(bodyBytesMax >= 0 && bodyBytesMax <= BODY_BYTES_LIMIT, "bodyBytesMax");
        require(chunkExtensionBytesMax >= 0, "chunkExtensionBytesMax");
        require(trailerBytesMax >= 0, "trailerBytesMax");
    }

    private static void require(boolean holds, String name) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is out of range");
        }
    }
}
