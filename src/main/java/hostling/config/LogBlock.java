package hostling.config;

import hostling.log.ErrorLog;
import java.nio.file.Path;

/**
 * The table {@code [log]}.
 *
 * @param access the destination of the access log
 * @param format the format of its lines
 * @param error  the destination of the error log
 * @param level  the least severe level in the error log
 */
public record LogBlock(Destination access, Format format, Destination error, ErrorLog.Level level) {
    /** The access log on standard output, the error log with level info on standard error. */
    public static final LogBlock DEFAULT =
            new LogBlock(new Destination.StandardOutput(), Format.COMBINED, new Destination.StandardError(),
                    ErrorLog.Level.INFO);

    /** The format of the access log. */
    public enum Format {
        /** The combined format; on a terminal, short lines for people instead. */
        COMBINED,
        /** The combined format, and the duration of the response in microseconds. */
        COMBINED_DURATION,
        /** One JSON object a line. */
        JSON
    }

    /** The destination of a log. */
    public sealed interface Destination {
        /** Nowhere. */
        record Off() implements Destination { }

        /** The standard output stream. */
        record StandardOutput() implements Destination { }

        /** The standard error stream. */
        record StandardError() implements Destination { }

        /** A file that lines are appended to; it is created if it does not exist. */
        record ToFile(Path path) implements Destination { }
    }
}
