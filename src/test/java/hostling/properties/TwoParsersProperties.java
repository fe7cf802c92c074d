package hostling.properties;

import hostling.project.fuzz.Reading;
import hostling.wire.Limits;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The state machine and a second parser, written directly from the grammar of the RFCs, agree on every input: on the
 * requests in it, on where each ends, and on the status that refuses the rest.
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
