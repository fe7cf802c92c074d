package hostling.wire;

import static hostling.wire.ResponseHead.UNKNOWN_LENGTH;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Proves;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The response writer: which fields frame which response, and that content is never more or less than its head
 * announced. {@code test-data/responses} has more cases, written as whole responses.
 */
class ResponseWriterTest {
    private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String DATE_LINE = "Date: " + DATE + "\r\n";
    /** The word hello in one chunk, and the last chunk. */
    private static final String ONE_CHUNK = "5\r\nhello\r\n0\r\n\r\n";
    private static final int ROOM = 8192;

    private final ResponseWriter writer = new ResponseWriter();
    private final ByteBuffer out = ByteBuffer.allocate(ROOM);

    /**
     * The whole of RFC 9112 section 6.3 for a server: the framing field, the content on the wire and, if both sides
     * want to use the connection again, the Connection field.
     */
    @Proves({"9112-6.1-e", "9112-6.1-f", "9112-6.1-i", "9112-6.2-a", "9112-6.3-a", "9112-6.3-i", "9110-8.6-a",
            "9110-8.6-c", "9110-8.6-e", "9110-8.6-g", "9110-9.3.2-a", "9110-15.3.5-a", "9110-15.3.6-a", "9110-15.4.5-c",
            "9110-8.6-d"})
    @ParameterizedTest(name = "{0} to {1} of HTTP/{2}, length {3}")
    @CsvSource(delimiter = '|', textBlock = """
            200 | GET  | 1.1 | 5       | Content-Length: 5          | hello   | ''
            200 | GET  | 1.1 | unknown | Transfer-Encoding: chunked | chunked | ''
            200 | GET  | 1.0 | 5       | Content-Length: 5          | hello   | keep-alive
            200 | GET  | 1.0 | unknown | ''                         | hello   | close
            200 | HEAD | 1.1 | 5       | Content-Length: 5          | ''      | ''
            200 | HEAD | 1.1 | unknown | ''                         | ''      | ''
            200 | HEAD | 1.0 | 5       | Content-Length: 5          | ''      | keep-alive
            200 | HEAD | 1.0 | unknown | ''                         | ''      | keep-alive
            206 | GET  | 1.1 | 5       | Content-Length: 5          | hello   | ''
            404 | GET  | 1.1 | 5       | Content-Length: 5          | hello   | ''
            500 | GET  | 1.1 | unknown | Transfer-Encoding: chunked | chunked | ''
            103 | GET  | 1.1 | 5       | ''                         | ''      | ''
            103 | GET  | 1.1 | unknown | ''                         | ''      | ''
            204 | GET  | 1.1 | 5       | ''                         | ''      | ''
            204 | GET  | 1.1 | unknown | ''                         | ''      | ''
            204 | GET  | 1.0 | 5       | ''                         | ''      | keep-alive
            204 | GET  | 1.0 | unknown | ''                         | ''      | keep-alive
            204 | HEAD | 1.1 | 5       | ''                         | ''      | ''
            204 | HEAD | 1.0 | unknown | ''                         | ''      | keep-alive
            304 | GET  | 1.1 | 5       | ''                         | ''      | ''
            304 | GET  | 1.1 | unknown | ''                         | ''      | ''
            304 | GET  | 1.0 | 5       | ''                         | ''      | keep-alive
            304 | GET  | 1.0 | unknown | ''                         | ''      | keep-alive
            304 | HEAD | 1.1 | 5       | ''                         | ''      | ''
            304 | HEAD | 1.0 | unknown | ''                         | ''      | keep-alive
            205 | GET  | 1.1 | 5       | Content-Length: 0          | ''      | ''
            205 | GET  | 1.1 | unknown | Content-Length: 0          | ''      | ''
            205 | GET  | 1.0 | 5       | Content-Length: 0          | ''      | keep-alive
            205 | GET  | 1.0 | unknown | Content-Length: 0          | ''      | keep-alive
            205 | HEAD | 1.1 | 5       | Content-Length: 0          | ''      | ''
            205 | HEAD | 1.0 | unknown | Content-Length: 0          | ''      | keep-alive
            """)
    void statusMethodVersionAndLengthDecideTheFraming(int status, String method, String version, String length,
                                                      String framing, String content, String connection) {
        for (boolean persist : new boolean[] {true, false}) {
            ResponseHead head = new ResponseHead(status, "Reason", List.of(new FieldLine("X-A", "b")),
                    length.equals("unknown") ? UNKNOWN_LENGTH : Long.parseLong(length));
            String option = persist ? connection : "close";
            out.clear();
            writer.begin(head, method.equals("HEAD"), version.equals("1.0"), persist, DATE);
            assertEquals(!content.isEmpty(), writer.hasContent(), "the head decides whether there is content");
            if (writer.hasContent()) {
                assertTrue(writer.content(ascii("hello"), out));
            }
            assertTrue(writer.end(out));
            assertEquals("HTTP/1.1 " + status + " Reason\r\n" + DATE_LINE + "X-A: b\r\n" + line("", framing)
                    + line("Connection: ", option) + "\r\n" + content.replace("chunked", ONE_CHUNK), written());
            assertEquals(option.equals("close"), writer.closesAfter());
            assertTrue(writer.betweenResponses());
        }
    }

    private static String line(String name, String value) {
        return value.isEmpty() ? "" : name + value + "\r\n";
    }

    @Nested
    class Head {
        /** RFC 9112 section 4. */
        @Proves({"9112-4-a", "9112-4-b"})
        @Test
        void theSpaceBehindTheStatusStaysWhereThereIsNoReason() {
            begin(new ResponseHead(299, "", List.of(), 0));
            assertTrue(written().startsWith("HTTP/1.1 299 \r\n"), written());
        }

        @ParameterizedTest
        @CsvSource({"0, 0.000", "999, 0.000", "42_000, 0.042", "1_000_000, 1.000", "1_234_567_890, 1234.567",
            "9223372036854775807, 9223372036854.775"})
        void theTimeUntilTheHeadIsInMilliseconds(String nanos, String millis) {
            writer.begin(new EncodedHead(new ResponseHead(200, "OK", List.of(), 0)), false, false, true, DATE,
                    Long.parseLong(nanos.replace("_", "")));
            assertTrue(writer.end(out));
            assertEquals("HTTP/1.1 200 OK\r\n" + DATE_LINE + "Content-Length: 0\r\nServer-Timing: server;desc=\"request head to "
                    + "response head\";dur=" + millis + "\r\n\r\n", written());
        }

        /** RFC 9110 section 6.2. */
        @Proves({"9110-6.2-a", "9112-2.3-c", "9110-6.2-b"})
        @Test
        void theVersionIsOurOwnWhateverTheClientSpeaks() {
            writer.begin(new ResponseHead(200, "OK", List.of(), 0), false, true, false, DATE);
            writer.flush(out);
            assertTrue(written().startsWith("HTTP/1.1 200 OK\r\n"), written());
        }

        /** The writer does not join lines of one name. */
        @Proves({"9110-5.3-d", "6265-3-b"})
        @Test
        void fieldsKeepTheirOrderAndTheirLines() {
            begin(new ResponseHead(200, "OK", List.of(new FieldLine("Set-Cookie", "b=2"), new FieldLine("A", ""),
                    new FieldLine("Set-Cookie", "a=1")), 0));
            assertEquals("HTTP/1.1 200 OK\r\n" + DATE_LINE
                    + "Set-Cookie: b=2\r\nA: \r\nSet-Cookie: a=1\r\nContent-Length: 0\r\n\r\n", written());
        }

        /** RFC 9110 section 5.5: bytes from 0x80 on are opaque. */
        @Test
        void aCharacterUpToFfIsOneByte() {
            begin(new ResponseHead(200, "\u00e9", List.of(new FieldLine("A", "\u00ff")), 0));
            assertEquals("HTTP/1.1 200 \u00e9\r\n" + DATE_LINE + "A: \u00ff\r\nContent-Length: 0\r\n\r\n", written());
        }

        @Test
        void aHeadMayBeLargerThanAnyBufferAtHand() {
            List<FieldLine> fields = new ArrayList<>();
            StringBuilder expected = new StringBuilder("HTTP/1.1 200 OK\r\n" + DATE_LINE);
            for (int i = 0; i < 50; i++) {
                fields.add(new FieldLine("Field-" + i, "v".repeat(i * 2)));
                expected.append("Field-").append(i).append(": ").append("v".repeat(i * 2)).append("\r\n");
            }
            begin(new ResponseHead(200, "OK", fields, 0));
            assertEquals(expected + "Content-Length: 0\r\n\r\n", written());
        }

        @Proves("9110-15-a")
        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 20, 99, 600, 999, 1000})
        void aStatusOutsideOfTheFiveClassesIsRefused(int status) {
            assertThrows(IllegalArgumentException.class, () -> new ResponseHead(status, "", List.of(), 0));
        }

        @ParameterizedTest
        @ValueSource(ints = {100, 599})
        void theFirstAndTheLastStatusAreTaken(int status) {
            assertEquals(status, new ResponseHead(status, "", List.of(), 0).status());
        }

        @Proves({"9112-2.2-c", "9112-5.2-a", "9110-2.2-a"})
        @ParameterizedTest
        @ValueSource(strings = {"a\rb", "a\nb", "a\r\nX: y", "\0", "\u001b[2J", "\u007f", "\u0100", "\u010a"})
        void aReasonThatCouldBreakTheLineIsRefused(String reason) {
            assertThrows(IllegalArgumentException.class, () -> new ResponseHead(200, reason, List.of(), 0));
        }

        /** A handler can't contradict the writer's framing, persistence and date. */
        @Proves({"9112-6.1-b", "9112-6.2-a", "9110-7.6.1-a", "9110-7.6.1-b", "9110-7.8-j"})
        @ParameterizedTest
        @ValueSource(strings = {"Content-Length", "CONTENT-LENGTH", "Transfer-Encoding", "transfer-encoding",
                "Connection", "Keep-Alive", "Date", "Trailer", "Upgrade"})
        void aFieldOfTheWritersOwnIsRefused(String name) {
            List<FieldLine> fields = List.of(new FieldLine(name, "1"));
            assertThrows(IllegalArgumentException.class, () -> new ResponseHead(200, "", fields, 0));
        }

        /** A recipient can't combine two lines of a field that is not a list. */
        @Proves("9110-5.3-b")
        @ParameterizedTest
        @CsvSource({"Content-Type, text/plain", "ETag, '\"a\"'", "Location, /", "Last-Modified, " + "'" + DATE + "'",
                "Expires, 0", "Content-Range, bytes */5", "Content-Location, /", "Retry-After, 1", "Server, a", "Age, 1"})
        void aFieldThatIsNoListComesOnceAtMost(String name, String value) {
            List<FieldLine> fields = List.of(new FieldLine(name, value), new FieldLine("X", ""),
                    new FieldLine(name.toUpperCase(Locale.ROOT), value));
            assertEquals(2, new ResponseHead(200, "", fields.subList(0, 2), 0).fields().size());
            assertThrows(IllegalArgumentException.class, () -> new ResponseHead(200, "", fields, 0));
        }

        @Test
        void aNegativeLengthIsRefused() {
            assertThrows(IllegalArgumentException.class, () -> new ResponseHead(200, "", List.of(), -2));
        }

        @Test
        void theFieldsOfAHeadCantBeChangedBehindItsBack() {
            List<FieldLine> fields = new ArrayList<>(List.of(new FieldLine("A", "b")));
            ResponseHead head = new ResponseHead(200, "", fields, 0);
            fields.add(new FieldLine("Content-Length", "7"));
            assertEquals(List.of(new FieldLine("A", "b")), head.fields());
        }
    }

    /** Invariant: a response is written whole, or the writer reports the fault. */
    @Proves("9110-8.6-i")
    @Nested
    class Content {
        @Test
        void moreContentThanPromisedIsRefusedBeforeAnyOfItIsOnTheWire() {
            begin(head(5));
            String head = written();
            ByteBuffer source = ascii("hello!");
            assertThrows(IllegalStateException.class, () -> writer.content(source, out));
            assertEquals(head, written());
        }

        @Test
        void moreContentThanPromisedIsRefusedInALaterPiece() {
            begin(head(5));
            assertTrue(writer.content(ascii("hell"), out));
            String before = written();
            assertThrows(IllegalStateException.class, () -> writer.content(ascii("o!"), out));
            assertEquals(before, written());
        }

        @Test
        void moreContentThanPromisedIsSeenThoughTheBufferIsFull() {
            begin(head(5));
            assertThrows(IllegalStateException.class, () -> writer.content(ascii("hello!"), ByteBuffer.allocate(2)));
        }

        @Test
        void lessContentThanPromisedIsRefusedAtTheEnd() {
            begin(head(5));
            assertTrue(writer.content(ascii("hell"), out));
            assertThrows(IllegalStateException.class, () -> writer.end(out));
            assertFalse(writer.betweenResponses(), "the connection has to be closed");
        }

        @Test
        void aChunkThatIsNotWholeIsRefusedAtTheEnd() {
            begin(head(UNKNOWN_LENGTH));
            assertFalse(writer.content(ascii("hello"), ByteBuffer.allocate(6)));
            assertThrows(IllegalStateException.class, () -> writer.end(out));
        }

        /** RFC 9112 section 7.1: chunk-size = 1*HEXDIG, so leading zeros change nothing. */
        @Test
        void theSizeOfAChunkCanBeBegunWithZeros() {
            begin(head(UNKNOWN_LENGTH));
            String head = written();
            assertTrue(writer.queueProbe());
            assertTrue(writer.queueProbe());
            assertTrue(writer.content(ascii("hello"), out));
            assertTrue(writer.queueProbe());
            assertTrue(writer.end(out));
            assertEquals(head + "005\r\nhello\r\n00\r\n\r\n", written());
        }

        /** A chunk of size 0 would end the content. */
        @Proves("9112-7.1-a")
        @Test
        void anEmptyPieceMakesNoChunk() {
            begin(head(UNKNOWN_LENGTH));
            String head = written();
            assertTrue(writer.content(ascii(""), out));
            assertTrue(writer.content(ascii("a"), out));
            assertTrue(writer.content(ascii(""), out));
            assertTrue(writer.end(out));
            assertEquals(head + "1\r\na\r\n0\r\n\r\n", written());
        }

        @Test
        void aPieceIsOneChunkHoweverSmallTheBuffers() {
            begin(head(UNKNOWN_LENGTH));
            ByteBuffer source = ascii("0123456789abcdef!");
            StringBuilder wire = new StringBuilder();
            boolean taken = false;
            while (!taken) {
                ByteBuffer small = ByteBuffer.allocate(3);
                taken = writer.content(source, small);
                wire.append(text(small));
            }
            assertEquals("11\r\n0123456789abcdef!\r\n", wire.toString());
        }

        @Test
        void onlyTheRegionBetweenPositionAndLimitIsTaken() {
            begin(head(3));
            String head = written();
            ByteBuffer source = ascii("012345678").position(3).limit(6);
            assertTrue(writer.content(source, out));
            assertEquals(head + "345", written());
            assertEquals(6, source.limit());
            assertFalse(source.hasRemaining());
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 5, 8, 100})
        void aChunkIsTakenFromThePositionOfItsSource(int room) {
            begin(head(UNKNOWN_LENGTH));
            ByteBuffer source = ascii("012345678").position(3).limit(6);
            StringBuilder wire = new StringBuilder();
            boolean taken = false;
            while (!taken) {
                ByteBuffer small = ByteBuffer.allocate(room);
                taken = writer.content(source, small);
                wire.append(text(small));
            }
            assertEquals("3\r\n345\r\n", wire.toString());
            assertEquals(6, source.position());
            assertEquals(6, source.limit());
        }

        /** RFC 9112 section 6.3, and the table in the comment of ResponseWriter: these responses have no content. */
        @Proves("9112-6.3-a")
        @ParameterizedTest
        @CsvSource({"200, true, 5", "200, true, -1", "204, false, 5", "204, false, -1", "304, false, 5",
                "304, false, -1"})
        void whatThereIsOfContentIsLeftOutWhereTheAnswerHasNone(int status, boolean isHead, long length) {
            writer.begin(new ResponseHead(status, "", List.of(), length), isHead, false, true, DATE);
            writer.flush(out);
            String head = written();
            ByteBuffer source = ascii("hello");
            boolean taken = writer.content(source, out);
            assertEquals(head, written(), "a client would take these bytes for the next response");
            assertTrue(taken);
            assertTrue(writer.end(out));
            assertEquals(head, written());
        }

        @Proves("9110-15.3.6-a")
        @Test
        void aResetContentThatHasSomeIsRefused() {
            begin(new ResponseHead(205, "", List.of(), 5));
            String head = written();
            assertThrows(IllegalStateException.class, () -> writer.content(ascii("hello"), out));
            assertEquals(head, written());
        }
    }

    /** Content that goes from a file to the socket, past the writer. */
    @Nested
    class SentElsewhere {
        @Test
        void itIsCounted() {
            begin(head(1L << 40));
            assertTrue(written().contains("\r\nContent-Length: 1099511627776\r\n"), written());
            writer.countTransferred((1L << 40) - 1);
            assertTrue(writer.hasContent());
            assertTrue(writer.content(ascii("!"), out));
            assertFalse(writer.hasContent());
            assertTrue(writer.end(out));
        }

        @Test
        void itIsNotMoreThanPromised() {
            begin(head(5));
            assertThrows(IllegalStateException.class, () -> writer.countTransferred(6));
        }

        @Test
        void itIsNotLessThanPromised() {
            begin(head(5));
            writer.countTransferred(4);
            assertThrows(IllegalStateException.class, () -> writer.end(out));
        }

        @Test
        void itDoesNotOvertakeTheHead() {
            writer.begin(head(5), false, false, true, DATE);
            assertFalse(writer.flush(ByteBuffer.allocate(10)));
            assertThrows(IllegalStateException.class, () -> writer.countTransferred(5));
        }

        @Test
        void itCantBeChunked() {
            begin(head(UNKNOWN_LENGTH));
            assertThrows(IllegalStateException.class, () -> writer.countTransferred(5));
        }
    }

    @Nested
    class Sequence {
        @Test
        void twoResponsesFollowOneAnother() {
            begin(head(UNKNOWN_LENGTH));
            assertTrue(writer.content(ascii("hello"), out));
            assertTrue(writer.end(out));
            begin(head(2));
            assertTrue(writer.content(ascii("hi"), out));
            assertTrue(writer.end(out));
            assertEquals("HTTP/1.1 200 OK\r\n" + DATE_LINE + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\n" + DATE_LINE + "Content-Length: 2\r\n\r\nhi", written());
        }

        /** The writer forgets a response when it ends, whatever its framing was. */
        @Test
        void whatOneResponseWasDoesNotShowInTheNext() {
            writer.begin(head(UNKNOWN_LENGTH), false, true, true, DATE);
            assertTrue(writer.content(ascii("until close"), out));
            assertTrue(writer.end(out));
            assertTrue(writer.closesAfter());
            out.clear();
            begin(head(0));
            assertFalse(writer.closesAfter());
            assertFalse(writer.hasContent());
            assertTrue(writer.end(out));
            assertEquals("HTTP/1.1 200 OK\r\n" + DATE_LINE + "Content-Length: 0\r\n\r\n", written());
        }

        @Test
        void aResponseDoesNotBeginWithinAnother() {
            begin(head(0));
            assertThrows(IllegalStateException.class, () -> begin(head(0)));
        }

        @Test
        void anEndWithoutRoomIsAskedForAgain() {
            begin(head(UNKNOWN_LENGTH));
            ByteBuffer small = ByteBuffer.allocate(2);
            assertFalse(writer.end(small));
            assertFalse(writer.betweenResponses());
            assertFalse(writer.end(small), "there is no room yet");
            ByteBuffer rest = ByteBuffer.allocate(10);
            assertTrue(writer.end(rest));
            assertTrue(writer.betweenResponses());
            assertEquals("0\r\n\r\n", text(small) + text(rest));
        }

        /** RFC 9110 section 15.2.1; an interim response has no Date and no framing. */
        @Proves({"9110-8.6-e", "9112-6.1-f"})
        @Test
        void continueGoesBeforeTheFinalResponse() {
            assertTrue(writer.betweenResponses());
            writer.interimContinue();
            assertFalse(writer.betweenResponses(), "it has not been flushed yet");
            assertTrue(writer.flush(out));
            assertTrue(writer.betweenResponses());
            begin(head(0));
            assertTrue(writer.end(out));
            assertEquals("HTTP/1.1 100 Continue\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\n" + DATE_LINE + "Content-Length: 0\r\n\r\n", written());
        }

        /** RFC 9110 section 15.2: a client sees no difference, however many probes there were. */
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 8, 9, 10, 100})
        void probesAreTheFirstBytesOfTheResponse(int probes) {
            for (int i = 0; i < probes; i++) {
                assertEquals(i < "HTTP/1.1 ".length(), writer.queueProbe());
                assertTrue(writer.flush(out));
                assertFalse(writer.betweenResponses(), "a response has begun");
            }
            writer.interimContinue();
            begin(head(0));
            assertTrue(writer.end(out));
            assertTrue(writer.betweenResponses());
            assertEquals("HTTP/1.1 100 Continue\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\n" + DATE_LINE + "Content-Length: 0\r\n\r\n", written());
        }

        @Test
        void aProbeThatHasNotLeftYetIsNotRepeated() {
            writer.queueProbe();
            writer.queueProbe();
            begin(head(0));
            assertTrue(writer.end(out));
            assertEquals("HTTP/1.1 200 OK\r\n" + DATE_LINE + "Content-Length: 0\r\n\r\n", written());
        }
    }

    private static ResponseHead head(long length) {
        return new ResponseHead(200, "OK", List.of(), length);
    }

    /** Begins the response to an HTTP/1.1 GET on a persistent connection. */
    private void begin(ResponseHead head) {
        writer.begin(head, false, false, true, DATE);
        assertTrue(writer.flush(out));
    }

    private String written() {
        return text(out);
    }

    private static String text(ByteBuffer filled) {
        return ISO_8859_1.decode(filled.duplicate().flip()).toString();
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }
}
