package hostling.book;

import hostling.cases.Bytes;
import hostling.testing.Transcript;
import hostling.testing.tutor.SentBytes;
import hostling.wire.Limits;
import hostling.wire.RequestParser;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What tells a strict parser from all lenient ones: it refuses each message that another server could read in another way.
 *
 * <p>Your task: write {@link #whatCanBeReadInTwoWaysIsRefused}, and after that better {@link #attacks}.
 */
public class AttackProperties {
    /** What a client sends. If the property is false for it, the tutor shows it with each CR and LF. */
    record Sent(String text) implements SentBytes {
        @Override
        public byte[] bytes() {
            return Bytes.latin1(text);
        }
    }

    @Property(tries = 1000)
    void whatCanBeReadInTwoWaysIsRefused(@ForAll("attacks") Sent sent) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Whether the parser refuses something in these bytes. */
    static boolean isRefused(Sent sent) {
        return Transcript.of(new RequestParser(Limits.DEFAULT), sent.bytes()).refusal() != null;
    }

    /** Messages that can be read in two ways. These are noise: a parser refuses them in their first bytes. */
    @Provide
    Arbitrary<Sent> attacks() {
        return Arbitraries.strings().withCharRange('\0', '\u00ff').ofMinLength(20).ofMaxLength(100).map(Sent::new);
    }
}
