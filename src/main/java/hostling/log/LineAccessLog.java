package hostling.log;

/**
 * An access log of lines, one for each request, in one of several formats. Lines are buffered and written once a turn of the
 * loop. Text from a client is escaped: a quote or a line break in a field can't forge a line (RFC 9110 section 17.4).
 */
public final class LineAccessLog implements AccessLog {
    private final AccessFormat format;
    private final LineBuffer lines;
    private final ErrorLog errorLog;

    /**
     * @param format   the form of the lines
     * @param target   where the lines go
     * @param errorLog reports lines that were lost
     */
    public LineAccessLog(AccessFormat format, LogTarget target, ErrorLog errorLog) {
        this.format = format;
        this.lines = new LineBuffer(target);
        this.errorLog = errorLog;
    }

    @Override
    public void record(AccessRecord access) {
        if (lines.begin(format.lineBytesMax())) {
            format.put(access, lines);
        }
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
}
