package hostling.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader of case files accepts what their README describes, and fails on everything else with file and line. */
class CaseFilesTest {
    private static final String GOOD = """
            # A file
            <!-- chapter 02-the-parser.md#chunks -->

            ## A heading
            Prose about the case.

            <!-- case id=good rfc=9112-3-a,9110-2.3-a level=must -->
            ```http
            GET /\\x41\\{3 ab} HTTP/1.1
            X: \\{2 \\x42\\{2 c}}\\t\\\\

            four\\
            ```
            ```events
            incomplete
            ```
            """;

    @TempDir
    private Path folder;

    @Test
    void aCaseIsReadWithItsHeadingItsBytesAndItsEvents() throws IOException {
        List<RequestCase> cases = read(GOOD);
        assertEquals(1, cases.size());
        RequestCase only = cases.get(0);
        assertEquals("A heading", only.heading());
        assertEquals("good", only.id());
        assertArrayEquals(Bytes.latin1("GET /Aababab HTTP/1.1\r\nX: BccBcc\t\\\r\n\r\nfour"), only.input());
        assertEquals("incomplete", only.events());
        assertEquals("02-the-parser.md#chunks", only.chapter());
        assertTrue(only.location().endsWith("cases.md:4"), only.location());
        assertTrue(only.source().toString().endsWith("cases.md?line=4"), only.source().toString());
    }

    @Test
    void aFileIsReadWithoutItsNeighbours() throws IOException {
        write(GOOD);
        Files.writeString(folder.resolve("notes.md"), "no cases", UTF_8);
        assertEquals(List.of("good"), RequestCase.readFile(folder.resolve("cases.md")).stream().map(RequestCase::id).toList());
    }

    @Test
    void howStrictlyItBindsOthersIsKnown() throws IOException {
        assertEquals("", read(GOOD).get(0).others());
        assertEquals("may", read(GOOD.replace("level=must", "level=must others=may")).get(0).others());
    }

    /** Each is the good file with one replacement. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("\\x41", "\\q", 9, "unknown escape \\q"),
                arguments("\\x41", "\\x4", 9, "two lower-case hex digits"),
                arguments("\\x41", "\\xAB", 9, "two lower-case hex digits"),
                arguments("\\x41", "ü", 9, "U+00FC"),
                arguments("\\{3 ab}", "\\{3ab}", 9, "a repetition is"),
                arguments("\\{3 ab}", "\\{3 ab", 9, "a repetition is"),
                arguments("\\{3 ab}", "\\{3 \\{3 a}", 9, "a repetition is"),
                arguments("\\{3 ab}", "\\{9999999 ab}", 9, "a repetition has at most"),
                arguments("four\\", "four ", 12, "\\x20"),
                arguments("four\\", "four\tfive", 12, "U+0009"),
                arguments("```http", "```html", 8, "unknown block html"),
                arguments("```events", "```http", 14, "a second block of http"),
                arguments("```events\nincomplete\n```\n", "", 4, "no block of events"),
                arguments("incomplete\n```", "incomplete", 14, "not closed"),
                arguments("incomplete\n", "", 15, "a case has events"),
                arguments("incomplete", "incompete", 15, "unknown event: incompete"),
                arguments("incomplete", "end ", 15, "unknown event: end "),
                arguments("incomplete", "head GET / HTTP/2.0", 15, "unknown event"),
                arguments("incomplete", "head GET / HTTP/1.1\n  Host: a", 16, "unknown event:   Host"),
                arguments("incomplete", "head GET / HTTP/1.1\n  host: ", 16, "unknown event:   host"),
                arguments("incomplete", "body 4 four", 15, "unknown event"),
                arguments("incomplete", "error 400 CHUNK_SYZE at 4", 15, "unknown violation: CHUNK_SYZE"),
                arguments("incomplete", "error 400 CHUNK_SIZE", 15, "unknown event"),
                arguments("incomplete", "incomplete\nend", 15, "nothing comes after"),
                arguments("incomplete", "error 400 CHUNK_SIZE at 4\nincomplete", 15, "nothing comes after"),
                arguments("id=good", "id=Good", 7, "an id is"),
                arguments("id=good ", "", 7, "an id is"),
                arguments("id=good", "id=good id=better", 7, "id comes twice"),
                arguments("id=good", "id=good why=so", 7, "unknown word why"),
                arguments("level=must", "level=must source=RFC-9112-3", 7, "unknown word source"),
                arguments("9112-3-a", "9112-3", 7, "rfc is a list"),
                arguments("9112-3-a,", "9112-3-a, ", 7, "a case comment is"),
                arguments("level=must", "level=Must", 7, "level is one of"),
                arguments("level=must", "level=must others=never", 7, "others is one of"),
                arguments(" level=must", "", 7, "level is one of"),
                arguments("<!-- case", "<!-- cas", 7, "a case comment is"),
                arguments("<!-- chapter 02-the-parser.md#chunks -->", "Prose", 2, "names its chapter"),
                arguments("#chunks", "", 2, "names its chapter"),
                arguments("<!-- case id=good rfc=9112-3-a,9110-2.3-a level=must -->\n", "", 7, "above the blocks"),
                arguments("## A heading", "### A heading", 8, "a block stands under a heading"),
                arguments("Prose about the case.", "## Another\n\n## And another", 4, "no case comment"),
                arguments("Prose about the case.", "#No space", 5, "a heading in a case file"));
    }

    @ParameterizedTest(name = "{1} in place of {0}")
    @MethodSource("mistakes")
    void aMistakeIsAnErrorWithFileAndLine(String right, String wrong, int line, String message) throws IOException {
        assertTrue(GOOD.contains(right), "the replacement has no effect");
        String error = error(GOOD.replace(right, wrong));
        assertTrue(error.startsWith(folder.resolve("cases.md") + ":" + line + ": "), error);
        assertTrue(error.contains(message), error);
    }

    /** Each is the text after the level and the error message, for folders in which a case has to name its source. */
    static Stream<Arguments> wrongSources() {
        return Stream.of(
                arguments("", "source is a section"),
                arguments(" source=RFC-9112", "source is a section"),
                arguments(" source=9112-7.1-a", "source is a section"),
                arguments(" source=CVE-25-1", "source is a section"),
                arguments(" source=RFC-9112-7.1 source=RFC-9112-7.2", "source comes twice"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongSources")
    void whereSourcesAreNamedACaseHasARightOne(String source, String message) throws IOException {
        write(GOOD.replace("level=must", "level=must" + source));
        String error = assertThrows(CaseFormatException.class, () -> RequestCase.readAllWithSources(folder)).getMessage();
        assertTrue(error.startsWith(folder.resolve("cases.md") + ":7: "), error);
        assertTrue(error.contains(message), error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RFC-9112-7.1.1", "RFC-3986-3", "CVE-2025-55315"})
    void aSourceIsASectionOrAVulnerability(String source) throws IOException {
        write(GOOD.replace("level=must", "level=must source=" + source));
        assertEquals(1, RequestCase.readAllWithSources(folder).size());
    }

    @Test
    void anIdIsTakenOnce() throws IOException {
        String error = error(GOOD + GOOD.substring(GOOD.indexOf("## ")));
        assertTrue(error.startsWith(folder.resolve("cases.md") + ":17: the id is taken by "), error);
    }

    @Test
    void aFileWithoutACaseIsAnError() throws IOException {
        assertTrue(error(GOOD.substring(0, GOOD.indexOf("## "))).endsWith("cases.md:3: a case file has a case"));
        assertTrue(error("").contains("cases.md:1: "));
    }

    @Test
    void theReadmeIsNotACaseFile() throws IOException {
        Files.writeString(folder.resolve("README.md"), "## How to write a case\n", UTF_8);
        assertEquals(1, read(GOOD).size());
    }

    @Test
    void theFilesComeInTheOrderOfTheReadme() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            Files.writeString(folder.resolve(name + ".md"), GOOD.replace("id=good", "id=" + name), UTF_8);
        }
        Files.writeString(folder.resolve("README.md"), "[c.md](c.md), then [b.md](b.md)\n", UTF_8);
        assertEquals(List.of("c", "b", "a"), RequestCase.readAll(folder).stream().map(RequestCase::id).toList());
    }

    /** The messages of a student are such a file: it has no events, and other files beside it are no cases. */
    @Test
    void aFileIsReadAlone() throws IOException {
        write(GOOD.replace("```events\nincomplete\n```\n", ""));
        Files.writeString(folder.resolve("notes.md"), "My notes\n", UTF_8);
        List<CaseFile.Section> sections = CaseFile.readFile(folder.resolve("cases.md"), Set.of("http"));
        assertEquals(1, sections.size());
        assertArrayEquals(Bytes.latin1("GET /Aababab HTTP/1.1\r\nX: BccBcc\t\\\r\n\r\nfour"), sections.get(0).bytes("http"));
    }

    @Test
    void anIdIsTakenOnceInAFileThatIsReadAlone() throws IOException {
        write(GOOD + GOOD.substring(GOOD.indexOf("## ")));
        String error = assertThrows(CaseFormatException.class,
                () -> CaseFile.readFile(folder.resolve("cases.md"), Set.of("http", "events"))).getMessage();
        assertTrue(error.startsWith(folder.resolve("cases.md") + ":17: the id is taken by "), error);
    }

    @Test
    void whatBytesShowsItReads() {
        byte[] all = new byte[256 + 40];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i < 256 ? i : '}');
        }
        assertArrayEquals(all, Bytes.read(Bytes.show(all)));
        assertEquals("\\{40 \\x7d}", Bytes.show(Bytes.latin1("}".repeat(40))));
        assertEquals("a\\r\\n\\t\\0\\\\\\xff\"", Bytes.show(Bytes.latin1("a\r\n\t\0\\\u00ff\"")));
    }

    private List<RequestCase> read(String file) throws IOException {
        write(file);
        return RequestCase.readAll(folder);
    }

    private void write(String file) throws IOException {
        Files.writeString(folder.resolve("cases.md"), file, UTF_8);
    }

    private String error(String file) throws IOException {
        return assertThrows(CaseFormatException.class, () -> read(file)).getMessage();
    }
}
