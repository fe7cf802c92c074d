package hostling.wire;

/** Content of a length that the head declared (RFC 9112 section 6.2). */
final class FixedBody implements BodyReader {
    private long bytesLeft;
    private long bytesMax;

    /** Prepares for the content of another request, of which {@code limit} bytes are accepted. */
    void begin(long length, long limit) {
        bytesLeft = length;
        bytesMax = limit;
    }

    @Override
    public void limit(long newBytesMax) {
        bytesMax = newBytesMax;
    }

    @Override
    public Event next(ByteCursor in) {
        if (bytesLeft > bytesMax) {
            throw in.refuse(Violation.BODY_TOO_LARGE);
        }
        if (bytesLeft == 0) {
            return Event.End.WITHOUT_TRAILERS;
        }
        if (in.isEmpty()) {
            return null;
        }
        int count = (int) Math.min(bytesLeft, in.remaining());
        bytesLeft -= count;
        return new Event.BodyPart(in.slice(count));
    }
}
