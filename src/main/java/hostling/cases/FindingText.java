package hostling.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A finding as text for a terminal.
 *
 * <pre>
 * A plus sign before a right size is refused
 *   sent      POST / HTTP/1.1\r\n
 *             Transfer-Encoding: chunked\r\n
 *             \r\n
 *             +23\r\n
 *             ^ here
 *   expected  400, and the end of the connection
 *   came      200
 *   why       RFC 9112, section 7.1 (RULE): chunk-size is one or more hexadecimal digits.
 *   read      docs/02-the-parser.md
 *   case      test-data/hostile/chunk-size.md:8
 *   run       mvn test -Dtest=HostileCasesTest -Dcase=size-plus
 * </pre>
 */
public final class FindingText {
    private static final int LABEL_COLUMNS = 10;
    private static final int TEXT_COLUMNS = 110;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n]]");
    private static final String BOLD = "\u001b[1m";
    private static final String FAINT = "\u001b[2m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final boolean colours;
    private final StringBuilder text = new StringBuilder();

    private FindingText(boolean colours) {
        this.colours = colours;
    }

    /**
     * The text, with a line end after each line.
     *
     * @param colours whether it goes to a terminal that knows the escape sequences of ECMA-48
     */
    public static String of(Finding finding, boolean colours) {
        return new FindingText(colours).write(finding);
    }

    private String write(Finding finding) {
        text.append(in(BOLD, finding.heading())).append('\n');
        for (Finding.Part part : finding.parts()) {
            if (part instanceof Finding.Words words) {
                paragraph(words.label(), words.text());
            } else if (part instanceof Finding.Sent sent) {
                bytes(sent);
            }
        }
        for (Requirement requirement : finding.requirements()) {
            paragraph("why", requirement.place() + " (" + requirement.level() + "): " + requirement.text());
        }
        if (!finding.chapter().isEmpty()) {
            paragraph("read", "docs/" + finding.chapter());
        }
        if (!finding.location().isEmpty()) {
            paragraph("case", finding.location());
        }
        if (!finding.command().isEmpty()) {
            line("run", finding.command());               // in one line, however long, so that it can be copied
        }
        return text.toString();
    }

    private void bytes(Finding.Sent sent) {
        String label = sent.label();
        for (ByteLines.Line line : ByteLines.of(sent)) {
            line(label, switch (line.kind()) {
                case BYTES -> line.text();
                case CARET -> in(RED, line.text());
                case LEFT_OUT -> in(FAINT, line.text());
            });
            label = "";
        }
    }

    private void paragraph(String label, String words) {
        String first = label;
        for (String line : visible(words).split("\n")) {
            for (String part : wrapped(line)) {
                line(first, part);
                first = "";
            }
        }
    }

    /** With control characters as escapes: they may come from a client, and a terminal would obey them. */
    private static String visible(String words) {
        return CONTROL.matcher(words).replaceAll(found -> String.format(Locale.ROOT, "\\\\x%02x", (int) found.group().charAt(0)));
    }

    private static List<String> wrapped(String line) {
        List<String> parts = new ArrayList<>();
        String rest = line;
        while (rest.length() > TEXT_COLUMNS) {
            int space = rest.lastIndexOf(' ', TEXT_COLUMNS);
            int end = space > 0 ? space : TEXT_COLUMNS;
            parts.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        parts.add(rest);
        return parts;
    }

    private void line(String label, String rest) {
        text.append("  ").append(in(FAINT, label)).append(" ".repeat(LABEL_COLUMNS - label.length())).append(rest).append('\n');
    }

    private String in(String colour, String words) {
        return colours && !words.isBlank() ? colour + words + PLAIN : words;
    }
}
