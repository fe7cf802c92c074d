package hostling.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a person watches, and in colour. */
class TerminalTest {
    @ParameterizedTest
    @CsvSource({"/dev/pts/0, true", "/dev/pts/12, true", "/dev/tty1, true", "/dev/ttyS0, true", "/dev/console, true",
        "/dev/null, false", "pipe:[4711], false", "socket:[1], false", "/var/log/dev/pts/0, false", "/dev/pts/ptmx, false"})
    void aTerminalIsKnownByItsPath(String path, boolean expected) {
        assertEquals(expected, Terminal.isTerminal(Path.of(path)));
    }

    @ParameterizedTest
    @CsvSource({"xterm, , true", ", , true", "dumb, , false", "xterm, 1, false", "xterm, '', true"})
    void coloursAreShownUnlessTheUserOrTheTerminalHasNone(String term, String noColor, boolean expected) {
        Map<String, String> environment = new HashMap<>();
        environment.put("TERM", term);
        environment.put("NO_COLOR", noColor);
        environment.values().removeIf(value -> value == null);
        assertEquals(expected, Terminal.showsColours(environment));
    }
}
