package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two readers that agree about what is right, and about little else. */
class TwoReadersTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    @Test
    void withoutALengthThereIsNoContent() {
        assertLengths(0, 0);
    }

    @Test
    void bothReadDigits() {
        assertLengths(0, 0, "0");
        assertLengths(23, 23, "23");
        assertLengths(5, 5, "5", "5");
    }

    @Test
    void theLastLengthCountsInFrontAndTheFirstOneBehind() {
        assertLengths(23, 0, "0", "23");
        assertLengths(0, 23, "23", "0");
    }

    @Test
    void notationsOfJavaCountInFrontOnly() {
        assertLengths(5, 0, "+5");
        assertLengths(16, 0, "0x10");
        assertLengths(8, 10, "010");
    }

    @Test
    void whatIsNoNumberIsPassedOver() {
        assertLengths(0, 0, "");
        assertLengths(0, 0, "5 5");
        assertLengths(0, 0, "99999999999");
    }

    private static void assertLengths(int inFront, int behind, String... values) {
        assertEquals(inFront, TwoReaders.inFront(List.of(values)));
        assertEquals(behind, TwoReaders.behind(List.of(values)));
    }

    @Test
    void eachByteBelongsToARequest() {
        String post = "POST / HTTP/1.1\r\nCONTENT-LENGTH: 2\r\n\r\n";
        String[] expected = Stream.of(parts(post, "1 head"), parts("hi", "1 content"), parts(GET, "2 head"), parts("GET /", "3 head"))
                .flatMap(Arrays::stream).toArray(String[]::new);
        assertArrayEquals(expected, TwoReaders.read(post + "hi" + GET + "GET /", TwoReaders::behind));
    }

    private static String[] parts(String bytes, String part) {
        String[] parts = new String[bytes.length()];
        Arrays.fill(parts, part);
        return parts;
    }

    @Test
    void aListIsSeveralLengths() {
        assertEquals("1 content", lastPart("POST / HTTP/1.1\r\nContent-Length: 1, 3\r\n\r\nabc", TwoReaders::inFront));
        assertEquals("2 head", lastPart("POST / HTTP/1.1\r\nContent-Length: 1, 3\r\n\r\nabc", TwoReaders::behind));
    }

    @Test
    void contentMayBeMissing() {
        assertEquals("1 content", lastPart("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\na", TwoReaders::inFront));
    }

    @Test
    void aNegativeLengthIsNoContent() {
        assertEquals("2 head", lastPart("POST / HTTP/1.1\r\nContent-Length: -9\r\n\r\n" + GET, TwoReaders::inFront));
    }

    private static String lastPart(String bytes, TwoReaders.Choice choice) {
        return TwoReaders.read(bytes, choice)[bytes.length() - 1];
    }

    @Test
    void aLineIsPrintedInPiecesIfOneOfThemCutsIt() throws ReflectiveOperationException {
        String attack = "POST / HTTP/1.1\r\nContent-Length: 010\r\n\r\n0123456789" + GET;
        assertEquals("""
                in front   behind     bytes
                1 head     1 head     POST / HTTP/1.1\\r\\n
                1 head     1 head     Content-Length: 010\\r\\n
                1 head     1 head     \\r\\n
                1 content  1 content  01234567
                2 head     1 content  89
                2 head     2 head     GET / HTTP/1.1\\r\\n
                2 head     2 head     Host: a\\r\\n
                2 head     2 head     \\r\\n
                """, Programs.print("TwoReaders", attack.getBytes(ISO_8859_1)).replace(System.lineSeparator(), "\n"));
    }
}
