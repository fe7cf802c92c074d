package hostling.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds two faults on which tomlj would fail with an unchecked exception or error instead of a parse error: deeply nested
 * brackets, at which its recursion overflows the stack, and truncated escapes. This check runs first.
 */
final class TomlPrecheck {
    private static final int NESTING_MAX = 16;

    // All quantifiers are possessive: no backtracking, and no recursion that grows with the length of a text.
    private static final String BASIC =
            "\"\"\"(?:\\\\[\\s\\S]|(?!\"\"\")[^\\\\])*+(?:\"\"\")?+|\"(?:\\\\.|[^\"\\\\\n])*+\"?+";
    private static final String LITERAL = "'''(?:(?!''')[\\s\\S])*+(?:''')?+|'[^'\n]*+'?+";
    private static final Pattern TOKEN =
            Pattern.compile("(?<basic>" + BASIC + ")|" + LITERAL + "|#[^\n]*+|(?<open>[\\[{])|(?<close>[]}])");
    private static final Pattern SHORT_ESCAPE = Pattern.compile(
            "(?:[^\\\\]|\\\\[^uU]|\\\\u\\p{XDigit}{4}|\\\\U\\p{XDigit}{8})*+\\\\[uU]");

    private TomlPrecheck() { }

    /** Reports the first such fault; returns whether there is one. */
    static boolean reported(SourceText source, Diagnostics diagnostics) {
        Matcher token = TOKEN.matcher(source.text());
        int depth = 0;
        while (token.find()) {
            if (token.group("basic") != null) {
                Matcher escape = SHORT_ESCAPE.matcher(token.group());
                if (escape.lookingAt()) {
                    diagnostics.add(source.positionAt(token.start() + escape.end() - 2), "", DiagnosticKind.SYNTAX_ESCAPE);
                    return true;
                }
            } else if (token.group("open") != null && ++depth > NESTING_MAX) {
                diagnostics.add(source.positionAt(token.start()), "", DiagnosticKind.NESTED, NESTING_MAX);
                return true;
            } else if (token.group("close") != null) {
                depth--;
            }
        }
        return false;
    }
}
