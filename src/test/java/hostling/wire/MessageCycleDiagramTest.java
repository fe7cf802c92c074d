package hostling.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.wire.MessageCycle.RequestState;
import hostling.wire.MessageCycle.ResponseState;
import hostling.wire.MessageCycle.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The two diagrams of the message cycle in docs/01-how-a-request-travels.md match the transitions of the tables. */
class MessageCycleDiagramTest {
    private static final Path CHAPTER = Path.of("docs/01-how-a-request-travels.md");

    @Test
    void theRequestIsDrawnAsItIs() throws IOException {
        assertEquals(arrows(RequestState.values(), MessageCycle::next), drawn("request"));
    }

    @Test
    void theResponseIsDrawnAsItIs() throws IOException {
        assertEquals(arrows(ResponseState.values(), MessageCycle::next), drawn("response"));
    }

    private static <T> Set<String> arrows(T[] states, BiFunction<T, Step, T> next) {
        Set<String> arrows = new TreeSet<>();
        for (T state : states) {
            for (Step step : Step.values()) {
                if (next.apply(state, step) != null) {
                    arrows.add(state + " --> " + next.apply(state, step) + ": " + step);
                }
            }
        }
        return arrows;
    }

    private static Set<String> drawn(String machine) throws IOException {
        List<String> lines = Files.readAllLines(CHAPTER);
        List<String> diagram = lines.subList(lines.indexOf("<!-- states " + machine + " -->") + 2, lines.size());
        return diagram.subList(0, diagram.indexOf("```")).stream().map(String::strip)
                .filter(line -> line.contains(" --> ") && !line.contains("[*]")).collect(Collectors.toCollection(TreeSet::new));
    }
}
