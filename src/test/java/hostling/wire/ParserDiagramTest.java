package hostling.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hostling.cases.RequestCase;
import hostling.wire.Arrows.Arrow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The state diagrams in docs/02-the-parser.md show what the parser does: the test feeds it all cases byte by byte,
 * notes each change of state, and compares the arrows both ways. An arrow that no case takes is a gap in the cases.
 */
class ParserDiagramTest {
    private static final Path CHAPTER = Path.of("docs/02-the-parser.md");
    private static final Path BOOK = Path.of("docs/book/04-a-machine-that-can-stop.md");
    private static final Pattern ARROW = Pattern.compile(" *(\\w+|\\[\\*]) --> (\\w+): (.*)");
    /** The chapter's name for the state in which the extensions begin. */
    private static final String BEGINNING = "[*]";

    private static final Arrows SEEN = new Arrows();

    @BeforeAll
    static void watchTheParser() {
        RequestCase.readAll(Path.of("test-data/requests")).forEach(example -> SEEN.watch(example.input()));
    }

    @ParameterizedTest
    @CsvSource({"head, RequestParser", "line, RequestLineReader", "fields, FieldSectionReader", "chunks, ChunkedBody", "extensions, ChunkExtensionReader"})
    void theDiagramHasTheArrowsThatTheParserTakes(String diagram, String machine) throws IOException {
        Map<Arrow, String> drawn = drawn(diagram);
        assertFalse(drawn.isEmpty());
        assertEquals(SEEN.of(machine), drawn.keySet());
    }

    @Test
    void theBookDrawsTheSameMachine() throws IOException {
        assertEquals(drawn("line"), drawn(BOOK, "line"));
    }

    /** The arrows of a diagram, with their labels. */
    static Map<Arrow, String> drawn(String diagram) throws IOException {
        return drawn(CHAPTER, diagram);
    }

    private static Map<Arrow, String> drawn(Path chapter, String diagram) throws IOException {
        List<String> lines = Files.readAllLines(chapter);
        int marker = lines.indexOf("<!-- states " + diagram + " -->");
        Map<Arrow, String> drawn = new TreeMap<>();
        for (String line : lines.subList(marker + 2, lines.size())) {
            Matcher arrow = ARROW.matcher(line);
            if (line.equals("```")) {
                break;
            } else if (arrow.matches()) {
                String from = arrow.group(1).equals(BEGINNING) ? ChunkExtensionReader.State.SIZE_END.toString() : arrow.group(1);
                drawn.put(new Arrow(from, arrow.group(2)), arrow.group(3));
            }
        }
        return drawn;
    }
}
