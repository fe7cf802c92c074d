package hostling.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The tables of {@code docs/features.md}. */
final class FeatureTable {
    static final Path PAGE = Path.of("docs/features.md");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CELL_END = Pattern.compile("(?<!\\\\)\\|");
    private static final int CELLS = 4;

    private FeatureTable() { }

    /**
     * Rows that use the same running servers.
     *
     * @param start the commands that start the servers, one a line
     */
    record Section(List<String> start, List<Row> rows) { }

    /**
     * A row of a table.
     *
     * @param line    its line number in the page, from 1
     * @param feature the first cell, unchanged
     * @param command empty if there is none
     * @param prints  the lines that the command prints
     * @param tests   the names of tests, and words that must appear where those tests are
     */
    record Row(int line, String feature, String command, List<String> prints, List<String> tests) { }

    static List<Section> sections() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.equals("```sh")) {
                int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
                sections.add(new Section(lines.subList(i + 1, end), new ArrayList<>()));
                i = end;
            } else if (line.startsWith("| ") && !line.endsWith("| Test |")) {
                sections.get(sections.size() - 1).rows().add(row(line, i + 1));
            }
        }
        return sections;
    }

    private static Row row(String line, int number) {
        String[] cells = CELL_END.split(line.substring(1));
        if (cells.length != CELLS) {
            throw new AssertionError(PAGE + ":" + number + ": a row has " + CELLS + " cells, not " + cells.length);
        }
        List<String> command = codeIn(cells[1]);
        if (command.size() > 1) {
            throw new AssertionError(PAGE + ":" + number + ": there is one command in a row");
        }
        return new Row(number, cells[0].strip(), String.join("", command), codeIn(cells[2]), codeIn(cells[3]));
    }

    private static List<String> codeIn(String cell) {
        return CODE.matcher(cell.replace("\\|", "|")).results().map((MatchResult code) -> code.group(1)).toList();
    }
}
