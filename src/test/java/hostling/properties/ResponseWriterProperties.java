package hostling.properties;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.Bytes;
import hostling.testing.Proves;
import hostling.wire.FieldLine;
import hostling.wire.ResponseHead;
import hostling.wire.ResponseWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Compares the response writer with itself for other buffer sizes, and with an independent response reader. */
class ResponseWriterProperties {
    private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final List<Integer> LARGE = List.of(1 << 16);
    private static final int CALLS_MAX = 1 << 16;
    private static final String TCHAR = "!#$%&'*+-.^_`|~0123456789ABCXYZabcxyz";

    /** What matters of a request for its response, and the response with its content in pieces. */
    record Exchange(boolean isHead, boolean isHttp10, boolean persist, int status, String reason,
                    List<FieldLine> fields, boolean isLengthKnown, List<String> pieces) {
        private String content() {
            return String.join("", pieces);
        }

        private ResponseHead head() {
            return new ResponseHead(status, reason, fields, isLengthKnown ? content().length() : -1);
        }

        private boolean hasContent() {
            return !isHead && status >= 200 && status != 204 && status != 205 && status != 304;
        }
    }

    /** Style guide, property 7: the bytes on the wire do not depend on the buffer sizes. */
    @Property
    void anySequenceOfBufferSizesGivesTheSameBytes(@ForAll("exchanges") Exchange exchange,
            @ForAll @Size(min = 1, max = 10) List<@IntRange(min = 1, max = 90) Integer> sizes) {
        String whole = Bytes.show(write(new ResponseWriter(), exchange, LARGE));
        assertEquals(whole, Bytes.show(write(new ResponseWriter(), exchange, sizes)));
    }

    /** RFC 9112 section 6.3: what a client reads is what the application gave. */
    @Property
    void aClientReadsWhatTheApplicationGave(@ForAll("exchanges") Exchange exchange) {
        ResponseWriter writer = new ResponseWriter();
        Reader client = new Reader(write(writer, exchange, LARGE));
        checkReads(client, exchange, writer.closesAfter());
        assertTrue(client.isAtEnd());
    }

    /** On a persistent connection, the next response begins right after the previous one. */
    @Proves("9112-6.3-a")
    @Property
    void responsesFollowOneAnotherWithNothingBetween(@ForAll("sequences") List<Exchange> exchanges) {
        ResponseWriter writer = new ResponseWriter();
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        List<Exchange> sent = new ArrayList<>();
        boolean closed = false;
        for (int i = 0; i < exchanges.size() && !closed; i++) {
            wire.writeBytes(write(writer, exchanges.get(i), List.of(64)));
            sent.add(exchanges.get(i));
            closed = writer.closesAfter();
        }
        Reader client = new Reader(wire.toByteArray());
        for (int i = 0; i < sent.size(); i++) {
            checkReads(client, sent.get(i), closed && i == sent.size() - 1);
        }
        assertTrue(client.isAtEnd());
    }

    /** Any text that an application passes on stays in its field or is refused (response splitting). */
    @Proves({"9112-2.2-c", "9110-2.2-a"})
    @Property
    void noTextGetsOutOfItsField(@ForAll("texts") String name, @ForAll("texts") String value,
            @ForAll("texts") String reason) {
        try {
            ResponseHead head = new ResponseHead(200, reason, List.of(new FieldLine(name, value)), 0);
            Exchange exchange = new Exchange(false, false, true, 200, reason, head.fields(), true, List.of());
            Reader client = new Reader(write(new ResponseWriter(), exchange, LARGE));
            checkReads(client, exchange, false);
            assertTrue(client.isAtEnd());
        } catch (IllegalArgumentException refused) {
            String all = name + reason + value;
            boolean isHarmless = name.chars().allMatch(c -> TCHAR.indexOf(c) >= 0) && !name.isEmpty()
                    && all.chars().allMatch(c -> c >= ' ' && c <= '~') && value.equals(value.strip());
            assertFalse(isHarmless, "refused without a reason");
        }
    }

    /** Content whose length differs from its head is never sent as if it were complete. */
    @Proves("9110-8.6-i")
    @Property
    void aLengthThatIsBrokenIsNeverKeptSecret(@ForAll @IntRange(max = 200) int promised,
            @ForAll @Size(max = 5) List<@IntRange(max = 100) Integer> sizes) {
        ResponseWriter writer = new ResponseWriter();
        ByteBuffer out = ByteBuffer.allocate(4096);
        writer.begin(new ResponseHead(200, "", List.of(), promised), false, false, true, DATE);
        int given = sizes.stream().mapToInt(Integer::intValue).sum();
        if (given == promised) {
            sizes.forEach(size -> writer.content(ByteBuffer.allocate(size), out));
            assertTrue(writer.end(out));
        } else {
            assertThrows(IllegalStateException.class, () -> {
                sizes.forEach(size -> writer.content(ByteBuffer.allocate(size), out));
                writer.end(out);
            });
        }
    }

    private static byte[] write(ResponseWriter writer, Exchange exchange, List<Integer> sizes) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        Buffers buffers = new Buffers(sizes, wire);
        writer.begin(exchange.head(), exchange.isHead(), exchange.isHttp10(), exchange.persist(), DATE);
        if (writer.hasContent()) {
            for (String piece : exchange.pieces()) {
                ByteBuffer source = ByteBuffer.wrap(Bytes.latin1(piece));
                buffers.untilDone(out -> writer.content(source, out));
            }
        }
        buffers.untilDone(writer::end);
        assertTrue(writer.betweenResponses());
        return wire.toByteArray();
    }

    /** Buffers of the given sizes in turn. Each is sent as soon as the writer has filled it. */
    private record Buffers(List<Integer> sizes, ByteArrayOutputStream wire) {
        private interface Call {
            boolean isDone(ByteBuffer out);
        }

        void untilDone(Call call) {
            boolean done = false;
            for (int i = 0; !done; i++) {
                assertTrue(i < CALLS_MAX, "the writer does not end");
                ByteBuffer out = ByteBuffer.allocate(sizes.get(i % sizes.size()));
                done = call.isDone(out);
                wire.write(out.array(), 0, out.position());
            }
        }
    }

    private static void checkReads(Reader client, Exchange exchange, boolean closed) {
        client.readHead();
        List<String> fields = new ArrayList<>(List.of("Date: " + DATE));
        exchange.fields().forEach(field -> fields.add(field.name() + ": " + field.value()));
        assertEquals(exchange.status(), client.status);
        assertEquals(exchange.reason(), client.reason);
        assertEquals(fields, client.fields.subList(0, fields.size()));
        assertEquals(closed, client.closes(exchange.isHttp10()));
        assertEquals(exchange.hasContent() ? exchange.content() : "", client.readContent(exchange.isHead()));
    }

    @Provide
    Arbitrary<Exchange> exchanges() {
        Arbitrary<Integer> statuses = Arbitraries.of(200, 200, 200, 206, 404, 500, 299, 103, 204, 205, 304);
        Arbitrary<String> reasons = printable(12);
        Arbitrary<String> pieces = Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(60);
        return Combinators.combine(flags(), flags(), flags().map(rarely -> !rarely), statuses, reasons,
                fieldLines().list().ofMaxSize(5), flags(), pieces.list().ofMaxSize(5)).as(Exchange::new)
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<List<Exchange>> sequences() {
        return exchanges().list().ofMinSize(2).ofMaxSize(5).withoutEdgeCases();
    }

    /** Mostly legal text, sometimes with illegal parts. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> bits = Arbitraries.of("a", "Name", "b-c", " ", "\t", ":", "\r\n", "\n", "\r", "\0",
                "\u010d\u010a", "\u00e9", "Set-Cookie: a=b", "\r\n\r\n", "\u007f", "\u2028", "Content-Length");
        return bits.list().ofMaxSize(4).map(list -> String.join("", list));
    }

    private static Arbitrary<Boolean> flags() {
        return Arbitraries.of(false, false, true);
    }

    private static Arbitrary<FieldLine> fieldLines() {
        Arbitrary<String> names = Arbitraries.strings().withChars(TCHAR).ofMinLength(1).ofMaxLength(10)
                .map(rest -> "X-" + rest);
        return Combinators.combine(names, printable(40)).as((name, value) -> new FieldLine(name, value.strip()));
    }

    private static Arbitrary<String> printable(int lengthMax) {
        return Arbitraries.strings().withCharRange(' ', '~').withCharRange('\u0080', '\u00ff').withChars('\t')
                .ofMaxLength(lengthMax);
    }

    /** A client that accepts only what the grammar of RFC 9112 allows. */
    private static final class Reader {
        private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([1-5][0-9]{2}) ([^\r\n\0]*)");
        private static final Pattern FIELD_LINE = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+: ?[^\r\n\0]*");

        private final String wire;
        private int next;
        private int status;
        private String reason;
        private List<String> fields;

        Reader(byte[] wire) {
            this.wire = new String(wire, ISO_8859_1);
        }

        boolean isAtEnd() {
            return next == wire.length();
        }

        private String line() {
            int end = wire.indexOf("\r\n", next);
            assertTrue(end >= 0, "a line has no end");
            String line = wire.substring(next, end);
            next = end + 2;
            return line;
        }

        private String take(int count) {
            assertTrue(next + count <= wire.length(), "content is missing");
            next += count;
            return wire.substring(next - count, next);
        }

        void readHead() {
            Matcher matcher = STATUS_LINE.matcher(line());
            assertTrue(matcher.matches(), "no status line");
            status = Integer.parseInt(matcher.group(1));
            reason = matcher.group(2);
            fields = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                assertTrue(FIELD_LINE.matcher(line).matches(), () -> "no field line");
                fields.add(line);
            }
        }

        private List<String> values(String name) {
            String start = name + ": ";
            return fields.stream().filter(field -> field.regionMatches(true, 0, start, 0, start.length()))
                    .map(field -> field.substring(start.length())).toList();
        }

        /** RFC 9112 section 9.3. */
        boolean closes(boolean isHttp10) {
            List<String> options = values("Connection");
            return options.contains("close") || isHttp10 && !options.contains("keep-alive");
        }

        /** RFC 9112 section 6.3, in the order of its list. */
        String readContent(boolean toHead) {
            List<String> lengths = values("Content-Length");
            List<String> codings = values("Transfer-Encoding");
            assertTrue(lengths.size() + codings.size() <= 1, "two framing fields");
            boolean forbidsFraming = status < 200 || status == 204;
            assertTrue(!forbidsFraming || lengths.isEmpty() && codings.isEmpty(), "a forbidden framing field");
            if (toHead || status < 200 || status == 204 || status == 304) {
                return "";
            }
            if (!codings.isEmpty()) {
                assertEquals(List.of("chunked"), codings);
                return readChunks();
            }
            return take(lengths.isEmpty() ? wire.length() - next : Integer.parseInt(lengths.get(0)));
        }

        private String readChunks() {
            StringBuilder content = new StringBuilder();
            int size;
            do {
                String digits = line();
                assertTrue(digits.matches("0|[1-9a-f][0-9a-f]*"), "no chunk size");
                size = Integer.parseInt(digits, 16);
                content.append(take(size));
                assertEquals("", line(), "a chunk, and the content, end in an empty line");
            } while (size > 0);
            return content.toString();
        }
    }
}
