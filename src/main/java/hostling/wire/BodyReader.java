package hostling.wire;

/** A machine that takes the framing off the content of one request. */
sealed interface BodyReader permits FixedBody, ChunkedBody {
    /** The next part or the end, or null: more bytes are needed. */
    Event next(Input in);

    /** Sets how much content is accepted; to be called before the first byte of it is read. */
    void limit(long bytesMax);
}
