package hostling.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hostling.testing.RequestCase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The state diagrams in docs/02-the-parser.md show what the parser does: the test feeds it all cases byte by byte,
 * notes each change of state, and compares the arrows both ways. An arrow that no case takes is a gap in the cases.
 */
class ParserDiagramTest {
    private static final Path CHAPTER = Path.of("docs/02-the-parser.md");
    private static final Pattern ARROW = Pattern.compile(" *(\\w+) --> (\\w+):.*");

    private static final Map<String, Set<String>> SEEN = new TreeMap<>();

    @BeforeAll
    static void watchTheParser() {
        for (RequestCase example : RequestCase.readAll(Path.of("test-data/requests"))) {
            watch(example.input());
        }
    }

    private static void watch(byte[] input) {
        RequestParser parser = new RequestParser(Limits.DEFAULT);
        try {
            for (byte b : input) {
                ByteBuffer segment = ByteBuffer.wrap(new byte[] {b});
                boolean more = true;
                while (more) {
                    String before = parser.states();
                    more = parser.next(segment) != null;
                    note(before, parser.states());
                }
            }
        } catch (ProtocolException e) {
            return;                                     // a refusal is not an arrow
        }
    }

    private static void note(String before, String after) {
        String[] from = before.split("/");
        String[] to = after.split("/");
        note("head", from[0], to[0]);
        if (from[0].equals(to[0]) && from.length > 1 && to.length > 1) {
            note(from[0].equals("FIELDS") ? "fields" : "chunks", from[1], to[1]);
            if (from.length > 2 && to.length > 2 && from[1].equals(to[1])) {
                note(from[1].equals("TRAILERS") ? "fields" : "extensions", from[2], to[2]);
            }
        }
    }

    private static void note(String machine, String from, String to) {
        if (!from.equals(to)) {
            SEEN.computeIfAbsent(machine, any -> new TreeSet<>()).add(from + " --> " + to);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"head", "fields", "chunks", "extensions"})
    void theDiagramHasTheArrowsThatTheParserTakes(String machine) throws IOException {
        List<String> lines = Files.readAllLines(CHAPTER);
        int marker = lines.indexOf("<!-- states " + machine + " -->");
        Set<String> drawn = new TreeSet<>();
        for (String line : lines.subList(marker + 2, lines.size())) {
            Matcher arrow = ARROW.matcher(line);
            if (line.equals("```")) {
                break;
            } else if (arrow.matches()) {
                drawn.add(arrow.group(1) + " --> " + arrow.group(2));
            }
        }
        assertFalse(drawn.isEmpty());
        assertEquals(SEEN.get(machine), drawn);
    }
}
