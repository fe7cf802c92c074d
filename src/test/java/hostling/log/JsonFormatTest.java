package hostling.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The access log for programs. */
class JsonFormatTest {
    private static final Instant TIME = Instant.parse("2026-11-23T22:55:00.007Z");

    private static String line(AccessRecord access) {
        StringBuilder written = new StringBuilder();
        LineAccessLog log = new LineAccessLog(new JsonFormat(ZoneId.of("Asia/Kathmandu")),
                lines -> written.append(ISO_8859_1.decode(lines)), (level, what, cause) -> { });
        log.record(access);
        log.flush();
        return written.toString();
    }

    @Test
    void aLineIsOneObject() {
        assertEquals("{\"time\":\"2026-11-24T04:40:00.007+05:45\",\"client\":\"127.0.0.1\",\"method\":\"GET\","
                + "\"target\":\"/a?b\",\"protocol\":\"HTTP/1.1\",\"status\":200,\"bytes\":2453,\"duration\":0.001234,"
                + "\"referer\":\"http://a/\",\"userAgent\":\"curl/7.88.1\",\"connection\":7}\n",
                line(new AccessRecord(TIME, 7, "127.0.0.1", "GET /a?b HTTP/1.1", 200, 2453, 1_234_999, "http://a/",
                        "curl/7.88.1")));
    }

    @Test
    void whatIsNotThereIsNull() {
        assertEquals("{\"time\":\"2026-11-24T04:40:00.007+05:45\",\"client\":\"::1\",\"method\":null,\"target\":null,"
                + "\"protocol\":null,\"status\":408,\"bytes\":0,\"duration\":0.000000,\"referer\":null,\"userAgent\":null,"
                + "\"connection\":1}\n", line(new AccessRecord(TIME, 1, "::1", "", 408, 0, 0, "", "")));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.001000", "999, 0.999000", "1000, 1.000000", "61001, 61.001000"})
    void durationsAreSeconds(long millis, String seconds) {
        String line = line(new AccessRecord(TIME, 1, "::1", "", 200, 0, TimeUnit.MILLISECONDS.toNanos(millis), "", ""));
        assertTrue(line.contains("\"duration\":" + seconds + ","), line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\",\"status\":200}\n{\"forged\":\"", "\\", "\u001b[2J", "\u0000\u007f\u0085\u00ff\u2028\u20ac"})
    void noTextForgesALine(String text) {
        String line = line(new AccessRecord(TIME, 1, "::1", "GET /" + text + " HTTP/1.1", 200, 0, 0, text, text));
        assertEquals(line.length() - 1, line.indexOf('\n'), "one line");
        assertTrue(line.chars().allMatch(c -> c == '\n' || c >= ' ' && c <= '~'), line);
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(c >= ' ' && c < 0x7f && c != '"' && c != '\\' ? String.valueOf((char) c)
                : String.format("\\u%04x", c)));
        assertTrue(line.contains("\"target\":\"/" + escaped + "\",") && line.contains("\"referer\":\"" + escaped + "\","), line);
        assertTrue(line.contains("\"userAgent\":\"" + escaped + "\","), line);
    }
}
