package hostling.learn;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A change of a source, as a Markdown file tells it: a block of code, "becomes", and a block of code.
 *
 * @param right what stands in the source, once
 * @param wrong what stands there instead
 */
record Change(String right, String wrong) {
    /** With two groups. */
    static final String FORM = "```\\w+\n(.*?)\n?```\n\nbecomes\n\n```\\w+\n(.*?)\n?```\n*";
    private static final Pattern PATTERN = Pattern.compile(FORM, Pattern.DOTALL);

    /** All changes in a text. */
    static List<Change> in(String markdown) {
        Matcher matcher = PATTERN.matcher(markdown);
        return matcher.results().map(found -> new Change(found.group(1), found.group(2))).toList();
    }
}
