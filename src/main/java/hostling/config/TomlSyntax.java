package hostling.config;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * Has tomlj read a file, and says in plain words what it complains about: tomlj says what its grammar expects, such as
 * <i>expected a-z, A-Z, 0-9, }, ', or "</i>, from which we conclude where in the grammar it was.
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
    private final Diagnostics problems;

    private TomlSyntax(SourceText source, Diagnostics problems) {
        this.source = source;
        this.problems = problems;
    }

    /** The file as tomlj has it; empty where it is no TOML, which is complained about once a line. */
    static Optional<TomlTable> parse(SourceText source, Diagnostics problems) {
        if (TomlPrecheck.reported(source, problems)) {
            return Optional.empty();
        }
        TomlSyntax syntax = new TomlSyntax(source, problems);
        try {
            TomlParseResult result = Toml.parse(source.text());
            Set<Integer> lines = new HashSet<>();
            result.errors().stream().filter(error -> lines.add(error.position().line())).forEach(syntax::report);
            return result.hasErrors() ? Optional.empty() : Optional.of(result);
        } catch (TomlParseError escape) {               // thrown where another mistake stands in front of it
            syntax.report(escape);
            return Optional.empty();
        }
    }

    private void report(TomlParseError error) {
        SourcePosition place = source.place(error.position());
        String message = error.getMessage();
        Matcher twice = TWICE.matcher(message);
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (twice.matches()) {
            add(place, DiagnosticKind.SYNTAX_TWICE, twice.group(1), twice.group(2));
        } else if (unexpected.matches()) {
            unexpected(place, unexpected.group(1), message);
        } else if (message.equals("Empty table key")) {
            add(place, DiagnosticKind.SYNTAX_EMPTY_HEADER);
        } else if (message.contains("escape sequence")) {
            add(place, DiagnosticKind.SYNTAX_ESCAPE);
        } else {
            add(place, DiagnosticKind.SYNTAX_OTHER, message);
        }
    }

    private void unexpected(SourcePosition place, String expected, String message) {
        String rest = source.rest(place);
        if (!rest.isEmpty() && Character.isISOControl(rest.codePointAt(0))) {
            add(place, DiagnosticKind.SYNTAX_CONTROL, rest.substring(0, 1));
        } else if (expected.contains(VALUE)) {
            valueMissing(place, rest);
        } else if (expected.equals(END_OF_LINE) && !startsLine(place)) {
            boolean header = source.line(place).stripLeading().startsWith("[");
            add(place, header ? DiagnosticKind.SYNTAX_BEHIND_HEADER : DiagnosticKind.SYNTAX_BEHIND_VALUE, rest);
        } else if (IN_TEXT.contains(expected)) {
            String quote = expected.replace(" or a character", "");
            add(place, DiagnosticKind.SYNTAX_OPEN_TEXT, quote.length() == 1 ? quote + " in the same line" : quote);
        } else if (IN_HEADER.contains(expected)) {
            add(place, DiagnosticKind.SYNTAX_OPEN_HEADER);
        } else if (expected.startsWith("] or a") || expected.startsWith("], a")) {
            add(place, DiagnosticKind.SYNTAX_OPEN_ARRAY);
        } else if (expected.contains("}")) {
            add(place, DiagnosticKind.SYNTAX_OPEN_BRACES);
        } else if (expected.contains("=")) {
            add(place, DiagnosticKind.SYNTAX_NO_EQUALS);
        } else if (expected.contains(KEY) || expected.equals(END_OF_LINE)) {
            keyMissing(place, rest);
        } else {
            add(place, DiagnosticKind.SYNTAX_OTHER, message);
        }
    }

    private boolean startsLine(SourcePosition place) {
        return source.line(place).stripLeading().equals(source.rest(place).stripLeading());
    }

    private void valueMissing(SourcePosition place, String rest) {
        Matcher word = WORD.matcher(rest);
        if (!word.lookingAt()) {
            add(place, DiagnosticKind.SYNTAX_NO_VALUE);
        } else {
            boolean flag = BOOLEAN.matcher(word.group()).matches();
            add(place, flag ? DiagnosticKind.SYNTAX_BOOLEAN : DiagnosticKind.SYNTAX_BARE_TEXT, word.group());
        }
    }

    private void keyMissing(SourcePosition place, String rest) {
        String line = source.line(place).stripLeading();
        if (line.startsWith("[")) {
            add(place, DiagnosticKind.SYNTAX_OPEN_HEADER);
        } else if (line.contains("{")) {
            add(place, DiagnosticKind.SYNTAX_OPEN_BRACES);
        } else {
            add(place, DiagnosticKind.SYNTAX_NO_KEY, rest);
        }
    }

    private void add(SourcePosition place, DiagnosticKind mistake, Object... details) {
        problems.add(place, "", mistake, details);
    }
}
