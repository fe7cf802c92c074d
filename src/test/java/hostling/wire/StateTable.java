package hostling.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the parser does with each byte in each situation, found by running it. Each row has the bytes that lead to a
 * situation; the table tries each of the 256 bytes after them. Bytes with the same outcome in all rows of a group
 * share a column.
 */
final class StateTable {
    /** A situation: the bytes that lead to it, and what sets it apart from others in the same state. */
    private record Row(String state, String note, String[] outcomes) { }

    /** Rows that share a table. */
    private record Group(String heading, List<Row> rows) { }

    private static final String LINE = "GET / HTTP/1.1\r\n";
    private static final String HOST = LINE + "Host: a\r\n";
    private static final String CHUNKED = HOST + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String LAST_CHUNK = CHUNKED + "0\r\n";

    private final List<Group> groups = new ArrayList<>();
    private final List<String> situations = new ArrayList<>();

    StateTable() {
        group("The request line");
        row("", "");
        row("\r", "");
        row("\r\n", "no byte of it yet");
        row("G", "");
        row("GET ", "no byte of it yet");
        row("GET /", "");
        row("GET / HTTP/1.", "less than eight bytes");
        row("GET / HTTP/1.1", "HTTP/1.1");
        row("GET / HTTP/2.0", "HTTP/2.0");
        row("GET / HTTP.1/1", "eight bytes that are no version");
        row("GET / HTTP/1.1\r", "");
        group("The header section");
        sectionRows(LINE);
        row(HOST + "\r", "no content follows");
        row(HOST + "Content-Length: 1\r\n\r", "content of a known length follows");
        row(HOST + "Transfer-Encoding: chunked\r\n\r", "content in chunks follows");
        group("Content of a known length");
        row(HOST + "Content-Length: 2\r\n\r\n", "two bytes are left");
        row(HOST + "Content-Length: 1\r\n\r\n", "one byte is left");
        group("Content in chunks");
        row(CHUNKED, "no digit yet");
        row(CHUNKED + "1", "");
        row(CHUNKED + "0000000000000001", "16 digits");
        row(CHUNKED + "1\r", "a size above 0");
        row(CHUNKED + "0\r", "the last chunk");
        row(CHUNKED + "2\r\n", "some bytes are left");
        row(CHUNKED + "2\r\nx", "one byte is left");
        row(CHUNKED + "2\r\nxx", "no byte is left");
        row(CHUNKED + "2\r\nxx\r", "");
        group("Extensions of a chunk");
        row(CHUNKED + "1 ", "");
        row(CHUNKED + "1;", "");
        row(CHUNKED + "1;n", "");
        row(CHUNKED + "1;n ", "");
        row(CHUNKED + "1;n=", "");
        row(CHUNKED + "1;n=v", "");
        row(CHUNKED + "1;n=\"", "");
        row(CHUNKED + "1;n=\"\\", "");
        row(CHUNKED + "1;n=\"\"", "");
        group("The trailer section");
        sectionRows(LAST_CHUNK);
        row(LAST_CHUNK + "\r", "");
    }

    private void sectionRows(String before) {
        row(before, "");
        row(before + "N", "");
        row(before + "N:", "");
        row(before + "N: v", "");
        row(before + "N: v\r", "");
    }

    private void group(String heading) {
        groups.add(new Group(heading, new ArrayList<>()));
    }

    private void row(String latin1, String note) {
        situations.add(latin1);
        String[] outcomes = new String[256];
        for (int b = 0; b < outcomes.length; b++) {
            outcomes[b] = after(latin1 + (char) b);
        }
        groups.get(groups.size() - 1).rows().add(new Row(after(latin1), note, outcomes));
    }

    /** The state after these bytes, or the name of the violation. */
    private static String after(String latin1) {
        RequestParser parser = new RequestParser(Limits.DEFAULT);
        ByteBuffer bytes = ISO_8859_1.encode(latin1);
        try {
            Event event = parser.next(bytes);
            while (event != null) {
                event = parser.next(bytes);
            }
            return parser.states();
        } catch (ProtocolException e) {
            return e.violation().toString();
        }
    }

    /** The bytes that lead to each situation, one character each. */
    List<String> situations() {
        return situations;
    }

    /** The possible outcomes of one more byte in each state. */
    Map<String, Set<String>> transitions() {
        Map<String, Set<String>> all = new TreeMap<>();
        groups.stream().flatMap(group -> group.rows().stream()).forEach(row ->
                all.computeIfAbsent(row.state(), any -> new TreeSet<>()).addAll(List.of(row.outcomes())));
        return all;
    }

    /** The tables as lines of Markdown. */
    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        for (Group group : groups) {
            List<BitSet> columns = columns(group.rows());
            lines.addAll(List.of("", "## " + group.heading(), "",
                    "| expected next | " + String.join(" | ", ByteNames.of(columns)) + " |",
                    "|---|" + "---|".repeat(columns.size())));
            group.rows().forEach(row -> lines.add(line(row, columns)));
        }
        return lines;
    }

    /** The columns: bytes with the same outcome in all rows. */
    private static List<BitSet> columns(List<Row> rows) {
        Map<List<String>, BitSet> alike = new LinkedHashMap<>();
        for (int b = 0; b < 256; b++) {
            int each = b;
            alike.computeIfAbsent(rows.stream().map(row -> row.outcomes()[each]).toList(), any -> new BitSet()).set(b);
        }
        return List.copyOf(alike.values());
    }

    private static String line(Row row, List<BitSet> columns) {
        String cells = columns.stream().map(column -> cell(row, row.outcomes()[column.nextSetBit(0)]))
                .collect(Collectors.joining(" | "));
        return "| **" + row.state() + "**" + (row.note().isEmpty() ? "" : ", " + row.note()) + " | " + cells + " |";
    }

    /** A state of the same machine appears with only its last name. */
    private static String cell(Row row, String outcome) {
        String machine = row.state().substring(0, row.state().lastIndexOf('/') + 1);
        if (outcome.equals(row.state())) {
            return "stays";
        }
        return isRefusal(outcome) ? "*" + outcome + "*" : outcome.startsWith(machine)
                ? outcome.substring(machine.length()) : outcome;
    }

    /** Whether an outcome is a violation and not a state. */
    static boolean isRefusal(String outcome) {
        return Stream.of(Violation.values()).anyMatch(violation -> violation.name().equals(outcome));
    }
}
