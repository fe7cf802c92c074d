package hostling.config;

import hostling.config.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Gathers complaints about one file. */
final class Diagnostics {
    private static final int QUOTED_MAX = 100;

    private final String file;
    private final List<Diagnostic> problems = new ArrayList<>();

    /** @param file what the file is called in messages */
    Diagnostics(String file) {
        this.file = file;
    }

    /**
     * Adds a complaint.
     *
     * @param key     what it is about, with the tables around it; empty for the file as a whole
     * @param details what goes into the message, see {@link DiagnosticKind}
     */
    void add(SourcePosition place, String key, DiagnosticKind mistake, Object... details) {
        Object[] clean = new Object[details.length];
        for (int i = 0; i < details.length; i++) {
            clean[i] = printable(details[i].toString());
        }
        problems.add(new Diagnostic(file, place.line(), place.column(), mistake.severity(), printable(key), mistake,
                mistake.message(clean)));
    }

    /** One line of reasonable length: what a file holds can't forge a second message. */
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

    /** How many errors there are so far; warnings don't count. */
    int errors() {
        return (int) problems.stream().filter(problem -> problem.severity() == Severity.ERROR).count();
    }

    /** All of them in the order of the file; at one place in the order in which they were found. */
    List<Diagnostic> sorted() {
        return problems.stream()
                .sorted(Comparator.comparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column)).toList();
    }
}
