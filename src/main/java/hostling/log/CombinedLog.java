package hostling.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The access log in the combined format that log analysers read:
 * {@code 127.0.0.1 - - [23/Nov/2026:22:55:00 +0000] "GET / HTTP/1.1" 200 2453 "-" "curl/7.88.1"}.
 *
 * <p>Lines are buffered and written once a turn of the loop. Text from a client is escaped: a quote or a line break in a
 * field can't forge a line (RFC 9110 section 17.4).
 */
public final class CombinedLog implements AccessLog {
    /** Most characters of each text that comes from the client; longer ones are cut. */
    private static final int TEXT_CHARS_MAX = 2_048;
    private static final int LINE_BYTES_MAX = 4 * (3 * TEXT_CHARS_MAX) + 256;
    private static final String HEX = "0123456789ABCDEF";

    private final DateTimeFormatter format;
    private final LineBuffer lines;
    private final ErrorLog errorLog;
    private long formattedSecond = Long.MIN_VALUE;
    private String formatted = "";

    /**
     * @param zone     the time zone of the lines
     * @param target   where the lines go
     * @param errorLog reports lines that were lost
     */
    public CombinedLog(ZoneId zone, LogTarget target, ErrorLog errorLog) {
        this.format = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(zone);
        this.lines = new LineBuffer(target);
        this.errorLog = errorLog;
    }

    @Override
    public void record(AccessRecord access) {
        if (lines.begin(LINE_BYTES_MAX)) {
            putLine(access);
        }
    }

    private void putLine(AccessRecord access) {
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
    public boolean flush() {
        boolean written = lines.flush();
        if (written) {
            long lost = lines.takeLost();
            if (lost > 0) {
                errorLog.warning(lost + " lines of the access log were lost: they came faster than they could be written");
            }
        }
        return written;
    }

    /** How many lines were lost so far: they came faster than they could be written. */
    public long lostInAll() {
        return lines.lostInAll();
    }

    /** How many lines were not written, including lost ones. Call this at the end, after the last request. */
    public long unwritten() {
        return lines.unwritten();
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
            put("\\x" + HEX.charAt(c >> 4 & 15) + HEX.charAt(c & 15));
        }
    }
}
