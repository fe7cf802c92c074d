package hostling.log;

import java.time.ZoneId;

/**
 * The combined format that log analysers read:
 * {@code 127.0.0.1 - - [23/Nov/2026:22:55:00 +0000] "GET / HTTP/1.1" 200 2453 "-" "curl/7.88.1"}. The duration of the
 * response, in microseconds, can follow at the end of the line. Many servers and analysers have it there.
 */
public final class CombinedFormat extends AccessFormat {
    /** Three texts from the client, of which each character takes up to four bytes, and the rest of a line. */
    private static final int LINE_BYTES_MAX = 3 * (4 * TEXT_CHARS_MAX) + 256;

    private static final long NANOS_PER_MICRO = 1_000;

    private final SecondFormat time;
    private final boolean withDuration;

    /**
     * @param zone         the time zone of the lines
     * @param withDuration whether the duration follows at the end
     */
    public CombinedFormat(ZoneId zone, boolean withDuration) {
        this.time = new SecondFormat("dd/MMM/yyyy:HH:mm:ss Z", zone);
        this.withDuration = withDuration;
    }

    @Override
    int lineBytesMax() {
        return LINE_BYTES_MAX;
    }

    @Override
    void put(AccessRecord access, LineBuffer lines) {
        lines.putAscii(access.remote());
        lines.putAscii(" - - [");
        lines.putAscii(time.text(access.time()));
        lines.putAscii("] ");
        putQuoted(access.requestLine(), lines);
        lines.putAscii(" ");
        lines.putAscii(Integer.toString(access.status()));
        lines.putAscii(" ");
        lines.putAscii(access.contentBytes() == 0 ? "-" : Long.toString(access.contentBytes()));
        lines.putAscii(" ");
        putQuoted(access.referer(), lines);
        lines.putAscii(" ");
        putQuoted(access.userAgent(), lines);
        if (withDuration) {
            lines.putAscii(" ");
            lines.putAscii(Long.toString(access.durationNanos() / NANOS_PER_MICRO));
        }
        lines.putAscii("\n");
    }

    private static void putQuoted(String text, LineBuffer lines) {
        lines.putAscii("\"");
        if (text.isEmpty()) {
            lines.putAscii("-");
        }
        lines.putEscaped(text, TEXT_CHARS_MAX);
        lines.putAscii("\"");
    }
}
