package hostling.config;

/**
 * One complaint about a configuration file.
 *
 * @param file     as it was named to the reader
 * @param line     from 1
 * @param column   from 1, counted in characters
 * @param severity whether the file, or a host of it, can be used all the same
 * @param key      the key or table with the tables around it, such as {@code host.route.path}; empty where it is about
 *                 the file as a whole
 * @param mistake  which complaint it is
 * @param message  what is wrong, a semicolon, and what would be right
 */
public record Diagnostic(String file, int line, int column, Severity severity, String key, DiagnosticKind mistake,
                      String message) {
    /** How bad it is. */
    public enum Severity {
        /** What it is about can't be used: a host, or all of the file. */
        ERROR,
        /** It can be used, but will hardly do what was meant. */
        WARNING
    }

    /** {@code FILE:LINE:COLUMN: error: KEY: MESSAGE}, which editors and terminals know how to jump to. */
    @Override
    public String toString() {
        String about = key.isEmpty() ? "" : key + ": ";
        String kind = severity == Severity.ERROR ? "error" : "warning";
        return file + ":" + line + ":" + column + ": " + kind + ": " + about + message;
    }
}
