package hostling.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two things at which tomlj would fail with an error of its own instead of complaining about the file: brackets within
 * brackets, for each of which it calls itself, until there is no stack left; and escapes that are cut short. They are
 * looked for before.
 */
final class TomlPrecheck {
    private static final int NESTING_MAX = 16;

    // Possessive all over: nothing is tried twice, and the length of a text is no depth of calls.
    private static final String BASIC =
            "\"\"\"(?:\\\\[\\s\\S]|(?!\"\"\")[^\\\\])*+(?:\"\"\")?+|\"(?:\\\\.|[^\"\\\\\n])*+\"?+";
    private static final String LITERAL = "'''(?:(?!''')[\\s\\S])*+(?:''')?+|'[^'\n]*+'?+";
    private static final Pattern TOKEN =
            Pattern.compile("(?<basic>" + BASIC + ")|" + LITERAL + "|#[^\n]*+|(?<open>[\\[{])|(?<close>[]}])");
    private static final Pattern SHORT_ESCAPE = Pattern.compile(
            "(?:[^\\\\]|\\\\[^uU]|\\\\u\\p{XDigit}{4}|\\\\U\\p{XDigit}{8})*+\\\\[uU]");

    private TomlPrecheck() { }

    /** Complains about the first of them; whether there is one. */
    static boolean reported(SourceText source, Diagnostics problems) {
        Matcher token = TOKEN.matcher(source.text());
        int depth = 0;
        while (token.find()) {
            if (token.group("basic") != null) {
                Matcher escape = SHORT_ESCAPE.matcher(token.group());
                if (escape.lookingAt()) {
                    problems.add(source.placeAt(token.start() + escape.end() - 2), "", DiagnosticKind.SYNTAX_ESCAPE);
                    return true;
                }
            } else if (token.group("open") != null && ++depth > NESTING_MAX) {
                problems.add(source.placeAt(token.start()), "", DiagnosticKind.NESTED, NESTING_MAX);
                return true;
            } else if (token.group("close") != null) {
                depth--;
            }
        }
        return false;
    }
}
