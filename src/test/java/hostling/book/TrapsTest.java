package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What Java does with texts, and a server must not do. */
class TrapsTest {
    @Test
    void eachTrapIsOne() {
        List<String> results = Traps.traps().stream().map(line -> line.substring(line.lastIndexOf("  ") + 2)).toList();
        assertEquals(List.of("5", "3", "true", "t\u0131tle", "true", "GET", "33 3f", "ef bf bd"), results);
    }
}
