package hostling.config;

import hostling.config.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Collects the diagnostics about one file. */
final class Diagnostics {
    /** Longer than a list of all keys that a table can have. */
    private static final int QUOTED_MAX = 200;

    private final String file;
    private final SourceText source;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    /**
     * @param file   the file's name in diagnostics
     * @param source its text
     */
    Diagnostics(String file, SourceText source) {
        this.file = file;
        this.source = source;
    }

    /**
     * Adds a diagnostic.
     *
     * @param key     the key that it is about, with its enclosing tables; empty for the whole file
     * @param details the values for the placeholders of the message, see {@link DiagnosticKind}
     */
    void add(SourcePosition position, String key, DiagnosticKind kind, Object... details) {
        Object[] clean = new Object[details.length];
        for (int i = 0; i < details.length; i++) {
            clean[i] = printable(details[i].toString());
        }
        diagnostics.add(new Diagnostic(file, position.line(), position.column(), kind.severity(), printable(key), kind,
                kind.message(clean), Excerpt.of(source, position, kind)));
    }

    /** Escapes control characters and shortens the text, so that the content of a file can't forge a second message. */
    private static String printable(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(QUOTED_MAX).forEach(c -> {
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                line.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > QUOTED_MAX ? line + "…" : line.toString();
    }

    /** The number of errors so far, without warnings. */
    int errors() {
        return (int) diagnostics.stream().filter(problem -> problem.severity() == Severity.ERROR).count();
    }

    /** All diagnostics in the order of the file; at the same position, in the order in which they were added. */
    List<Diagnostic> sorted() {
        return diagnostics.stream()
                .sorted(Comparator.comparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column)).toList();
    }
}
