package hostling.book;

import static hostling.book.AnswerWriter.UNKNOWN_LENGTH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.book.AnswerWriter.Framing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The program of the chapter about responses. */
class AnswerWriterTest {
    private static final Instant NOW = Instant.parse("1994-11-06T08:49:37Z");
    private static final List<String> PIECES = List.of("one", "", "and another");
    private static final int LENGTH = 14;
    private static final String START = "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: text/plain\r\n";

    private static AnswerWriter writer(String method, String version, int status, long length) {
        return new AnswerWriter(method, version, status, length, Map.of("Content-Type", "text/plain"), NOW);
    }

    /** All bytes of a response, through a buffer of this size. */
    private static String written(AnswerWriter writer, int room) {
        StringBuilder all = new StringBuilder();
        ByteBuffer out = ByteBuffer.allocate(room);
        for (String piece : PIECES) {
            writer.content(piece);
            move(writer, out, all);
        }
        writer.end();
        move(writer, out, all);
        return all.toString();
    }

    private static void move(AnswerWriter writer, ByteBuffer out, StringBuilder all) {
        boolean isMoved = false;
        while (!isMoved) {
            isMoved = writer.flush(out);
            all.append(StandardCharsets.ISO_8859_1.decode(out.flip()));
            out.clear();
        }
    }

    private static String written(String method, String version, int status, long length) {
        return written(writer(method, version, status, length), 1000);
    }

    @Test
    void aKnownLengthIsTold() {
        assertEquals(START + "Content-Length: 14\r\n\r\noneand another", written("GET", "HTTP/1.1", 200, LENGTH));
        assertEquals(START + "Content-Length: 14\r\n\r\noneand another", written("GET", "HTTP/1.0", 200, LENGTH));
    }

    @Test
    void contentOfUnknownLengthIsSentInChunks() {
        assertEquals(START + "Transfer-Encoding: chunked\r\n\r\n3\r\none\r\nb\r\nand another\r\n0\r\n\r\n",
                written("GET", "HTTP/1.1", 200, UNKNOWN_LENGTH));
    }

    @Test
    void forAnOldClientTheEndOfTheConnectionIsTheEnd() {
        assertEquals(START + "Connection: close\r\n\r\noneand another", written("GET", "HTTP/1.0", 200, UNKNOWN_LENGTH));
    }

    @Test
    void theAnswerToHeadHasTheFieldsAlone() {
        assertEquals(START + "Content-Length: 14\r\n\r\n", written("HEAD", "HTTP/1.1", 200, LENGTH));
        assertEquals(START + "\r\n", written("HEAD", "HTTP/1.1", 200, UNKNOWN_LENGTH));
    }

    @Test
    void someStatusesNeverHaveContent() {
        for (int status : List.of(100, 199, 204, 304)) {
            assertEquals(Framing.NO_CONTENT, AnswerWriter.framing("GET", "HTTP/1.1", status, LENGTH), "status " + status);
            assertFalse(written("GET", "HTTP/1.1", status, LENGTH).contains("Content-Length"), "status " + status);
        }
        for (int status : List.of(200, 203, 205, 303, 305, 404)) {
            assertEquals(Framing.LENGTH, AnswerWriter.framing("GET", "HTTP/1.1", status, LENGTH), "status " + status);
        }
    }

    @Test
    void theBytesDoNotDependOnTheBuffer() {
        String all = written("GET", "HTTP/1.1", 200, UNKNOWN_LENGTH);
        for (int room = 1; room <= all.length(); room++) {
            assertEquals(all, written(writer("GET", "HTTP/1.1", 200, UNKNOWN_LENGTH), room), "room for " + room);
        }
    }

    @Test
    void aLengthThatWouldBeALieIsNoticed() {
        AnswerWriter writer = writer("GET", "HTTP/1.1", 200, 3);
        writer.content("on");
        assertThrows(IllegalStateException.class, writer::end);
        writer.content("e");
        writer.end();
        assertThrows(IllegalStateException.class, () -> writer.content("!"));
    }

    @Test
    void aLineEndInAValueIsRefused() {
        for (String value : List.of("/a\r\nX-Admin: yes", "/a\rb", "/a\nb", "\0", "\u007f", "\u20ac")) {
            assertThrows(IllegalArgumentException.class, () -> AnswerWriter.line("Location", value), value);
        }
        assertThrows(IllegalArgumentException.class, () -> AnswerWriter.line("X: a\r\nY", "b"));
        assertEquals("Location: /a%0D%0Ab\r\n", AnswerWriter.line("Location", "/a%0D%0Ab"));
    }

    @Test
    void theProgramShowsTheEndsOfTheLinesAndOfTheRoom() throws ReflectiveOperationException {
        String[] printed = Programs.print("AnswerWriter", "GET", "HTTP/1.1", "404", "known", "40").split("\n");
        assertEquals("HTTP/1.1 404 Not Found\\r\\n", printed[0]);
        assertEquals(40, (printed[0] + printed[1]).replace("\\r\\n", "12").replace(" <- the buffer is full", "").length());
        assertTrue(printed[1].endsWith(" <- the buffer is full"), printed[1]);
    }
}
