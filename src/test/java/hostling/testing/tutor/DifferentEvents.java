package hostling.testing.tutor;

import hostling.wire.Limits;
import java.util.List;

/** The events of some bytes are not those that a property wants. */
public final class DifferentEvents extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient EventDifference difference;
    private final String how;

    private DifferentEvents(EventDifference difference, String how) {
        super(difference.summary());
        this.difference = difference;
        this.how = how;
    }

    /** Fails if these lines of transcripts are not the same. */
    public static void require(List<String> expected, List<String> got, byte[] sent, Limits limits) {
        require(expected, got, sent, limits, "");
    }

    /**
     * The same for bytes that were sent in a special way.
     *
     * @param how in which way, as a sentence
     */
    public static void require(List<String> expected, List<String> got, byte[] sent, Limits limits, String how) {
        if (!expected.equals(got)) {
            throw new DifferentEvents(new EventDifference(sent, limits, expected, got), how);
        }
    }

    EventDifference difference() {
        return difference;
    }

    Limits limits() {
        return difference.limits();
    }

    String how() {
        return how;
    }
}
