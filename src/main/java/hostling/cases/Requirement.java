package hostling.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One row of {@code test-data/rfc/requirements.tsv}: what an RFC requires of an origin server, in our words.
 *
 * @param id    the RFC, its section, and a letter: {@code 9112-7.1-a}
 * @param level the keyword of RFC 2119, in small letters where the RFC does not use it as one; {@code RULE} is grammar
 *              or an algorithm
 * @param part  the part of the server that it is about
 */
public record Requirement(String id, String rfc, String section, String level, String part, String text) {
    private static final int COLUMNS = 7;

    /** All levels, the strictest first. */
    public static final List<String> LEVELS = List.of("MUST", "MUST NOT", "must", "SHOULD", "SHOULD NOT", "should", "RULE",
            "ought", "MAY");
    private static final Set<String> PARTS = Set.of("parser", "writer", "connection", "static", "upload", "cookies",
            "cgi", "config");

    /**
     * All rows, in the order of the table.
     *
     * @throws CaseFormatException if a row is not as described above
     */
    public static List<Requirement> readAll(Path table) throws IOException {
        List<String> lines = Files.readAllLines(table, UTF_8);
        List<Requirement> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            Requirement row = read(table, i + 1, lines.get(i));
            require(rows.stream().noneMatch(other -> other.id.equals(row.id)), table, i + 1, "the id comes twice");
            rows.add(row);
        }
        return rows;
    }

    private static Requirement read(Path table, int line, String text) {
        String[] cells = text.split("\t", -1);
        require(cells.length == COLUMNS, table, line, "a row has " + COLUMNS + " cells");
        Requirement row = new Requirement(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
        require(row.id.matches(row.rfc + "-" + row.section.replace(".", "\\.") + "-[a-z]"), table, line,
                "an id is the RFC, the section and a letter");
        require(LEVELS.contains(row.level), table, line, "unknown level " + row.level);
        require(PARTS.contains(row.part), table, line, "unknown part " + row.part);
        require(!row.text.isBlank(), table, line, "a requirement says something");
        return row;
    }

    private static void require(boolean holds, Path table, int line, String otherwise) {
        if (!holds) {
            throw new CaseFormatException(table, line, otherwise);
        }
    }

    /** Where it is from, in words: {@code RFC 9112, section 7.1}. */
    public String place() {
        return "RFC " + rfc + ", section " + section;
    }

    /** The address of the section at the RFC editor's. */
    public String link() {
        return "https://www.rfc-editor.org/rfc/rfc" + rfc + ".html#section-" + section;
    }
}
