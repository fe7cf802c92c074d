package hostling.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The content of a request as bytes, as text and as a form. */
class ContentTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private static Content content(byte[] bytes, String... fieldLines) {
        return new Content(Requests.request("POST", "/", fieldLines), ByteBuffer.wrap(bytes));
    }

    private static Form form(String text) throws HttpException {
        return content(text.getBytes(UTF_8), "Content-Type: " + FORM).form();
    }

    private static int status(HttpException e) {
        return e.response().status();
    }

    @Test
    void bytesAreACopy() throws Exception {
        Content content = content(new byte[] {1, 2});
        content.bytes()[0] = 9;
        assertArrayEquals(new byte[] {1, 2}, content.bytes());
    }

    /** RFC 9110 section 8.3.2. */
    @Test
    void textIsDecodedByItsCharset() throws Exception {
        assertEquals("\u00e4\u20ac", content("\u00e4\u20ac".getBytes(UTF_8)).text());
        assertEquals("\u00e4", content("\u00e4".getBytes(ISO_8859_1), "Content-Type: text/plain; charset=\"ISO-8859-1\"").text());
        assertEquals("\u00e4", content("\u00e4".getBytes(UTF_8), "Content-Type: application/json").text());
        assertEquals("", content(new byte[0], "Content-Type: ;;;").text());
    }

    @Test
    void whatIsNoTextIsRefused() {
        assertEquals(400, status(assertThrows(HttpException.class, () -> content(new byte[] {(byte) 0xff}).text())));
        for (String charset : List.of("nonsense", "\"\"", "\"/\"")) {
            assertEquals(415, status(assertThrows(HttpException.class,
                    () -> content(new byte[0], "Content-Type: text/plain; charset=" + charset).text())), charset);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a=1&b=2             | a | 1
            b=2&a=1&a=2         | a | 1
            a=%C3%A4+%2B        | a | ä +
            a=100%&b=%zz        | a | 100%
            b=%zz&a=            | a | ''
            a                   | a | ''
            &&a=1&              | a | 1
            a=b=c               | a | b=c
            %61=1               | a | 1
            a=%FF               | a | \ufffd
            A=1                 | a |
            =1                  | '' | 1
            """)
    void aFormHasFields(String text, String name, String value) throws Exception {
        assertEquals(Optional.ofNullable(value), form(text).get(name));
    }

    @Test
    void aFieldMayComeMoreThanOnce() throws Exception {
        assertEquals(List.of("1", "2"), form("a=1&b=x&a=2").all("a"));
        assertEquals(List.of(), form("").all("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "multipart/form-data; boundary=b", "nonsense", ";"})
    void anotherTypeIsNoForm(String type) {
        assertEquals(415, status(assertThrows(HttpException.class,
                () -> content(new byte[0], "Content-Type: " + type).form())));
        assertEquals(415, status(assertThrows(HttpException.class, () -> content(new byte[0]).form())));
    }

    @Test
    void theTypeOfAFormHasNoCaseAndMayHaveParameters() throws Exception {
        assertEquals(Optional.of("1"), content("a=1".getBytes(UTF_8),
                "Content-Type: Application/X-WWW-form-urlencoded; charset=UTF-8").form().get("a"));
    }

    @Test
    void aFormHasALimit() throws Exception {
        assertEquals(Form.FIELDS_MAX, form("a=1&".repeat(Form.FIELDS_MAX)).all("a").size());
        assertEquals(400, status(assertThrows(HttpException.class, () -> form("a=1&".repeat(Form.FIELDS_MAX + 1)))));
    }

    @Test
    void anErrorHasAStatusOfAnError() {
        assertThrows(IllegalArgumentException.class, () -> new HttpException(200, "fine"));
    }
}
