package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads a field section: what comes after the request line, with the empty line. It prints the fields, or at which byte it stopped
 * and why. It is as strict as Hostling about lines, but needs the whole section at once, and does not look into values.
 */
public final class FieldLines {
    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";
    private static final Set<String> ONLY_ONCE = Set.of("host", "content-length", "content-type", "authorization");
    private static final int SECTION_BYTES_MAX = 8192;
    private static final int LINES_MAX = 100;
    private static final int BAD_REQUEST = 400;
    private static final int FIELDS_TOO_LARGE = 431;

    private final String section;                       // one character for each byte
    private int at;

    FieldLines(byte[] section) {
        this.section = new String(section, ISO_8859_1);
    }

    /** Why a section is refused; the message begins with the status of the response. */
    static final class Refused extends Exception {
        Refused(int status, int at, String why) {
            super(status + " at byte " + at + ": " + why);
        }
    }

    // region: main
    /** Reads the section from the standard input. */
    public static void main(String[] arguments) throws IOException {
        try {
            Map<String, List<String>> fields = new FieldLines(System.in.readAllBytes()).read();
            fields.forEach((name, values) -> System.out.println(name + " = " + String.join(", ", values)));
        } catch (Refused e) {
            System.out.println(e.getMessage());
        }
    }
    // endregion

    // region: section
    /** The values of each field, by its name in small letters. */
    Map<String, List<String>> read() throws Refused {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (int lines = 0; peek() != '\r'; lines++) {
            require(lines < LINES_MAX, FIELDS_TOO_LARGE, "there are too many lines");
            String name = name();
            require(!ONLY_ONCE.contains(name) || !fields.containsKey(name), "there may be one line with this name");
            String value = value();
            lineEnd();
            fields.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
        }
        require(fields.containsKey("host"), "there is no Host");
        lineEnd();
        return fields;
    }
    // endregion

    // region: name
    /** Takes a name and its colon. */
    private String name() throws Refused {
        require(!isBlank(peek()), "a line begins with white space");
        int start = at;
        while (isOfToken(peek())) {
            at++;
        }
        require(at > start && peek() == ':', "a line begins with a name and a colon");
        at++;
        return section.substring(start, at - 1).toLowerCase(Locale.ROOT);
    }

    private static boolean isOfToken(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || TOKEN_PUNCTUATION.indexOf(c) >= 0;
    }
    // endregion

    // region: value
    /** Takes a value, and the white space around it. */
    private String value() throws Refused {
        int start = at;
        while (isText(peek())) {
            at++;
        }
        return section.substring(start, at).trim();     // of what trim removes, only space and tab can be there
    }

    private static boolean isText(char c) {
        return c == '\t' || c >= ' ' && c != 0x7f;
    }
    // endregion

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    // region: end
    private void lineEnd() throws Refused {
        require(peek() == '\r', peek() == '\n' ? "an LF has no CR before it" : "a value has a control character");
        at++;
        require(peek() == '\n', "a CR has no LF after it");
        at++;
    }
    // endregion

    // region: peek
    /** The next byte, which is not taken. */
    private char peek() throws Refused {
        require(at < SECTION_BYTES_MAX, FIELDS_TOO_LARGE, "the section is too long");
        require(at < section.length(), "the empty line is missing");
        return section.charAt(at);
    }

    private void require(boolean isRight, String otherwise) throws Refused {
        require(isRight, BAD_REQUEST, otherwise);
    }

    private void require(boolean isRight, int status, String otherwise) throws Refused {
        if (!isRight) {
            throw new Refused(status, at, otherwise);
        }
    }
    // endregion
}
