package hostling.http;

/**
 * A range of bytes of a representation (RFC 9110 section 14.1.2).
 *
 * @param first index of the first byte, from 0
 * @param last  index of the last byte, at least {@code first} and below the representation's length
 */
public record ByteRange(long first, long last) {
    /** The length in bytes. */
    public long length() {
        return last - first + 1;
    }

    /** The value of the Content-Range field for this range (RFC 9110 section 14.4). */
    public String contentRange(long completeLength) {
        return "bytes " + first + '-' + last + '/' + completeLength;
    }

    /** Whether no byte lies between the two ranges. */
    boolean overlapsOrTouches(ByteRange other) {
        return first - 1 <= other.last && other.first - 1 <= last;
    }

    /** The smallest range that contains both. */
    ByteRange mergedWith(ByteRange other) {
        return new ByteRange(Math.min(first, other.first), Math.max(last, other.last));
    }
}
