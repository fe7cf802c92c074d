package hostling.cgi;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.log.ErrorLog;
import java.nio.ByteBuffer;

/** What a script writes to its standard error stream, line by line on its way to the error log. */
final class StderrLog {
    static final int LINE_BYTES_MAX = 1_024;
    static final int LINES_MAX = 100;

    private final String script;
    private final ErrorLog errorLog;
    private final ByteBuffer line = ByteBuffer.allocate(LINE_BYTES_MAX);
    private int lines;

    /** @param script what the lines begin with */
    StderrLog(String script, ErrorLog errorLog) {
        this.script = script;
        this.errorLog = errorLog;
    }

    /** Takes all of these bytes. What is too long, or too much, is left out. */
    void take(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n') {
                note();
            } else if (line.hasRemaining()) {
                line.put(b);
            }
        }
    }

    /** There is no more: the last line may have no end. */
    void end() {
        if (line.position() > 0) {
            note();
        }
    }

    private void note() {
        lines++;
        if (lines <= LINES_MAX) {
            errorLog.warning(script + ": " + UTF_8.decode(line.flip()).toString().stripTrailing());
        } else if (lines == LINES_MAX + 1) {
            errorLog.warning(script + ": more than " + LINES_MAX + " lines; the rest is left out");
        }
        line.clear();
    }
}
