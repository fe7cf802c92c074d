package hostling.wire;

/** A machine that takes the framing off the content of one request. */
sealed interface BodyReader permits FixedBody, ChunkedBody {
    /** The next part or the end, or null: more bytes are needed. */
    Event next(ByteCursor in);

    /** Sets how much more content is accepted. */
    void limit(long bytesMax);
}
