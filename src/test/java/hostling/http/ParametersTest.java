package hostling.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Parameters.Escapes;
import hostling.wire.Token;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values with parameters (RFC 9110 section 5.6.6). */
class ParametersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', emptyValue = "", textBlock = """
            a                       | {}
            Text/HTML; A=B          | {a=B}
            a;b=c;d=e               | {b=c, d=e}
            a \t;\tb=c \t;\td=e \t  | {b=c, d=e}
            a;b="c;d" ;e=f          | {b=c;d, e=f}
            a;b="";c=d              | {b=, c=d}
            a;b="c\\d"              | {b=cd}
            a;b="c\\\\"             | {b=c\\}
            a;b="\\"c"              | {b="c}
            a;b=c                   | {b=c}
            """)
    void eachParameterIsReadByItsName(String text, String parameters) {
        assertEquals(parameters, Parameters.parse(text, Escapes.ANY).orElseThrow().byName().toString());
    }

    /** {@code parameters = *( OWS ";" OWS [ parameter ] )}: there may be nothing between two semicolons. */
    @ParameterizedTest
    @ValueSource(strings = {"a;;b=c", "a; ;b=c", "a;b=c;", "a;b=c; ", ";b=c", "a;b=c;;"})
    void anEmptyParameterIsPassedOver(String text) {
        assertEquals(Map.of("b", "c"), Parameters.parse(text, Escapes.ANY).orElseThrow().byName());
    }

    @Test
    void theValueStandsBeforeTheFirstSemicolonInLowerCase() {
        assertEquals("text/html", Parameters.parse(" Text/HTML ; a=b", Escapes.ANY).orElseThrow().value());
        assertEquals("", Parameters.parse(";a=b", Escapes.ANY).orElseThrow().value());
        assertEquals("", Parameters.parse("", Escapes.ANY).orElseThrow().value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "a;b=", "a;b= c", "a;b =c", "a;=c", "a;b=c d=e", "a;b=\"c\"d", "a;b=\"c", "a;b=\"",
            "a;b=\"c\\", "a;b=\"c\\\"", "a;b=;c=d", "a;b=c;b=d", "a;b=c;B=c", "a; b=c,d=e", "a;b;c=d", "a;\u0100=c"})
    void whatIsNoListOfParametersIsNotRead(String text) {
        assertEquals(Optional.empty(), Parameters.parse(text, Escapes.ANY));
        assertEquals(Optional.empty(), Parameters.parse(text, Escapes.QUOTES));
    }

    /** If only quotes are escaped, a backslash stands for itself unless a quote or another backslash follows. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            a;b="c\\d"              | c\\d
            a;b="c\\\\"             | c\\
            a;b="\\\\c"             | \\c
            a;b="\\"c"              | "c
            """)
    void aBackslashMayStandForItself(String text, String value) {
        assertEquals(Optional.of(value), Parameters.parse(text, Escapes.QUOTES).orElseThrow().get("b"));
    }

    static IntStream bytes() {
        return IntStream.range(0, 256);
    }

    /** {@code parameter-name = token}; a value without quotes is a token, too. */
    @ParameterizedTest
    @MethodSource("bytes")
    void aNameHasTokenCharactersOnly(int c) {
        boolean token = c < 0x80 && (Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
        assertEquals(token, Parameters.parse("a;b" + (char) c + "b=c", Escapes.ANY).isPresent());
        assertEquals(token, Token.isTchar(c));
    }

    @Test
    void thereAreNoMoreThanALimit() {
        StringBuilder text = new StringBuilder("a");
        for (int i = 0; i <= Parameters.PARAMETERS_MAX; i++) {
            text.append(";p").append(i).append("=b");
        }
        assertTrue(Parameters.parse(text.toString(), Parameters.Escapes.ANY).isPresent());
        assertEquals(Optional.empty(), Parameters.parse(text + ";last=b", Parameters.Escapes.ANY));
    }
}
