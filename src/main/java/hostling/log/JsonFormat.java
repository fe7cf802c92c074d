package hostling.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * One JSON object a line (<b>JSON Lines</b>), for programs: {@code {"time":"2026-11-23T22:55:00.123+00:00",
 * "client":"127.0.0.1","method":"GET",…}}. What is not known is {@code null}. The line is ASCII; each byte that a client sent
 * is one character.
 */
public final class JsonFormat extends AccessFormat {
    private static final HexFormat HEX = HexFormat.of();
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int WORD_CHARS_MAX = 64;
    /** Each character of a text from the client takes up to six bytes. */
    private static final int LINE_BYTES_MAX = 6 * (3 * TEXT_CHARS_MAX + 3 * WORD_CHARS_MAX) + 512;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final DateTimeFormatter time;

    /** @param zone the time zone of the lines */
    public JsonFormat(ZoneId zone) {
        this.time = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT).withZone(zone);
    }

    @Override
    int lineBytesMax() {
        return LINE_BYTES_MAX;
    }

    @Override
    void put(AccessRecord access, LineBuffer lines) {
        lines.putAscii("{\"time\":\"");
        lines.putAscii(time.format(access.time()));
        lines.putAscii("\",\"client\":");
        putText(access.remote(), WORD_CHARS_MAX, lines);
        lines.putAscii(",\"method\":");
        putText(access.method(), WORD_CHARS_MAX, lines);
        lines.putAscii(",\"target\":");
        putText(access.target(), TEXT_CHARS_MAX, lines);
        lines.putAscii(",\"protocol\":");
        putText(access.protocol(), WORD_CHARS_MAX, lines);
        lines.putAscii(",\"status\":");
        lines.putAscii(Integer.toString(access.status()));
        lines.putAscii(",\"bytes\":");
        lines.putAscii(Long.toString(access.contentBytes()));
        lines.putAscii(",\"duration\":");
        putSeconds(access.durationNanos() / NANOS_PER_MICRO, lines);
        lines.putAscii(",\"referer\":");
        putText(access.referer(), TEXT_CHARS_MAX, lines);
        lines.putAscii(",\"userAgent\":");
        putText(access.userAgent(), TEXT_CHARS_MAX, lines);
        lines.putAscii(",\"connection\":");
        lines.putAscii(Long.toString(access.connection()));
        lines.putAscii("}\n");
    }

    private static void putSeconds(long micros, LineBuffer lines) {
        lines.putAscii(Long.toString(micros / MICROS_PER_SECOND));
        lines.putAscii(".");
        String digits = Long.toString(MICROS_PER_SECOND + micros % MICROS_PER_SECOND);
        lines.putAscii(digits.substring(1));            // without the 1, which keeps the leading zeros
    }

    private static void putText(String text, int charsMax, LineBuffer lines) {
        if (text.isEmpty()) {
            lines.putAscii("null");
            return;
        }
        lines.putAscii("\"");
        for (int i = 0; i < Math.min(text.length(), charsMax); i++) {
            char c = text.charAt(i);
            if (LineBuffer.isPlain(c)) {
                lines.put((byte) c);
            } else {
                lines.putAscii("\\u" + HEX.toHexDigits(c));
            }
        }
        lines.putAscii("\"");
    }
}
