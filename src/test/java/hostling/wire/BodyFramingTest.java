package hostling.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Proves;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the content of a request ends (RFC 9112 section 6.3): a request has one framing, or is refused. */
class BodyFramingTest {
    /** A slash separates the lines of a head. */
    @Proves({"9112-6.3-b", "9112-6.1-j", "9112-6.1-l", "9112-6.3-d", "9112-6.3-e", "9112-6.3-f", "9110-8.6-j",
            "9112-6.1-h", "9112-6.1-m", "9112-6.3-c", "9112-7.1-c", "9112-7.2-a"})
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            1.1 | ''                                                      | length 0
            1.0 | ''                                                      | length 0
            1.1 | Content-Length: 5                                       | length 5
            1.0 | Content-Length: 5                                       | length 5
            1.1 | content-LENGTH: 005                                     | length 5
            1.1 | Content-Length: 0                                       | length 0
            1.1 | Transfer-Encoding: chunked                              | chunked
            1.1 | transfer-ENCODING: CHUNKED                              | chunked
            1.1 | Transfer-Encoding: , chunked,                           | chunked
            # Both at once is how requests are smuggled.
            1.1 | Content-Length: 5/Transfer-Encoding: chunked            | LENGTH_AND_CODING
            1.1 | Transfer-Encoding: chunked/Content-Length: 5            | LENGTH_AND_CODING
            1.1 | Transfer-Encoding: identity/Content-Length: 5           | LENGTH_AND_CODING
            1.0 | Transfer-Encoding: chunked/Content-Length: 5            | LENGTH_AND_CODING
            1.1 | Transfer-Encoding:/Content-Length: x                    | LENGTH_AND_CODING
            1.0 | Transfer-Encoding: chunked                              | CODING_IN_HTTP_1_0
            # A length is digits.
            1.1 | Content-Length:                                         | LENGTH_SYNTAX
            1.1 | Content-Length: +5                                      | LENGTH_SYNTAX
            1.1 | Content-Length: -1                                      | LENGTH_SYNTAX
            1.1 | Content-Length: 0x5                                     | LENGTH_SYNTAX
            1.1 | Content-Length: 5 5                                     | LENGTH_SYNTAX
            1.1 | Content-Length: 5;a                                     | LENGTH_SYNTAX
            1.1 | Content-Length: 5.0                                     | LENGTH_SYNTAX
            1.1 | Content-Length: "5"                                     | LENGTH_SYNTAX
            # Also where the values are the same.
            1.1 | Content-Length: 5/Content-Length: 6                     | LENGTH_REPEATED
            1.1 | Content-Length: 5/content-length: 5                     | LENGTH_REPEATED
            1.1 | Content-Length: 5, 5                                    | LENGTH_REPEATED
            1.1 | Content-Length: 5, 6                                    | LENGTH_REPEATED
            1.1 | Content-Length: 5,                                      | LENGTH_REPEATED
            1.1 | Content-Length: ,5                                      | LENGTH_REPEATED
            1.1 | Transfer-Encoding:                                      | CODING_SYNTAX
            1.1 | Transfer-Encoding: chunked;a=b                          | CODING_SYNTAX
            1.1 | Transfer-Encoding: chunked x                            | CODING_SYNTAX
            1.1 | Transfer-Encoding: "chunked"                            | CODING_SYNTAX
            1.1 | Transfer-Encoding: ;a                                   | CODING_SYNTAX
            1.1 | Transfer-Encoding: x@y, chunked                         | CODING_SYNTAX
            1.1 | Transfer-Encoding: identity                             | CODING_NOT_CHUNKED_LAST
            1.1 | Transfer-Encoding: gzip                                 | CODING_NOT_CHUNKED_LAST
            1.1 | Transfer-Encoding: xchunked                             | CODING_NOT_CHUNKED_LAST
            1.1 | Transfer-Encoding: chunked, gzip                        | CODING_NOT_CHUNKED_LAST
            1.1 | Transfer-Encoding: chunked/Transfer-Encoding: identity  | CODING_NOT_CHUNKED_LAST
            1.1 | Transfer-Encoding: chunked, chunked                     | CODING_NOT_CHUNKED_LAST
            1.1 | Transfer-Encoding: chunked/transfer-encoding: chunked   | CODING_NOT_CHUNKED_LAST
            1.1 | Transfer-Encoding: gzip, chunked                        | CODING_UNKNOWN
            1.1 | Transfer-Encoding: gzip/Transfer-Encoding: chunked      | CODING_UNKNOWN
            1.1 | Transfer-Encoding: foo;a="b, chunked", chunked          | CODING_UNKNOWN
            """)
    void lengthAndCodingsDecide(String version, String lines, String expected) {
        assertEquals(expected, framing("POST", version, lines));
    }

    /** A GET may have content and a POST none. */
    @Proves({"9112-6-a", "9112-6.3-h"})
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "MADE-UP"})
    void theMethodPlaysNoPart(String method) {
        assertEquals("length 0", framing(method, "1.1", ""));
        assertEquals("length 5", framing(method, "1.1", "Content-Length: 5"));
        assertEquals("chunked", framing(method, "1.1", "Transfer-Encoding: chunked"));
    }

    /** A length that is too large for a long stays too large; it does not wrap around to a small one. */
    @Proves("9110-8.6-h")
    @ParameterizedTest
    @ValueSource(strings = {"1125899906842625", "9223372036854775807", "9223372036854775808", "18446744073709551616",
            "18446744073709551621", "99999999999999999999999999999999999999999999999999"})
    void aLengthAboveEveryLimitDoesNotOverflow(String digits) {
        String framing = framing("POST", "1.1", "Content-Length: " + digits);
        assertEquals("length " + (Limits.BODY_BYTES_LIMIT + 1), framing);
    }

    @Test
    void theLargestLengthThatCanBeAskedForIsRead() {
        assertEquals("length 1125899906842624", framing("POST", "1.1", "Content-Length: 1125899906842624"));
        assertEquals("length 1125899906842624", framing("POST", "1.1", "Content-Length: " + "0".repeat(99)
                + "1125899906842624"));
    }

    @Test
    void onlyALengthOfZeroIsKnownToBeEmpty() {
        assertTrue(BodyFraming.NONE.isEmpty());
        assertTrue(new BodyFraming.Length(0).isEmpty());
        assertFalse(new BodyFraming.Length(1).isEmpty());
        assertFalse(new BodyFraming.Chunked().isEmpty());
        assertFalse(new BodyFraming.Refused(Violation.LENGTH_SYNTAX).isEmpty());
    }

    /** The framing of the head with these lines, or the name of the violation if the head is refused. */
    private static String framing(String method, String version, String lines) {
        String section = lines.isEmpty() ? "" : lines.replace("/", "\r\n") + "\r\n";
        String head = method + " / HTTP/" + version + "\r\nHost: a\r\n" + section + "\r\n";
        try {
            Event event = new RequestParser(Limits.DEFAULT).next(ByteBuffer.wrap(head.getBytes(ISO_8859_1)));
            BodyFraming framing = assertInstanceOf(RequestHead.class, event).framing();
            return framing instanceof BodyFraming.Length length ? "length " + length.bytes() : "chunked";
        } catch (ProtocolException e) {
            return e.violation().name();
        }
    }
}
