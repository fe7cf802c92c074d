package hostling.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of a request line, also of one that was refused or cut. */
class AccessRecordTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "GET / HTTP/1.1|GET|/|HTTP/1.1", "GET /a b HTTP/1.0|GET|/a b|HTTP/1.0", "GET /a|GET|/a|''", "GET |GET|''|''",
        "GE|GE|''|''", "''|''|''|''", "GET HTTP/1.1|GET|''|HTTP/1.1", "GET  HTTP/1.1|GET|''|HTTP/1.1",
        "HTTP/1.1|HTTP/1.1|''|''", "GET / http/1.1|GET|/ http/1.1|''"})
    void theWordsOfARequestLine(String requestLine, String method, String target, String protocol) {
        AccessRecord access = new AccessRecord(Instant.EPOCH, 1, "::1", requestLine, 400, 0, 0, "", "");
        assertEquals(method, access.method());
        assertEquals(target, access.target());
        assertEquals(protocol, access.protocol());
    }
}
