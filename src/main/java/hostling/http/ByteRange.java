package hostling.http;

/**
 * A range of bytes of a representation (RFC 9110 section 14.1.2).
 *
 * @param first index of the first byte, from 0
 * @param last  index of the last byte, at least {@code first} and below the representation's length
 */
public record ByteRange(long first, long last) {
    /** How many bytes it has. */
    public long length() {
        return last - first + 1;
    }

    /** The value of the Content-Range field that goes with it (RFC 9110 section 14.4). */
    public String contentRange(long completeLength) {
        return "bytes " + first + '-' + last + '/' + completeLength;
    }

    /** Whether there is no byte between the two that is in neither. */
    boolean overlapsOrTouches(ByteRange other) {
        return first - 1 <= other.last && other.first - 1 <= last;
    }

    /** The smallest range that both are in. */
    ByteRange joinedWith(ByteRange other) {
        return new ByteRange(Math.min(first, other.first), Math.max(last, other.last));
    }
}
