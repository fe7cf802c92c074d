package hostling.config;

/**
 * An error or warning about a configuration file.
 *
 * @param file     the name of the file, as given to the reader
 * @param line     from 1
 * @param column   from 1, counted in characters (code points)
 * @param severity whether the file, or the host in it, can still be used
 * @param key      the key or table with its enclosing tables, such as {@code host.route.path}; empty if the diagnostic is
 *                 about the whole file
 * @param kind     what is wrong
 * @param message  what is wrong, a semicolon, and what would be right
 * @param excerpt  the line of the file, and below it a line with carets at the place
 */
public record Diagnostic(String file, int line, int column, Severity severity, String key, DiagnosticKind kind,
                      String message, String excerpt) {
    /** How severe it is. */
    public enum Severity {
        /** The host, or the whole file, can't be used. */
        ERROR,
        /** It can be used, but probably does not do what its author meant. */
        WARNING
    }

    /** {@code FILE:LINE:COLUMN: error: KEY: MESSAGE}, a form in which editors and terminals can jump to the position. */
    @Override
    public String toString() {
        String about = key.isEmpty() ? "" : key + ": ";
        String kind = severity == Severity.ERROR ? "error" : "warning";
        return file + ":" + line + ":" + column + ": " + kind + ": " + about + message;
    }

    /** The same, and below it the excerpt. */
    public String withExcerpt() {
        return this + "\n" + excerpt;
    }
}
