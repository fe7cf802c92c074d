package hostling.book;

import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.Bytes;
import hostling.testing.Transcript;
import hostling.testing.tutor.SentBytes;
import hostling.wire.Limits;
import hostling.wire.RequestParser;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What tells a strict parser from all lenient ones: it refuses each message that another server could read in another way. The messages
 * are right but for one place, as a parser refuses noise in its first bytes, whatever it does with the rest.
 */
public class AttackProperties {
    private static final List<String> MESSAGE = List.of("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "5", "hello", "0", "");
    private static final int FIELD = 2;
    private static final int SIZE = 4;
    /** After the message: what an attacker would hide. */
    private static final String NEXT = "GET /admin HTTP/1.1\r\nHost: a\r\n\r\n";

    /** What a client sends. If the property is false for it, the tutor shows it with each CR and LF. */
    record Sent(String text) implements SentBytes {
        @Override
        public byte[] bytes() {
            return Bytes.latin1(text);
        }
    }

    @Property(tries = 1000)
    void whatCanBeReadInTwoWaysIsRefused(@ForAll("attacks") Sent sent) {
        assertTrue(isRefused(sent), "it is not refused");
    }

    /** Whether the parser refuses something in these bytes. */
    static boolean isRefused(Sent sent) {
        return Transcript.of(new RequestParser(Limits.DEFAULT), sent.bytes()).refusal() != null;
    }

    /** Messages that can be read in two ways. */
    @Provide
    Arbitrary<Sent> attacks() {
        return Arbitraries.oneOf(twoFramings(), oddSizes(), oddNames(), oddLineEnds()).map(Sent::new);
    }

    /** Two fields that say where the content ends. */
    private static Arbitrary<String> twoFramings() {
        Arbitrary<String> fields = Arbitraries.of("Content-Length: 0", "Content-Length: 15", "Transfer-Encoding: chunked");
        return Combinators.combine(fields, fields).as((one, other) -> with(FIELD, one + "\r\n" + other));
    }

    /** A chunk size that has not only digits. */
    private static Arbitrary<String> oddSizes() {
        Arbitrary<String> digits = Arbitraries.of("", "0", "5");
        Arbitrary<String> odd = Arbitraries.of("+", "-", "x", "_", ".", " ", "\t");
        return Combinators.combine(digits, odd, digits).as((before, sign, after) -> with(SIZE, before + sign + after));
    }

    /** White space before, in or after the name of a field. */
    private static Arbitrary<String> oddNames() {
        Arbitrary<String> fields = Arbitraries.of("Content-Length: 0", "Transfer-Encoding: chunked");
        Arbitrary<String> places = Arbitraries.of("^", "(?=-)", "(?=:)");
        return Combinators.combine(fields, places, Arbitraries.of(" ", "\t"))
                .as((field, place, space) -> with(FIELD, field.replaceFirst(place, space)));
    }

    /** A line that does not end in CR LF. */
    private static Arbitrary<String> oddLineEnds() {
        Arbitrary<Integer> lines = Arbitraries.integers().between(0, MESSAGE.size() - 1);
        return Combinators.combine(lines, Arbitraries.of("\n", "\r", "\r\r\n"))
                .as((line, end) -> text(MESSAGE.subList(0, line)) + MESSAGE.get(line) + end
                        + text(MESSAGE.subList(line + 1, MESSAGE.size())) + NEXT);
    }

    /** The message with another line in the place of one. */
    private static String with(int line, String other) {
        List<String> lines = new ArrayList<>(MESSAGE);
        lines.set(line, other);
        return text(lines) + NEXT;
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\r\n", lines) + "\r\n";
    }
}
