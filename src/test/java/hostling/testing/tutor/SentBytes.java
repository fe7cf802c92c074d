package hostling.testing.tutor;

/** A value of a property that is the bytes of one or more requests. */
public interface SentBytes {
    /** The bytes as they are sent. */
    byte[] bytes();
}
