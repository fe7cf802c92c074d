package hostling.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.cases.RequestCase;
import hostling.testing.tutor.Freshness;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The table reaches every state of the parser and tries every byte in it, and a case of {@code test-data} takes each
 * possible step. {@code docs/parser-states.md} shows the table;
 * {@code mvn test -Dtest=StateTableTest -Ddocs.update=true} writes that page again.
 */
class StateTableTest {
    private static final Path PAGE = Path.of("docs/parser-states.md");
    private static final boolean UPDATE = Boolean.getBoolean("docs.update");

    /** The byte that leads to this state also leaves it, so no byte finds the parser there. */
    private static final String NEVER_AT_REST = "BODY/EXTENSIONS/SIZE_END";

    private static StateTable table;
    /** What followed each state in the cases: states and violations. */
    private static final Map<String, Set<String>> SEEN = new TreeMap<>();

    @BeforeAll
    static void watchTheParser() {
        table = new StateTable();
        RequestCase.readAll(Path.of("test-data/requests")).forEach(example -> watch(example.input()));
    }

    private static void watch(byte[] input) {
        RequestParser parser = new RequestParser(Limits.DEFAULT);
        for (byte b : input) {
            ByteBuffer segment = ByteBuffer.wrap(new byte[] {b});
            String before = parser.states();
            Set<String> after = SEEN.computeIfAbsent(before, any -> new TreeSet<>());
            try {
                Event event = parser.next(segment);
                while (event != null) {
                    event = parser.next(segment);
                }
                after.add(parser.states());
            } catch (ProtocolException e) {
                after.add(e.violation().toString());
                return;
            }
        }
    }

    @Test
    void everyStateIsReached() {
        Set<String> all = new TreeSet<>();
        all.addAll(names("", RequestParser.State.values()));
        all.addAll(names("REQUEST_LINE/", RequestLineReader.State.values()));
        all.addAll(names("FIELDS/", FieldSectionReader.State.values()));
        all.addAll(names("BODY/", ChunkedBody.State.values()));
        all.addAll(names("BODY/EXTENSIONS/", ChunkExtensionReader.State.values()));
        all.addAll(names("BODY/TRAILERS/", FieldSectionReader.State.values()));
        all.removeAll(Set.of("REQUEST_LINE", "FIELDS", "BODY/EXTENSIONS", "BODY/TRAILERS", NEVER_AT_REST));
        assertEquals(all, table.transitions().keySet());
    }

    private static List<String> names(String machine, Enum<?>[] states) {
        return Stream.of(states).map(state -> machine + state).toList();
    }

    @Test
    void everyStepOfTheTableIsTakenByACase() {
        List<String> untaken = new ArrayList<>();
        table.transitions().forEach((state, outcomes) -> outcomes.stream()
                .filter(outcome -> !SEEN.getOrDefault(state, Set.of()).contains(outcome))
                .forEach(outcome -> untaken.add(state + " -> " + outcome)));
        assertEquals(List.of(), untaken);
    }

    @Test
    void everyStepOfACaseIsInTheTableUnlessItIsARefusalOfTheWhole() {
        assertEquals(Map.of(), seenElsewhere(outcome -> !StateTable.isRefusal(outcome)));
    }

    /** What follows a state in a case, but not in the table. */
    private static Map<String, Set<String>> seenElsewhere(Predicate<String> which) {
        Map<String, Set<String>> elsewhere = new TreeMap<>();
        SEEN.forEach((state, outcomes) -> {
            Set<String> others = outcomes.stream().filter(which)
                    .filter(outcome -> !table.transitions().get(state).contains(outcome))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!others.isEmpty()) {
                elsewhere.put(state, others);
            }
        });
        return elsewhere;
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        String page = page();
        if (UPDATE) {
            Files.writeString(PAGE, page);
        }
        Freshness.require(page, Files.readString(PAGE), PAGE + " has steps of the parser that have changed",
                "mvn test -Dtest=StateTableTest -Ddocs.update=true");
    }

    private static String page() {
        List<String> lines = new ArrayList<>(List.of("# The parser, state by state and byte by byte", "",
                "What the parser of [chapter 2](02-the-parser.md) does with any byte in any state. Nobody wrote these tables:",
                "a test brings the parser into each state, tries all 256 bytes in it, puts bytes that are alike in a whole",
                "table into one column, and compares with this page. It also sees to it that no state is missing, and that",
                "each step is taken by a case of `test-data`. `mvn test -Dtest=StateTableTest -Ddocs.update=true` writes the",
                "page anew.", "",
                "A row is a state, named for what is expected next; a cell is the state behind the byte, or in italics the",
                "[violation](../src/main/java/hostling/wire/Violation.java) for which the request is refused. `START` behind",
                "the last byte of a request is the end of that request.", "",
                "`" + NEVER_AT_REST + "` has no row: the byte that leads there is looked at again at once, and leads on."));
        lines.addAll(table.markdown());
        lines.addAll(List.of("", "## What one byte does not decide", "",
                "Some refusals hang on all that came before the byte: a limit that is reached, a target or a head that is",
                "wrong as a whole.", "", "| expected next | refusals |", "|---|---|"));
        seenElsewhere(StateTable::isRefusal).forEach((state, violations) -> lines.add("| **" + state + "** | *"
                + String.join("*, *", violations) + "* |"));
        return String.join("\n", lines) + "\n";
    }
}
