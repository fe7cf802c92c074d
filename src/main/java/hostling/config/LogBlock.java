package hostling.config;

import java.nio.file.Path;

/**
 * The table {@code [log]}.
 *
 * @param access where the access log goes
 * @param error  where the error log goes
 * @param level  {@code error}, {@code warning}, {@code info} or {@code debug}: how much is said in the error log
 */
public record LogBlock(Destination access, Destination error, String level) {
    /** Requests on the standard output stream, the rest on the standard error stream. */
    public static final LogBlock DEFAULT =
            new LogBlock(new Destination.StandardOutput(), new Destination.StandardError(), "info");

    /** Where lines go. */
    public sealed interface Destination {
        /** Nowhere. */
        record Off() implements Destination { }

        /** The standard output stream. */
        record StandardOutput() implements Destination { }

        /** The standard error stream. */
        record StandardError() implements Destination { }

        /** The end of a file, which is made where it is not there. */
        record ToFile(Path path) implements Destination { }
    }
}
