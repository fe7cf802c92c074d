package hostling.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.RequestCase;
import hostling.wire.Limits;
import hostling.wire.ParserTrace;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the explorer says of segments holds for any cuts, and would say so if it did not. */
class TraceWriterProperties {
    private static final List<RequestCase> CASES = RequestCase.readAll(Path.of("test-data/requests")).stream()
            .filter(example -> example.input().length < 1_000).toList();

    @Property
    void theTraceIsTheSameHoweverTheBytesAreCut(@ForAll("cases") RequestCase example, @ForAll List<Integer> places) {
        byte[] bytes = example.input();
        int[] cuts = bytes.length < 2 ? new int[0] : places.stream()
                .mapToInt(place -> 1 + Math.floorMod(place, bytes.length - 1)).sorted().distinct().toArray();
        assertTrue(inSegments(bytes, cuts).isLike(inSegments(bytes)));
    }

    /** Segments are the bytes, in order and whole: up to a refusal. */
    @Property
    void theEventsInSegmentsAreThoseByteByByte(@ForAll("cases") RequestCase example) {
        TraceWriter byteByByte = new TraceWriter();
        ParserTrace.of(example.input(), Limits.DEFAULT, byteByByte);
        assertEquals(byteByByte.events(), inSegments(example.input()).events());
    }

    @Example
    void otherContentIsNotTheSame() {
        String head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n";
        assertFalse(inSegments((head + "ab").getBytes(ISO_8859_1)).isLike(inSegments((head + "ac").getBytes(ISO_8859_1))));
    }

    @Example
    void anotherRefusalIsNotTheSame() {
        TraceWriter twoHosts = inSegments("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
        assertFalse(twoHosts.isLike(inSegments("GET / HTTP/1.1\r\nNone: a\r\nNone: a\r\n\r\n".getBytes(ISO_8859_1))));
        assertFalse(twoHosts.isLike(inSegments("GET / HTTP/1.1\r\nHost: a\r\n".getBytes(ISO_8859_1))));
    }

    private static TraceWriter inSegments(byte[] bytes, int... cuts) {
        TraceWriter trace = new TraceWriter();
        ParserTrace.inSegments(bytes, cuts, Limits.DEFAULT, trace);
        return trace;
    }

    @Provide
    Arbitrary<RequestCase> cases() {
        return Arbitraries.of(CASES);
    }
}
