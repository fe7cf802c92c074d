package hostling.project.conformance;

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
record Requirement(String id, String rfc, String section, String level, String part, String text) {
    private static final int COLUMNS = 7;
    static final List<String> LEVELS = List.of("MUST", "MUST NOT", "must", "SHOULD", "SHOULD NOT", "should", "RULE",
            "ought", "MAY");
    private static final Set<String> PARTS = Set.of("parser", "writer", "connection", "static", "upload", "cookies",
            "cgi", "config");

    /** All rows, in the order of the table. */
    static List<Requirement> readAll(Path table) throws IOException {
        List<String> lines = Files.readAllLines(table);
        List<Requirement> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String where = table + ":" + (i + 1) + ": ";
            String[] cells = lines.get(i).split("\t", -1);
            require(cells.length == COLUMNS, where + "a row has " + COLUMNS + " cells");
            Requirement row = new Requirement(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
            require(row.id.matches(row.rfc + "-" + row.section.replace(".", "\\.") + "-[a-z]"),
                    where + "an id is the RFC, the section and a letter");
            require(LEVELS.contains(row.level), where + "unknown level " + row.level);
            require(PARTS.contains(row.part), where + "unknown part " + row.part);
            require(!row.text.isBlank(), where + "a requirement says something");
            require(rows.stream().noneMatch(other -> other.id.equals(row.id)), where + "the id comes twice");
            rows.add(row);
        }
        return rows;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
