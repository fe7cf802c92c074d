package hostling.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * Parses a file with tomlj, and translates its syntax errors into plain words: tomlj lists the tokens that its grammar
 * expects, such as <i>expected a-z, A-Z, 0-9, }, ', or "</i>, which tell where in the grammar it was.
 */
final class TomlSyntax {
    private static final Pattern TWICE = Pattern.compile("(.*?) (?:is not an? .*\\()?(?:previously|already) defined.* "
            + "at line ([0-9]+), column [0-9]+\\)?", Pattern.DOTALL);
    private static final Pattern UNEXPECTED = Pattern.compile("Unexpected .*, expected (.*)", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("[^\\s,\\[\\]{}\"'=#]+");
    private static final Pattern BOOLEAN = Pattern.compile("true|false|yes|no|on|off", Pattern.CASE_INSENSITIVE);
    private static final Set<String> IN_TEXT = Set.of("' or a character", "\" or a character", "''' or a character",
            "\"\"\" or a character", "'", "'''");
    private static final Set<String> IN_HEADER = Set.of("]", "]]", "] or .", "]] or .");
    private static final String VALUE = "a boolean";
    private static final String KEY = "a-z";
    private static final String END_OF_LINE = "a newline or end-of-input";

    private final SourceText source;
    private final Diagnostics diagnostics;

    private TomlSyntax(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** The parsed file; empty if it is not TOML, which is reported once per line. */
    static Optional<TomlTable> parse(SourceText source, Diagnostics diagnostics) {
        if (TomlPrecheck.reported(source, diagnostics)) {
            return Optional.empty();
        }
        TomlSyntax syntax = new TomlSyntax(source, diagnostics);
        try {
            TomlParseResult result = Toml.parse(source.text());
            if (result.hasErrors()) {
                syntax.report(result.errors());
                return Optional.empty();
            }
            return Optional.of(result);
        } catch (TomlParseError escape) {               // thrown if another error precedes a bad escape
            syntax.report(List.of(escape));
            return Optional.empty();
        }
    }

    private void report(List<TomlParseError> errors) {
        Optional<ForeignSyntax> foreign = ForeignSyntax.find(source);
        if (foreign.isPresent()) {
            add(foreign.get().position(), DiagnosticKind.SYNTAX_FOREIGN, foreign.get().server());
            return;
        }
        Set<Integer> lines = new HashSet<>();
        errors.stream().filter(error -> lines.add(error.position().line())).forEach(this::report);
    }

    private void report(TomlParseError error) {
        SourcePosition position = source.position(error.position());
        String message = error.getMessage();
        Matcher twice = TWICE.matcher(message);
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (twice.matches()) {
            add(position, DiagnosticKind.SYNTAX_TWICE, twice.group(1), twice.group(2));
        } else if (unexpected.matches()) {
            unexpected(position, unexpected.group(1), message);
        } else if (message.equals("Empty table key")) {
            add(position, DiagnosticKind.SYNTAX_EMPTY_HEADER);
        } else if (message.contains("escape sequence")) {
            add(position, DiagnosticKind.SYNTAX_ESCAPE);
        } else {
            add(position, DiagnosticKind.SYNTAX_OTHER, message);
        }
    }

    private void unexpected(SourcePosition position, String expected, String message) {
        String rest = source.rest(position);
        if (!rest.isEmpty() && Character.isISOControl(rest.codePointAt(0))) {
            add(position, DiagnosticKind.SYNTAX_CONTROL, rest.substring(0, 1));
        } else if (expected.contains(VALUE)) {
            valueMissing(position, rest);
        } else if (expected.equals(END_OF_LINE) && !startsLine(position)) {
            boolean header = source.line(position).stripLeading().startsWith("[");
            add(position, header ? DiagnosticKind.SYNTAX_AFTER_HEADER : DiagnosticKind.SYNTAX_AFTER_VALUE, rest);
        } else if (IN_TEXT.contains(expected)) {
            String quote = expected.replace(" or a character", "");
            add(position, DiagnosticKind.SYNTAX_OPEN_TEXT, quote.length() == 1 ? quote + " on the same line" : quote);
        } else if (IN_HEADER.contains(expected)) {
            add(position, DiagnosticKind.SYNTAX_OPEN_HEADER);
        } else if (expected.startsWith("] or a") || expected.startsWith("], a")) {
            add(position, DiagnosticKind.SYNTAX_OPEN_ARRAY);
        } else if (expected.contains("}")) {
            add(position, DiagnosticKind.SYNTAX_OPEN_BRACES);
        } else if (expected.contains("=")) {
            add(position, DiagnosticKind.SYNTAX_NO_EQUALS);
        } else if (expected.contains(KEY) || expected.equals(END_OF_LINE)) {
            keyMissing(position, rest);
        } else {
            add(position, DiagnosticKind.SYNTAX_OTHER, message);
        }
    }

    private boolean startsLine(SourcePosition position) {
        return source.line(position).stripLeading().equals(source.rest(position).stripLeading());
    }

    private void valueMissing(SourcePosition position, String rest) {
        Matcher word = WORD.matcher(rest);
        if (!word.lookingAt()) {
            add(position, DiagnosticKind.SYNTAX_NO_VALUE);
        } else {
            boolean flag = BOOLEAN.matcher(word.group()).matches();
            add(position, flag ? DiagnosticKind.SYNTAX_BOOLEAN : DiagnosticKind.SYNTAX_BARE_TEXT, word.group());
        }
    }

    private void keyMissing(SourcePosition position, String rest) {
        String line = source.line(position).stripLeading();
        if (line.startsWith("[")) {
            add(position, DiagnosticKind.SYNTAX_OPEN_HEADER);
        } else if (line.contains("{")) {
            add(position, DiagnosticKind.SYNTAX_OPEN_BRACES);
        } else {
            add(position, DiagnosticKind.SYNTAX_NO_KEY, rest);
        }
    }

    private void add(SourcePosition position, DiagnosticKind kind, Object... details) {
        diagnostics.add(position, "", kind, details);
    }
}
