package hostling.testing;

import hostling.wire.Limits;
import hostling.wire.RequestParser;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a new parser makes of some segments.
 *
 * @param events     the lines of the transcript; none if there is a problem
 * @param bytesTaken how many bytes it took
 * @param problem    how it broke what a parser promises for any input, or the empty string
 */
public record Outcome(List<String> events, long bytesTaken, String problem) {
    /** With the usual limits. */
    static Outcome of(List<byte[]> segments) {
        try {
            Transcript transcript = Transcript.of(new RequestParser(Limits.DEFAULT), segments);
            return new Outcome(transcript.lines(), transcript.bytesTaken(), "");
        } catch (AssertionError e) {
            return new Outcome(List.of(), 0, "the parser breaks its promise: " + e.getMessage());
        } catch (RuntimeException e) {
            return new Outcome(List.of(), 0, "the parser throws " + e + place(e));
        }
    }

    /** Where our code threw it, for an editor: file and line; empty if it is not in the stack. */
    static String place(Throwable e) {
        return Stream.of(e.getStackTrace()).filter(frame -> frame.getClassName().startsWith("hostling.wire."))
                .findFirst().map(frame -> ", in " + frame.getFileName() + ":" + frame.getLineNumber()).orElse("");
    }

    /** Whether these events came, and no problem. */
    boolean isExactly(List<String> expected) {
        return problem.isEmpty() && events.equals(expected);
    }
}
