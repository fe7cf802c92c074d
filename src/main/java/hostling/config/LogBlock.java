package hostling.config;

import hostling.log.ErrorLog;
import java.nio.file.Path;

/**
 * The table {@code [log]}.
 *
 * @param access the destination of the access log
 * @param error  the destination of the error log
 * @param level  the least severe level in the error log
 */
public record LogBlock(Destination access, Destination error, ErrorLog.Level level) {
    /** The access log on standard output, the error log with level info on standard error. */
    public static final LogBlock DEFAULT =
            new LogBlock(new Destination.StandardOutput(), new Destination.StandardError(), ErrorLog.Level.INFO);

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
