package hostling.project.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.project.docs.Chapter.Console;
import hostling.project.docs.Chapter.Snippet;
import hostling.testing.Program;
import hostling.testing.tutor.Freshness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The documentation matches the program: its snippets are the program's own code, the files that it links to exist, and
 * its commands print the output that it shows. {@code mvn test -Dtest=DocsTest -Ddocs.update=true} rewrites the
 * snippets and the output.
 */
class DocsTest {
    private static final Pattern REGION = Pattern.compile("(//|#) region: ");
    private static final boolean UPDATE = Boolean.getBoolean("docs.update");
    /** Fields whose values change each time. */
    private static final Pattern CHANGING = Pattern.compile("(?m)^(Date|Last-Modified|ETag|Server-Timing): .*$");
    private static Program demo;
    private static int demoPort;

    /** Starts the program as a reader does, except for the port. */
    @BeforeAll
    static void startTheDemo() throws IOException {
        demo = Program.java("-XX:TieredStopAtLevel=1", "hostling.app.Main", "--quiet", "--port", "0");
        String serving = demo.line();
        Matcher port = Pattern.compile("Serving .*:(\\d+)/.*").matcher(String.valueOf(serving));
        assertTrue(port.matches(), serving);
        demoPort = Integer.parseInt(port.group(1));
    }

    @AfterAll
    static void stopTheDemo() {
        demo.close();
    }

    @TestFactory
    Stream<DynamicTest> snippetsAreTheProgramsOwnLines() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Chapter chapter : Chapter.all()) {
            for (Snippet snippet : chapter.snippets()) {
                String name = chapter.file() + " shows " + snippet.source() + "#" + snippet.region();
                tests.add(DynamicTest.dynamicTest(name, () -> compare(chapter, snippet)));
            }
        }
        assertTrue(tests.size() > 5, "the chapters show code");
        return tests.stream();
    }

    private static void compare(Chapter chapter, Snippet snippet) throws IOException {
        List<String> region = Chapter.region(snippet.source(), snippet.region());
        if (UPDATE) {
            update(chapter.file(), snippet, region);
            return;
        }
        List<String> shown = chapter.lines().subList(snippet.first(), snippet.end());
        Freshness.require(String.join("\n", region), String.join("\n", shown),
                chapter.file() + " shows lines of the sources that have changed", "mvn test -Dtest=DocsTest -Ddocs.update=true");
    }

    private static void update(Path file, Snippet snippet, List<String> region) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        Snippet now = new Chapter(file, lines).snippets().stream()
                .filter(any -> any.source().equals(snippet.source()) && any.region().equals(snippet.region()))
                .findFirst().orElseThrow();
        lines.subList(now.first(), now.end()).clear();
        lines.addAll(now.first(), region);
        Files.write(file, lines);
    }

    /** A region that no page shows is a leftover marker. */
    @Test
    void everyRegionOfTheSourcesIsShown() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (Chapter chapter : Chapter.all()) {
            chapter.snippets().forEach(snippet -> shown.add(snippet.source() + "#" + snippet.region()));
        }
        Set<String> marked = new TreeSet<>();
        for (String folder : List.of("src/main/java", "src/test/java", "src/test/resources/examples", "test-data/haproxy")) {
            try (Stream<Path> sources = Files.walk(Path.of(folder))) {
                for (Path source : sources.filter(Files::isRegularFile).toList()) {
                    Files.readAllLines(source).stream().map(String::strip).filter(line -> REGION.matcher(line).lookingAt())
                            .forEach(line -> marked.add(source + "#" + REGION.matcher(line).replaceFirst("")));
                }
            }
        }
        marked.removeAll(shown);
        assertEquals(Set.of(), marked);
    }

    @TestFactory
    Stream<DynamicTest> whatAPageRefersToIsThere() throws IOException {
        return Chapter.all().stream().map(chapter -> DynamicTest.dynamicTest(chapter.file().toString(), () -> {
            List<Path> missing = chapter.references().stream().filter(path -> !Files.exists(path)).toList();
            assertEquals(List.of(), missing);
        }));
    }

    /** A command is run, and its output is compared. */
    @TestFactory
    Stream<DynamicTest> commandsPrintWhatThePageSays() throws IOException {
        Terminal terminal = new Terminal(demoPort);
        List<DynamicTest> tests = new ArrayList<>();
        for (Chapter chapter : Chapter.all()) {
            for (Console console : chapter.consoles()) {
                terminal.typed(console).ifPresent(typed -> tests.add(DynamicTest.dynamicTest(chapter.file() + ":" + console.line(),
                        () -> compare(typed.print(), console, chapter.file()))));
            }
        }
        assertTrue(tests.size() > 10, "the chapters show commands");
        return tests.stream();
    }

    private static void compare(String output, Console console, Path file) throws IOException {
        String expected = String.join("\n", console.lines().subList(1, console.lines().size())).stripTrailing();
        String printed = output.stripTrailing();
        boolean isSame = pattern(expected).matcher(printed + "\n").matches();
        if (UPDATE && !isSame) {
            String block = console.lines().get(0) + "\n";
            Files.writeString(file, Files.readString(file).replace(block + (expected.isEmpty() ? "" : expected + "\n"),
                    block + CHANGING.matcher(printed).replaceAll("$1: …") + "\n"));
            return;
        }
        assertTrue(isSame, () -> "printed:\n" + printed + "\ninstead of:\n" + expected);
    }

    /** What an output has to be like: in a line, … stands for any characters, and a line of … alone for any lines. */
    private static Pattern pattern(String expected) {
        return Pattern.compile(expected.lines().map(line -> line.equals("…") ? "(?:.*\n)*"
                : Stream.of(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")) + "\n").collect(Collectors.joining()));
    }
}
