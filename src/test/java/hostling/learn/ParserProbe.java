package hostling.learn;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import hostling.book.AttackProperties;
import hostling.cases.Finding;
import hostling.testing.Transcript;
import hostling.wire.Limits;
import hostling.wire.RequestParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tries a parser from within its loader. {@link LoadedParser} calls it from outside, and only types of Java go to and fro, as all others
 * are not the same there.
 */
public final class ParserProbe {
    /** So the last message is the one for which a property is false. */
    private static final Map<String, String> WITHOUT_SHRINKING = Map.of("jqwik.shrinking.default", "OFF");

    private ParserProbe() { }

    /** How many bytes the parser takes of these, and after that the lines of their transcript. */
    public static List<String> read(byte[] bytes) {
        Transcript transcript = Transcript.of(new RequestParser(Limits.DEFAULT), bytes);
        List<String> read = new ArrayList<>(List.of(String.valueOf(transcript.bytesTaken())));
        read.addAll(transcript.lines());
        return read;
    }

    /** Tries the class of properties; a verdict, encoded. */
    public static String tryProperties() {
        Heard.taken();
        try {
            Checks.run(selectClass(AttackProperties.class), WITHOUT_SHRINKING);
            return verdict(Verdict.State.PASSED, new Finding("It holds", "", List.of(), List.of(), ""));
        } catch (Checks.FailedTest e) {
            return verdict(Verdict.State.FAILED, e.finding());
        }
    }

    /** What the parser was given in the last trial, message by message. */
    public static List<byte[]> heard() {
        return Heard.taken();
    }

    private static String verdict(Verdict.State state, Finding finding) {
        return new Verdict(state, 0, finding).encoded();
    }
}
