package hostling.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hostling.cases.Bytes;
import hostling.testing.Proves;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application can put into a field line of a response (RFC 9110 sections 5.1 and 5.5). */
class FieldLineTest {
    private static final String TCHAR_SYMBOLS = "!#$%&'*+-.^_`|~";

    static IntStream bytes() {
        return IntStream.range(0, 256);
    }

    /** {@code field-name = token}. */
    @Proves("9110-5.1-b")
    @ParameterizedTest
    @MethodSource("bytes")
    void aNameHasTokenCharactersOnly(int c) {
        String name = "A" + (char) c;
        boolean token = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
                || TCHAR_SYMBOLS.indexOf(c) >= 0;
        checkTaken(token, name, "b");
    }

    /** {@code field-vchar = VCHAR / obs-text}, with blanks between. */
    @Proves({"9112-2.2-c", "9112-5.2-a", "9110-2.2-a", "9112-11.1-a"})
    @ParameterizedTest
    @MethodSource("bytes")
    void aValueHasNoControlsButTabs(int c) {
        checkTaken(c == '\t' || c >= ' ' && c != 0x7f, "A", "b" + (char) c + "b");
    }

    /** An application passes on what a client sent. The client wrote it so that another one reads a response of its making. */
    @Proves({"9112-11.1-a", "9112-2.2-c"})
    @ParameterizedTest
    @ValueSource(strings = {"Ann\r\nSet-Cookie: session=stolen", "Ann\r\n\r\n<script>steal()</script>", "Ann\nSet-Cookie: session=stolen",
            "Ann\rSet-Cookie: session=stolen", "Ann\r\n"})
    void aLineBreakInAValueDoesNotReachTheWire(String value) {
        ByteBuffer out = ByteBuffer.allocate(1000);
        assertThrows(IllegalArgumentException.class, () -> {
            ResponseWriter writer = new ResponseWriter();
            writer.begin(new ResponseHead(200, "OK", List.of(new FieldLine("Greeting", value)), 0), false, false, true,
                    "Sun, 06 Nov 1994 08:49:37 GMT");
            writer.end(out);
        }, () -> "Response splitting: a value with a line break has to be refused. Instead the client gets\n"
                + Bytes.show(Arrays.copyOf(out.array(), out.position())).replace("\\n", "\\n\n"));
    }

    private static void checkTaken(boolean legal, String name, String value) {
        if (legal) {
            FieldLine line = new FieldLine(name, value);
            assertEquals(name, line.name());
            assertEquals(value, line.value());
        } else {
            assertThrows(IllegalArgumentException.class, () -> new FieldLine(name, value), () -> "this field line is not allowed: "
                    + Bytes.show(Bytes.latin1(name + ": " + value)));
        }
    }

    @Test
    void aNameIsNotEmpty() {
        assertThrows(IllegalArgumentException.class, () -> new FieldLine("", "b"));
    }

    @Test
    void aValueMayBeEmpty() {
        assertEquals("", new FieldLine("A", "").value());
    }

    /** If only the low byte of each character were written, some of these would become CR or LF. */
    @ParameterizedTest
    @ValueSource(strings = {"\u010d", "\u010a", "\u0100", "\u560a", "\ud83d\ude00"})
    void aCharacterThatIsNoByteIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new FieldLine("A", "b" + text + "b"),
                "a character above U+00FF is no byte, and the low byte of this one would be sent in its place");
        assertThrows(IllegalArgumentException.class, () -> new FieldLine("A" + text, "b"));
    }

    /** White space around a value is not part of it (RFC 9110 section 5.5), so a recipient would drop it. */
    @ParameterizedTest
    @ValueSource(strings = {" b", "b ", "\tb", "b\t", " "})
    void aValueDoesNotBeginOrEndWithWhiteSpace(String value) {
        assertThrows(IllegalArgumentException.class, () -> new FieldLine("A", value));
    }

    @Test
    void theMessageOfARefusalHasNoControls() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> new FieldLine("A", "b\r\nSet-Cookie: c\u001b[2J"));
        assertEquals("the value of A contains a character that is not allowed in a field: \"b??Set-Cookie: c?[2J\"",
                refused.getMessage());
    }
}
