package hostling.project.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.server.Timeouts;
import hostling.server.TurnRecorder.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the demo's pages say about the program is true. */
class WebsiteTest {
    private static final Path WWW = Path.of("www");
    /** The state machines that the parser's page explains. */
    private static final List<String> MACHINES = List.of("RequestParser", "RequestLineReader", "FieldSectionReader", "ChunkedBody");
    /** In the order of the tables. */
    private static final List<Duration> TIME_LIMITS = List.of(Timeouts.DEFAULT.header(), Timeouts.DEFAULT.body(),
            Timeouts.DEFAULT.write(), Timeouts.DEFAULT.keepAlive(), Timeouts.DEFAULT.handler());

    private static List<String> found(String file, String pattern) throws IOException {
        return Pattern.compile(pattern).matcher(Files.readString(WWW.resolve(file))).results().map(each -> each.group(1))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"loop.html | <td class=\"num\">(\\d+) s</td>", "files/timeouts.json | \"at most\": (\\d+)",
            "test.json | (?m)^ {4}\"[a-zA-Z]+\": (\\d+)"})
    void timeLimitsAreThoseOfTheProgram(String file, String pattern) throws IOException {
        assertEquals(TIME_LIMITS, found(file, pattern).stream().map(text -> Duration.ofSeconds(Long.parseLong(text))).toList());
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(WWW)) {
            return files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
        }
    }

    /** A section of an RFC that a page names is a link to just that section. */
    @Test
    void sectionsOfRfcsAreLinks() throws IOException {
        Pattern link = Pattern.compile("<a href=\"https://www\\.rfc-editor\\.org/rfc/rfc(\\d+)\\.html(?:#section-([\\d.]+))?\">([^<]*)</a>");
        int count = 0;
        for (Path page : pages()) {
            String text = Files.readString(page);
            for (MatchResult found : link.matcher(text).results().toList()) {
                String shown = found.group(3).replaceAll("\\s+", " ").replace("§", "section ");
                String whole = "RFC " + found.group(1) + (found.group(2) == null ? "" : " section " + found.group(2));
                assertTrue(whole.endsWith(shown), page + ": " + shown + " leads to " + whole);
                count++;
            }
            String others = link.matcher(text).replaceAll("");
            assertFalse(Pattern.compile("RFC \\d+\\b(?! sections)|§|section \\d").matcher(others).find(), page::toString);
        }
        assertTrue(count > 30, "links are found");
    }

    /** Whichever page a visitor is on, the others are the same few. */
    @Test
    void allPagesHaveTheSameNavigation() throws IOException {
        Pattern nav = Pattern.compile("<nav class=\"site-nav\" aria-label=\"Pages\">.*?</nav>", Pattern.DOTALL);
        Set<String> seen = new TreeSet<>();
        for (Path page : pages()) {
            Matcher found = nav.matcher(Files.readString(page));
            assertTrue(found.find(), page::toString);
            seen.add(found.group().replace(" aria-current=\"page\"", ""));
        }
        assertEquals(1, seen.size(), seen::toString);
    }

    private static Set<String> states() throws ClassNotFoundException {
        Set<String> states = new TreeSet<>();
        for (String machine : MACHINES) {
            Stream.of(Class.forName("hostling.wire." + machine + "$State").getEnumConstants())
                    .forEach(state -> states.add(state.toString()));
        }
        return states;
    }

    /** Each kind of work has a row, with a line of code that is in the sources. */
    @Test
    void thePageOfTheLoopShowsItsLines() throws Exception {
        List<String> kinds = Stream.of(Kind.values()).filter(kind -> kind != Kind.STATE && kind != Kind.CLOSED)
                .map(Kind::name).toList();
        assertEquals(kinds, found("loop.html", "<tr data-kind=\"([A-Z]+)\">"));
        assertEquals(kinds, found("loop.html", "<div data-kind=\"([A-Z]+)\">"));
        List<String> lines = found("loop.html", "<td><code>([^<]*)</code></td><td>[A-Za-z]+\\.java</td>");
        List<String> files = found("loop.html", "<td><code>[^<]*</code></td><td>([A-Za-z]+\\.java)</td>");
        assertEquals(kinds.size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertTrue(source(files.get(i)).contains(lines.get(i)), lines.get(i) + " is not in " + files.get(i));
        }
    }

    private static String source(String name) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return Files.readString(files.filter(file -> file.getFileName().toString().equals(name)).findFirst().orElseThrow());
        }
    }

    /** The tables have a row for each state, and the text names no other. */
    @Test
    void thePageOfTheParserHasItsStates() throws Exception {
        Set<String> rows = new TreeSet<>(found("parser.html", "<th scope=\"row\">([A-Z_]+)</th>"));
        assertEquals(states(), rows);
        Set<String> named = found("parser.html", "\\b([A-Z]+_[A-Z]+)\\b").stream().collect(Collectors.toCollection(TreeSet::new));
        named.removeAll(states());
        assertTrue(named.isEmpty(), () -> "not states: " + named);
    }
}
