package hostling.wire;

/** A state machine that removes the framing from the content of one request. */
sealed interface BodyReader permits FixedBody, ChunkedBody {
    /** The next part or the end, or null if more bytes are needed. */
    Event next(ByteCursor in);

    /** Sets how many more bytes of content are accepted. */
    void limit(long bytesMax);
}
