package hostling.cgi;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.log.ErrorLog;
import java.nio.ByteBuffer;

/** Copies a script's standard error stream to the error log, line by line. */
final class StderrLog {
    static final int LINE_BYTES_MAX = 1_024;
    static final int LINES_MAX = 100;

    private final String script;
    private final ErrorLog errorLog;
    private final ByteBuffer line = ByteBuffer.allocate(LINE_BYTES_MAX);
    private int lines;

    /** @param script the name that each line begins with */
    StderrLog(String script, ErrorLog errorLog) {
        this.script = script;
        this.errorLog = errorLog;
    }

    /** Consumes all of these bytes. Long lines are cut, and lines beyond {@link #LINES_MAX} are left out. */
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

    /** Logs the last line, which may lack a line feed. */
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
