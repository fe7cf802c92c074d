package hostling.properties;

import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Transcript;
import hostling.wire.RequestParser;
import hostling.wire.Violation;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;

/** The generated inputs get far into the parser. */
class RequestArbitrariesProperties {
    /** The properties of the parser prove little if it refuses all inputs in the method. */
    @Example
    void theInputsReachMostRefusals() {
        Set<Violation> reached = EnumSet.noneOf(Violation.class);
        Combinators.combine(RequestArbitraries.anything(), RequestArbitraries.limits()).as((sent, limits) ->
                Transcript.of(new RequestParser(limits), sent.bytes())).sampleStream().limit(4000)
                .filter(transcript -> transcript.refusal() != null)
                .forEach(transcript -> reached.add(transcript.refusal().violation()));
        Set<Violation> missed = EnumSet.complementOf(EnumSet.copyOf(reached));
        assertTrue(missed.size() < Violation.values().length / 4, () -> "never reached: " + missed);
    }
}
