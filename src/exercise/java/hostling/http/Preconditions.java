package hostling.http;

import hostling.wire.Fields;
import java.time.Instant;
import java.util.Optional;

/**
 * <b>Conditional requests</b>: whether a request still applies to the current state of its resource, checked in the order
 * of RFC 9110 section 13.2.2.
 *
 * <p>Your task: write the three methods. These are given:
 *
 * <ul>
 *   <li>{@link Fields}: {@code has(name)}, {@code count(name)} for the number of lines, {@code first(name)} for the value of the
 *       first line, and {@code combined(name)} for the values of all lines, joined by commas.
 *   <li>{@link Validators}: {@code tag()}, the current tag, {@code modified()}, the time of the last modification, and
 *       {@code strong()}.
 *   <li>{@link EntityTag#parseList} reads a list of tags, {@link EntityTag#parse} exactly one, and both give nothing if the text
 *       is anything else. {@code matchesStrongly} and {@code matchesWeakly} compare two tags.
 *   <li>{@link HttpDate#parse} reads a date with the help of {@code now}, and gives nothing if the text is no date.
 *   <li>{@link Method#isRetrieval} is true of GET and HEAD.
 * </ul>
 */
public final class Preconditions {
    /** The result of the conditions. */
    public enum Outcome {
        /** Carry out the request. */
        PROCEED,
        /** The client already has the current state: 304. */
        NOT_MODIFIED,
        /** The resource is not in the state that the client assumes: 412. */
        FAILED
    }

    private Preconditions() { }

    /** Whether a request has If-Match, If-None-Match, If-Modified-Since or If-Unmodified-Since. */
    public static boolean isConditional(Fields fields) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Evaluates If-Match, else If-Unmodified-Since, then If-None-Match, else If-Modified-Since. A condition that is true does not
     * end the evaluation.
     *
     * <ul>
     *   <li>If-Match is true if one of its tags matches the current tag <b>strongly</b>, or if it is {@code *} and the resource
     *       exists. If it is false, the request has failed.
     *   <li>If-Unmodified-Since counts only if there is no If-Match. If the resource was modified after its date, the request has
     *       failed.
     *   <li>If-None-Match is false if one of its tags matches the current tag <b>weakly</b>, or if it is {@code *} and the
     *       resource exists. Then GET and HEAD give NOT_MODIFIED, and every other method has failed.
     *   <li>If-Modified-Since counts only for GET and HEAD, and only if there is no If-None-Match. If the resource was not modified
     *       after its date, the outcome is NOT_MODIFIED.
     * </ul>
     *
     * <p>A value that is neither {@code *} nor a list of tags has no tag, so it matches nothing. A field with a date is ignored if it
     * stands in more than one line, if its value is no date, or if the resource does not exist.
     *
     * @param current the state of the resource, empty if it does not exist
     * @param now     resolves dates with two-digit years
     */
    public static Outcome evaluate(Method method, Fields fields, Optional<Validators> current, Instant now) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Whether If-Range permits a Range field to be honoured (RFC 9110 section 13.1.5). It does
     *
     * <ul>
     *   <li>if it is absent,
     *   <li>if it is one tag that matches the current tag strongly, or
     *   <li>if it is the very date of the last modification, and this date is a strong validator ({@link Validators#strong}).
     * </ul>
     *
     * <p>In all other cases, and if it stands in more than one line, it does not.
     */
    public static boolean rangeApplies(Fields fields, Validators current, Instant now) {
        throw new UnsupportedOperationException("not written yet");
    }
}
