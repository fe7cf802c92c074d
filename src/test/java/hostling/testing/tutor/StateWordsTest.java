package hostling.testing.tutor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every state in the table of {@code docs/parser-states.md}, which is complete, has words. */
class StateWordsTest {
    private static final Pattern STATE = Pattern.compile("\\| \\*\\*([A-Z_/]+)\\*\\* ");

    @Test
    void everyStateHasWords() throws IOException {
        List<String> states = STATE.matcher(Files.readString(Path.of("docs/parser-states.md"))).results()
                .map(match -> match.group(1)).distinct().toList();
        assertTrue(states.size() > 25, states::toString);
        assertEquals(List.of(), states.stream().filter(state -> StateWords.of(state).equals(state)).toList());
    }

    @Test
    void theStateOfAnInnerMachineIsTold() {
        assertEquals("BODY/TRAILERS/NAME, which expects the name of a field, or the colon after it, in the trailer section",
                StateWords.of("BODY/TRAILERS/NAME"));
    }
}
