package hostling.cgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.wire.FieldLine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any output of a script, however the pipe cuts it. */
class CgiResponseReaderProperties {
    private static final String CONTENT = "content\n\nX: 1\n";

    /** The outcome as text: the head and the bytes after it, or the reason for the failure. */
    private static String outcome(byte[] output, Random cuts) {
        CgiResponseReader reader = new CgiResponseReader();
        int from = 0;
        while (from < output.length) {
            int to = cuts == null ? output.length : Math.min(output.length, from + 1 + cuts.nextInt(8));
            ByteBuffer segment = ByteBuffer.wrap(output, from, to - from);
            try {
                Optional<CgiHead> head = reader.read(segment);
                if (head.isPresent()) {
                    int taken = to - segment.remaining();
                    return head.get() + " " + new String(output, taken, output.length - taken, ISO_8859_1);
                }
            } catch (CgiException e) {
                return "refused: " + e.getMessage();
            }
            from = to;
        }
        return "needs more";
    }

    @Property
    void anySegmentationComesToTheSame(@ForAll("outputs") String output, @ForAll long seed) {
        byte[] bytes = output.getBytes(ISO_8859_1);
        assertEquals(outcome(bytes, null), outcome(bytes, new Random(seed)));
    }

    @Property
    void nothingButItsOwnExceptionEscapes(@ForAll byte[] output, @ForAll long seed) {
        String outcome = outcome(output, new Random(seed));
        assertTrue(outcome.startsWith("refused") || outcome.equals("needs more") || outcome.startsWith("CgiHead"));
    }

    @Property
    void whatIsWrittenIsRead(@ForAll("fields") List<FieldLine> fields, @ForAll("statuses") int status) throws Exception {
        StringBuilder output = new StringBuilder("Status: " + status + "\r\nContent-Type: text/plain\r\n");
        fields.forEach(field -> output.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        ByteBuffer bytes = ByteBuffer.wrap((output + "\r\n" + CONTENT).getBytes(ISO_8859_1));
        List<FieldLine> expected = new ArrayList<>(List.of(new FieldLine("Content-Type", "text/plain")));
        expected.addAll(fields);
        assertEquals(Optional.of(new CgiHead(status, expected, Optional.empty(), OptionalLong.empty())),
                new CgiResponseReader().read(bytes));
        assertEquals(CONTENT, ISO_8859_1.decode(bytes).toString());
    }

    @Provide
    Arbitrary<String> outputs() {
        Arbitrary<String> pieces = Arbitraries.of("Status: 200\n", "Status: 404 x\r\n", "Location: /a\n",
                "Location: http://a/\r\n", "Content-Type: a/b\n", "Content-Length: 3\r\n", "X-Own: 1\n", "\n", "\r\n", "\r",
                ":", "a", " ", "\u0000", "\u00ff", "Connection: x\n", "content");
        return pieces.list().ofMaxSize(12).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<List<FieldLine>> fields() {
        Arbitrary<String> names = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8)
                .map(name -> "X-" + name);
        Arbitrary<String> values = Arbitraries.strings().withCharRange('!', '~').withChars('\u00e4').ofMaxLength(20);
        return Combinators.combine(names, values).as(FieldLine::new).list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.integers().between(200, 599);
    }
}
