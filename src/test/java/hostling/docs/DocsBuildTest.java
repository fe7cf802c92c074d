package hostling.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages at {@code /docs/}: of this project all of them, and of small projects what the build does and refuses. */
class DocsBuildTest {
    private static final Pattern LINK = Pattern.compile(" (?:href|src)=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");

    @TempDir
    private static Path output;
    /** The pages of this project, by their addresses. */
    private static final Map<String, String> PAGES = new TreeMap<>();
    private static final Map<String, Set<String>> ANCHORS = new HashMap<>();

    @TempDir
    private Path temp;

    @BeforeAll
    static void buildThisProject() throws IOException {
        DocsBuild.write(Path.of(""), output);
        for (Path file : filesIn(output)) {
            if (file.toString().endsWith(".html")) {
                String address = address(file);
                PAGES.put(address, Files.readString(file));
                ANCHORS.put(address, all(ID, PAGES.get(address)).stream().collect(Collectors.toSet()));
            }
        }
    }

    private static String address(Path file) {
        String address = "/docs/" + output.relativize(file).toString().replace('\\', '/');
        return address.equals("/docs/index.html") ? "/docs/" : address;
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(each -> each.group(1)).toList();
    }

    @Test
    void eachMarkdownFileIsAPage() throws IOException {
        for (Path file : filesIn(Path.of("docs"))) {
            String name = file.getFileName().toString();
            if (name.endsWith(".md")) {
                assertTrue(PAGES.containsKey("/" + file.toString().replace('\\', '/').replaceAll("md$", "html")), name);
            }
        }
        assertTrue(PAGES.keySet().containsAll(Set.of("/docs/", "/docs/README.html")));
    }

    @Test
    void eachLinkWithinTheSiteLeadsToAPageAndAPlaceInIt() {
        List<String> broken = new ArrayList<>();
        PAGES.forEach((address, page) -> {
            for (String link : new HashSet<>(all(LINK, page))) {
                if (!link.contains("://") && !leadsSomewhere(address, link)) {
                    broken.add(address + ": " + link);
                }
            }
        });
        assertEquals(List.of(), broken);
    }

    private static boolean leadsSomewhere(String from, String link) {
        String path = link.replaceFirst("#.*", "");
        String target = path.isEmpty() ? from : path;
        if (link.contains("#") && PAGES.containsKey(target)) {
            return ANCHORS.get(target).contains(link.substring(link.indexOf('#') + 1));
        }
        return PAGES.containsKey(target) || Files.isRegularFile(output.resolve(target.replaceFirst("^/docs/", "")))
                || isServedByTheDemo(target);
    }

    private static boolean isServedByTheDemo(String path) {
        return Files.exists(Path.of("www" + path)) || path.equals("/status");
    }

    @Test
    void nothingIsLoadedFromAnotherHost() {
        PAGES.forEach((address, page) -> assertFalse(Pattern.compile(" src=\"[^\"/]|<link [^>]*href=\"[^/]").matcher(page).find(),
                address));
    }

    /** A content security policy may forbid all of them. */
    @Test
    void noPageHasAScriptOrAStyleOfItsOwn() {
        Pattern inline = Pattern.compile("<script|<style|<[^>]* style=|<[^>]* on\\w+=|href=\"javascript:");
        PAGES.forEach((address, page) -> assertFalse(inline.matcher(page).find(), address));
    }

    @Test
    void eachPageHasOneHeadingAndTheLandmarksOfTheSite() {
        PAGES.forEach((address, page) -> {
            for (String tag : List.of("<h1", "<main", "<header", "<footer", "<title>", "class=\"skip\"", "aria-label=\"Pages\"",
                    "aria-current=")) {
                assertEquals(2, page.split(Pattern.quote(tag), -1).length, tag + " in " + address);
            }
            List<String> ids = all(ID, page);
            assertEquals(ids.size(), new HashSet<>(ids).size(), "an id twice in " + address);
        });
    }

    @Test
    void aChapterLeadsToThoseBesideIt() {
        String first = PAGES.get("/docs/01-how-a-request-travels.html");
        String second = PAGES.get("/docs/02-the-parser.html");
        assertTrue(first.contains("<a rel=\"next\" href=\"/docs/02-the-parser.html\">Next: 2. "), first);
        assertFalse(first.contains("rel=\"prev\""));
        assertTrue(second.contains("<a rel=\"prev\" href=\"/docs/01-how-a-request-travels.html\">Previous: 1. "), second);
    }

    /** The book is read from its first chapter to its last, and the tour is another way. */
    @Test
    void theBookIsReadByItself() throws IOException {
        write("docs/book/01-b.md", "# 1. B\n");
        write("docs/book/02-c.md", "# 2. C\n");
        page("# 1. A\n");
        assertFalse(Files.readString(temp.resolve("out/01-a.html")).contains(" rel=\"next"));
        String first = Files.readString(temp.resolve("out/book/01-b.html"));
        assertTrue(first.contains("<a rel=\"next\" href=\"/docs/book/02-c.html\">Next: 2. C</a>") && !first.contains("rel=\"prev\""), first);
    }

    /** A reader who comes to a source first finds the way to the words about it. */
    @Test
    void aSourceLeadsToTheChaptersAboutIt() throws IOException {
        write("docs/book/01-b.md", "# 1. B\n\n`Parser`\n");
        page("# 2. A & B\n\n`Parser`\n");
        String source = Files.readString(temp.resolve("out/source/src/main/java/hostling/wire/Parser.java.html"));
        assertTrue(source.contains("<p>Read about it in <a href=\"/docs/book/01-b.html\">1. B</a>,\n"
                + "<a href=\"/docs/01-a.html\">2. A &amp; B</a>.</p>"), source);
    }

    /** Each state and each label of a diagram is drawn, and said in words. */
    @Test
    void allDiagramsAreDrawn() throws IOException {
        for (String chapter : List.of("01-how-a-request-travels", "02-the-parser")) {
            List<String> blocks = all(Pattern.compile("(?s)```mermaid\n(.*?)```"), Files.readString(Path.of("docs", chapter + ".md")));
            List<String> figures = all(Pattern.compile("(?s)<figure class=\"states\">(.*?)</figure>"), PAGES.get("/docs/" + chapter + ".html"));
            assertEquals(blocks.size(), figures.size());
            assertFalse(blocks.isEmpty());
            for (int i = 0; i < blocks.size(); i++) {
                StateDiagram diagram = StateDiagram.parse(blocks.get(i), chapter, 1);
                for (StateDiagram.Arrow arrow : diagram.arrows()) {
                    assertTrue(figures.get(i).contains(">" + arrow.to() + "</text>"), arrow.toString());
                    assertTrue(figures.get(i).contains("→ <code>" + arrow.to() + "</code>: " + String.join("; ", arrow.labels()))
                            || arrow.labels().isEmpty(), arrow.toString());
                }
            }
        }
    }

    private static final String HOME = "<header class=\"site-head\"><nav><a href=\"/docs/\">Docs</a></nav></header>";
    private static final String READING = "\n## The book\n\nHere.\n\n## The tour of the server\n\nThere.\n\n## What you can read in which time\n\nAll.\n";

    /** The page of a small project, whose one chapter has this text. */
    private String page(String chapter) throws IOException {
        write("www/index.html", HOME);
        write("README.md", "# It\n" + READING);
        write("docs/01-a.md", chapter);
        write("src/main/java/hostling/wire/Parser.java", "class Parser {\n    // region: loop\n    int a<b>;\n    // endregion\n}\n");
        write("src/main/java/hostling/wire/Twice.java", "");
        write("src/main/java/hostling/http/Twice.java", "");
        DocsBuild.write(temp, temp.resolve("out"));
        return Files.readString(temp.resolve("out/01-a.html"));
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(temp.resolve(file).getParent());
        Files.writeString(temp.resolve(file), text);
    }

    private static final String PARSER = "<a href=\"/docs/source/src/main/java/hostling/wire/Parser.java.html\">";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "`Parser` | true", "`wire.Parser` | true", "`hostling.wire.Parser` | true", "`Parser.java` | true", "`Parser.read(a)` | true",
        "`http.Parser` | false", "`Twice` | false", "`Other` | false", "`parser` | false", "[`Parser`](01-a.md) | false", "`Status` | false"})
    void codeThatNamesOneClassIsALinkToItsSource(String code, boolean isLinked) throws IOException {
        assertEquals(isLinked, page("# A\n\n" + code + "\n").contains(PARSER));
        assertEquals(isLinked, Files.exists(temp.resolve("out/source/src/main/java/hostling/wire/Parser.java.html")));
    }

    @Test
    void aSourceHasNumberedLinesToWhichASnippetLeads() throws IOException {
        String page = page("# A\n\n<!-- snippet src/main/java/hostling/wire/Parser.java#loop -->\n```java\nint a<b>;\n```\n");
        assertTrue(page.contains("<figcaption>From <a href=\"/docs/source/src/main/java/hostling/wire/Parser.java.html#L3\">"
                + "src/main/java/hostling/wire/Parser.java</a></figcaption>\n<pre><code>int a&lt;b&gt;;\n</code></pre>"), page);
        String source = Files.readString(temp.resolve("out/source/src/main/java/hostling/wire/Parser.java.html"));
        assertTrue(source.contains("<span id=\"L3\">    int a&lt;b&gt;;\n</span>"), source);
    }

    @Test
    void pagesThatTheChapterNamesByTheAddressOfTheDemoAreOnThisSite() throws IOException {
        assertTrue(page("# A\n\n<http://127.0.0.1:8080/loop.html#live>\n")
                .contains("<a href=\"/loop.html#live\">http://127.0.0.1:8080/loop.html#live</a>"));
    }

    private static String rfc(String place, String text) {
        return "<a href=\"https://www.rfc-editor.org/rfc/rfc" + place + "\">" + text + "</a>";
    }

    @Test
    void rfcsAreLinks() throws IOException {
        String page = page("""
                # A RFC 1

                As RFC 9112, section 6.3 says (RFC 9110
                section 9.2.1). RFC 9112 sections 9.5 (time-outs), 9.6 (closing) and 10, and 12 more.
                See section 3.1 of RFC 3986, or [RFC 2](01-a.md).
                """);
        for (String link : List.of(rfc("9112#section-6.3", "RFC 9112, section 6.3"), rfc("9110#section-9.2.1", "RFC 9110\nsection 9.2.1"),
                rfc("9112#section-9.5", "RFC 9112 sections 9.5") + " (time-outs), " + rfc("9112#section-9.6", "9.6") + " (closing) and "
                        + rfc("9112#section-10", "10"), rfc("3986#section-3.1", "section 3.1 of RFC 3986"))) {
            assertTrue(page.contains(link), () -> link + " is not in\n" + page);
        }
        assertFalse(page.contains("rfc/rfc1\"") || page.contains("rfc/rfc2\""), page);
    }

    @Test
    void headingsHaveTheAnchorsOfGithub() throws IOException {
        String page = page("# A\n\n## One, `Two` & three!\n\n## B\n\n## B\n\n## Ünlike_this-one\n");
        assertEquals(List.of("main", "a", "on-this-page", "one-two--three", "b", "b-1", "ünlike_this-one"), all(ID, page));
        assertTrue(page.contains("<li><a href=\"#b-1\">B</a></li>"), page);
    }

    @Test
    void pagesToWhichNothingLeadsAnyMoreAreDeleted() throws IOException {
        page("# A\n\n`Parser`\n");
        assertFalse(page("# A\n").contains(PARSER));
        assertEquals(List.of("01-a.html", "README.html", "index.html"),
                filesIn(temp.resolve("out")).stream().map(file -> temp.resolve("out").relativize(file).toString()).toList());
    }

    /** The keyboard can scroll what has the focus, and its label says which one it is. */
    @Test
    void whatMayBeWiderThanTheWindowCanGetTheFocus() throws IOException {
        String page = page("# A\n\n## B\n\n```\n" + "x".repeat(100) + "\n```\n\n```\nshort\n```\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n");
        assertTrue(page.contains("<pre tabindex=\"0\" role=\"group\" aria-label=\"Code: B\"><code>x"), page);
        assertTrue(page.contains("<pre><code>short"), page);
        assertTrue(page.contains("<div class=\"doc-table small\" tabindex=\"0\" role=\"group\" aria-label=\"Table: B\">\n<table>"), page);
        assertTrue(page.contains("<th class=\"right\" scope=\"col\">b</th>"), page);
    }

    /** On a telephone, words beside a short column wrap; nobody has to scroll sideways in a list of keys. */
    @Test
    void wordsBesideAShortColumnWrap() throws IOException {
        String words = "it does something that takes some more words to say";
        assertTrue(page("# A\n\n| Key | What |\n|---|---|\n| h | " + words + " |\n").contains("<div class=\"doc-table wraps\""));
        assertTrue(page("# A\n\n| Key | What |\n|---|---|\n| a longer name | " + words + " |\n").contains("<div class=\"doc-table\""));
    }

    @Test
    void aTableWithoutNamesForItsColumnsHasNoEmptyHeadings() throws IOException {
        String page = page("# A\n\n| | |\n|---|---|\n| x | y |\n");
        assertTrue(page.contains("<td>x</td>") && !page.contains("<th"), page);
    }

    @Test
    void endsOfLinesAreWrittenAsWords() throws IOException {
        assertTrue(page("# A\n\n```\nGET␍␊\n```\n")
                .contains("GET<span class=\"control\">CR</span><span class=\"control\">LF</span>"));
    }

    /** Arrows between the same states are drawn as one, a long label in two lines; the words have it whole. */
    @Test
    void aDiagramIsDrawnAndSaidInWords() throws IOException {
        String page = page("# A\n\n<!-- states some -->\n```mermaid\nstateDiagram-v2\n    [*] --> ONE\n    ONE --> TWO: CR\n    ONE --> TWO: LF\n"
                + "    ONE --> THREE: a label that does not fit into a line\n    THREE --> ONE\n```\n");
        assertTrue(page.contains("aria-labelledby=\"states-some-title\""), page);
        assertEquals(List.of("CR", "LF", "a label that does not", "fit into a line", "ONE", "TWO", "THREE"),
                all(Pattern.compile("<text [^>]*>([^<]*)</text>"), page));
        assertEquals(List.of("Begin → <code>ONE</code>", "<code>ONE</code> → <code>TWO</code>: CR; LF",
                "<code>ONE</code> → <code>THREE</code>: a label that does not fit into a line", "<code>THREE</code> → <code>ONE</code>"),
                all(Pattern.compile("<li>((?:Begin|<code>).*?)</li>"), page));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[x](nothing.md) | docs/01-a.md:3: there is no file docs/nothing.md",
        "Text.\\n[x](../no.java) | docs/01-a.md:4: there is no file no.java",
        "<p>x</p> | docs/01-a.md:3: HTML in Markdown",
        "a <b>x</b> | docs/01-a.md:3: HTML in Markdown",
        "```mermaid\\nflowchart TD\\n    A --> B\\n``` | docs/01-a.md:4: of Mermaid's diagrams only stateDiagram-v2 can be drawn",
        "```mermaid\\nstateDiagram-v2\\n    A --> B\\n    note right of A\\n``` | docs/01-a.md:6: this can't be drawn: note right of A"})
    void whatCantBecomeAPageFailsTheBuild(String text, String message) {
        IllegalArgumentException fault = assertThrows(IllegalArgumentException.class, () -> page("# A\n\n" + text.replace("\\n", "\n") + "\n"));
        assertTrue(fault.getMessage().startsWith(message), fault.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!-- case id=a -->", "a<br>b", "a <!-- b --> c"})
    void commentsAndLineBreaksMayStand(String text) throws IOException {
        assertFalse(page("# A\n\n" + text + "\n").contains("<!--"));
    }
}
