package hostling.project.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.config.ConfigurationFile;
import hostling.config.ConfigurationSummary;
import hostling.config.Diagnostic;
import hostling.config.LoadResult;
import hostling.examine.Examiner;
import hostling.examine.NoServerException;
import hostling.examine.Selection;
import hostling.examine.Target;
import hostling.examine.TextReport;
import hostling.project.docs.Chapter.Console;
import hostling.project.docs.Chapter.Snippet;
import hostling.testing.Program;
import hostling.testing.tutor.Freshness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern PRINTF = Pattern.compile("\\$ printf '([^']*)' \\| nc -N 127\\.0\\.0\\.1 8080");

    /** Fields whose values change each time. */
    private static final Pattern CHANGING = Pattern.compile("(?m)^(Date|Last-Modified|ETag|Server-Timing): .*$");
    private static final Pattern EXAMINE =
            Pattern.compile("\\$ java -jar target/hostling\\.jar examine http://127\\.0\\.0\\.1:8080/ --only (\\S+)");
    private static final Pattern CHECK = Pattern.compile("\\$ java -jar target/hostling\\.jar --check -c (\\S+)");

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
        for (String folder : List.of("src/main/java", "src/test/resources/examples", "test-data/haproxy")) {
            try (Stream<Path> sources = Files.walk(Path.of(folder))) {
                for (Path source : sources.filter(Files::isRegularFile).toList()) {
                    Files.readAllLines(source).stream().map(String::strip).filter(line -> REGION.matcher(line).lookingAt())
                            .forEach(line -> marked.add(source + "#" + REGION.matcher(line).replaceFirst("")));
                }
            }
        }
        assertEquals(marked, shown);
    }

    @TestFactory
    Stream<DynamicTest> whatAPageRefersToIsThere() throws IOException {
        return Chapter.all().stream().map(chapter -> DynamicTest.dynamicTest(chapter.file().toString(), () -> {
            List<Path> missing = chapter.references().stream().filter(path -> !Files.exists(path)).toList();
            assertEquals(List.of(), missing);
        }));
    }

    /** {@code $ printf '…' | nc -N 127.0.0.1 8080} is sent to the demo; "…" on the page stands for any value. */
    @TestFactory
    Stream<DynamicTest> commandsPrintWhatThePageSays() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Chapter chapter : Chapter.all()) {
            for (Console console : chapter.consoles()) {
                Matcher printf = PRINTF.matcher(console.lines().get(0));
                if (printf.matches()) {
                    tests.add(DynamicTest.dynamicTest(chapter.file() + ":" + console.line(),
                            () -> compare(send(unescape(printf.group(1))).replace("\r", ""), console, chapter.file())));
                }
            }
        }
        assertTrue(tests.size() > 2, "the chapters show commands");
        return tests.stream();
    }

    /** {@code $ java -jar target/hostling.jar --check -c FILE} is followed by the problems of the file, or by its summary. */
    @TestFactory
    Stream<DynamicTest> filesAreCheckedAsThePageSays() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Chapter chapter : Chapter.all()) {
            for (Console console : chapter.consoles()) {
                Matcher check = CHECK.matcher(console.lines().get(0));
                if (check.matches()) {
                    tests.add(DynamicTest.dynamicTest(chapter.file() + ":" + console.line(), () -> {
                        assertEquals(String.join("\n", checked(check.group(1))),
                                String.join("\n", console.lines().subList(1, console.lines().size())));
                    }));
                }
            }
        }
        assertTrue(tests.size() > 0, "a chapter shows how a file is checked");
        return tests.stream();
    }

    /** {@code $ java -jar target/hostling.jar examine URL --only ID} is followed by what the examiner says of the demo. */
    @TestFactory
    Stream<DynamicTest> theExaminerSaysWhatThePageSays() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Chapter chapter : Chapter.all()) {
            for (Console console : chapter.consoles()) {
                Matcher examine = EXAMINE.matcher(console.lines().get(0));
                if (examine.matches()) {
                    tests.add(DynamicTest.dynamicTest(chapter.file() + ":" + console.line(),
                            () -> compare(examined(examine.group(1)), console, chapter.file())));
                }
            }
        }
        assertTrue(tests.size() > 0, "a chapter shows the examiner");
        return tests.stream();
    }

    private static String examined(String check) throws NoServerException {
        List<String> lines = new ArrayList<>();
        TextReport text = new TextReport(lines::add, false, TextReport.Detail.CHECKS);
        Target demo = new Target(new InetSocketAddress("127.0.0.1", demoPort), "127.0.0.1:8080", "/", Map.of());
        text.end(new Examiner(demo, new Selection(Set.of(), Set.of(check))).examine("http://127.0.0.1:8080/", text::stage));
        return String.join("\n", lines);
    }

    private static List<String> checked(String file) throws IOException {
        LoadResult loaded = ConfigurationFile.read(Path.of(file), List.of());
        List<String> lines = new ArrayList<>(loaded.diagnostics().stream().map(Diagnostic::withExcerpt).toList());
        if (loaded.isWhole()) {
            lines.add(file + " is good.");
            lines.addAll(ConfigurationSummary.of(loaded.configuration().orElseThrow()));
        }
        return lines;
    }

    private static void compare(String output, Console console, Path file) throws IOException {
        String expected = String.join("\n", console.lines().subList(1, console.lines().size())).stripTrailing();
        String printed = output.stripTrailing();
        if (UPDATE) {
            String block = console.lines().get(0) + "\n";
            Files.writeString(file, Files.readString(file).replace(block + expected,
                    block + CHANGING.matcher(printed).replaceAll("$1: …")));
            return;
        }
        String pattern = Stream.of(expected.split("…", -1)).map(Pattern::quote).reduce((a, b) -> a + ".*" + b).orElse("");
        assertTrue(printed.matches(pattern), () -> "printed:\n" + printed + "\ninstead of:\n" + expected);
    }

    private static String unescape(String format) {
        return format.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
    }

    private static String send(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", demoPort)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
