package hostling.properties;

import hostling.project.fuzz.Reading;
import hostling.wire.Limits;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The state machine and a second parser, written straight from the grammar of the RFCs, say the same of every input: which
 * requests there are, where each ends, and with which status the rest is refused.
 */
class TwoParsersProperties {
    @Property
    void theySayTheSameOfAnything(@ForAll("anything") RequestBytes sent, @ForAll("limits") Limits limits) {
        Reading.requireAgreement(sent.bytes(), limits);
    }

    @Provide
    Arbitrary<RequestBytes> anything() {
        return RequestArbitraries.anything();
    }

    @Provide
    Arbitrary<Limits> limits() {
        return RequestArbitraries.limits();
    }
}
