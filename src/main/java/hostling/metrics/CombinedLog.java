package hostling.metrics;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The access log in the combined format that log analysers read:
 * {@code 127.0.0.1 - - [23/Nov/2026:22:55:00 +0000] "GET / HTTP/1.1" 200 2453 "-" "curl/7.88.1"}.
 *
 * <p>Lines are gathered and written once a turn of the loop, so that a busy server makes one system call for many of
 * them. What a client sent is escaped: a quote or a line break in a field can't forge a line.
 */
public final class CombinedLog implements AccessLog {
    private static final int CAPACITY = 64 * 1024;
    /** The longest part of a line that comes from the client. */
    private static final int TEXT_CHARS_MAX = 2_048;
    private static final int LINE_BYTES_MAX = 4 * (3 * TEXT_CHARS_MAX) + 256;
    private static final String HEX = "0123456789ABCDEF";

    private final DateTimeFormatter format;
    private final Consumer<ByteBuffer> out;
    private final ByteBuffer lines = ByteBuffer.allocate(CAPACITY);
    private long formattedSecond = Long.MIN_VALUE;
    private String formatted = "";

    /**
     * @param zone the time zone of the lines
     * @param out  takes finished lines, and all of them before it returns
     */
    public CombinedLog(ZoneId zone, Consumer<ByteBuffer> out) {
        this.format = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(zone);
        this.out = out;
    }

    @Override
    public void note(Access access) {
        if (lines.remaining() < LINE_BYTES_MAX) {
            endOfTurn();
        }
        put(access.remote());
        put(" - - [");
        put(time(access.time()));
        put("] ");
        putQuoted(access.requestLine());
        put(" ");
        put(Integer.toString(access.status()));
        put(" ");
        put(access.contentBytes() == 0 ? "-" : Long.toString(access.contentBytes()));
        put(" ");
        putQuoted(access.referer());
        put(" ");
        putQuoted(access.userAgent());
        put("\n");
    }

    @Override
    public void endOfTurn() {
        if (lines.position() > 0) {
            try {
                out.accept(lines.flip());
            } finally {
                lines.clear();
            }
        }
    }

    private String time(Instant instant) {
        if (instant.getEpochSecond() != formattedSecond) {
            formattedSecond = instant.getEpochSecond();
            formatted = format.format(instant);
        }
        return formatted;
    }

    private void put(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            lines.put((byte) ascii.charAt(i));
        }
    }

    private void putQuoted(String text) {
        put("\"");
        if (text.isEmpty()) {
            put("-");
        }
        for (int i = 0; i < Math.min(text.length(), TEXT_CHARS_MAX); i++) {
            putEscaped(text.charAt(i));
        }
        put("\"");
    }

    private void putEscaped(int c) {
        boolean plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\';
        if (plain) {
            lines.put((byte) c);
        } else {
            lines.put((byte) '\\').put((byte) 'x').put((byte) HEX.charAt(c >> 4 & 15)).put((byte) HEX.charAt(c & 15));
        }
    }
}
