package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.testing.FakeExchange;
import hostling.testing.Proves;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page that lists a folder: names are escaped, links work, and hidden files stay hidden. */
class DirectoryPageTest {
    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]*)\"[^>]*>");
    private static final List<String> ODD_NAMES = List.of("<b>.txt", "a&b \"c\".txt", "{rows}", "{path}", "{summary}",
            "it's 100% sure?.txt", "a#b", "a:b", "http:", "javascript:alert(1)", "a+b;c=d", "&lt;", "%41", "-", "~",
            "$&", "$1", "x y", "CON.", "<script>alert(1)<", "' onmouseover='x");

    @TempDir
    private Path root;
    private StaticFiles files;

    @BeforeEach
    void makeTheFolder() throws IOException {
        files = new StaticFiles(root);
    }

    private String page(String target) throws Exception {
        FakeExchange got = FakeExchange.of(files, "GET", target);
        assertEquals(200, got.status(), target);
        return got.text();
    }

    @Proves("9110-17.4-a")
    @Test
    void aNameIsNeverMarkup() throws Exception {
        for (String name : ODD_NAMES) {
            Files.writeString(root.resolve(name), "");
        }
        String rows = page("/").replaceFirst("(?s).*<tbody>", "").replaceFirst("(?s)</tbody>.*", "");
        String markup = rows.replaceAll("</?(tr|td|a)( (class|href)=\"[^\"<>&]*\")*>", "");
        assertFalse(markup.contains("<") || markup.contains(">") || markup.contains("\"") || markup.contains("'"),
                markup);
        assertEquals(ODD_NAMES.size(), rows.split("</tr>").length - 1);
        for (String name : ODD_NAMES) {
            assertTrue(rows.contains(">" + escaped(name) + "</a>"), () -> name + " is not on the page as "
                    + escaped(name));
        }
    }

    private static String escaped(String name) {
        return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;").replace("{", "&#123;");
    }

    /** The page shows the path too: in its title and as links to the parent folders. */
    @Test
    void aPathIsNeverMarkup() throws Exception {
        Files.createDirectories(root.resolve("<i>{rows}&\"'"));
        String page = page("/%3Ci%3E%7Brows%7D&%22'/");
        String shown = "&lt;i&gt;&#123;rows}&amp;&quot;&#39;";
        assertTrue(page.contains(shown + "/</title>"), page);
        assertTrue(page.contains("<a href=\"/%3Ci%3E%7Brows%7D%26%22%27/\">" + shown + "</a>"), page);
        assertFalse(page.contains("<i>"), page);
    }

    /** No placeholder is left on the page, even if a file name looks like one. */
    @Test
    void everyPlaceOfTheTemplateIsFilledIn() throws Exception {
        Files.createDirectories(root.resolve("{rows}/{crumbs}"));
        for (String target : List.of("/", "/%7Brows%7D/", "/%7Brows%7D/%7Bcrumbs%7D/")) {
            assertFalse(Pattern.compile("\\{(path|crumbs|rows|summary)}").matcher(page(target)).find(), target);
        }
    }

    @Proves({"3986-2.2-a", "3986-2.2-b", "3986-2.4-b"})
    @Test
    void everyLinkOfThePageWorks() throws Exception {
        Path deep = Files.createDirectories(root.resolve("a b/<c>&'\"/100%"));
        for (String name : ODD_NAMES) {
            Files.writeString(deep.resolve(name), name);
            Files.createDirectories(deep.resolve("folder " + name.replace(':', ' ')));
        }
        Files.createSymbolicLink(deep.resolve("link"), Path.of("x y"));
        String base = "http://www.example.org/a%20b/%3Cc%3E%26%27%22/100%25/";
        List<String> links = links(page(URI.create(base).getRawPath()));
        assertEquals(ODD_NAMES.size() * 2 + 1 + 1 + 4, links.size(),
                "files, folders, the link, up, and one for each level");
        for (String link : links) {
            URI target = URI.create(base).resolve(link);
            assertEquals("www.example.org", target.getHost(), link);
            FakeExchange got = FakeExchange.of(files, "GET", target.getRawPath());
            assertEquals(200, got.status(), link + " leads to " + target);
            got.content();
        }
    }

    @Test
    void namesBeyondAsciiHaveLinksThatWork() throws Exception {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "the system supports such names");
        for (String name : List.of("caf\u00e9", "\u20ac.txt", "\ud83d\ude00", "\u202etxt.exe")) {
            Files.writeString(root.resolve(name), name);
            assertTrue(page("/").contains(name));
        }
        for (String link : links(page("/"))) {
            assertEquals(200, FakeExchange.of(files, "GET", URI.create("/").resolve(link).getRawPath()).status(), link);
        }
    }

    /** Such a name may come from an archive. It is not UTF-8, so no target can name it and a link would be dead. */
    @Test
    void aNameThatIsNoTextIsNotOnThePage() throws Exception {
        String make = "> \"$1\"/$(printf 'odd\\377.txt')";
        int made = new ProcessBuilder("sh", "-c", make, "sh", root.toString()).start().waitFor();
        assumeTrue(made == 0, "the system supports such names");
        Files.writeString(root.resolve("plain.txt"), "");
        assertEquals(List.of("./plain.txt"), links(page("/")).stream().filter(link -> link.startsWith("./")).toList());
    }

    private static List<String> links(String page) {
        List<String> links = new ArrayList<>();
        Matcher matcher = LINK.matcher(page);
        while (matcher.find()) {
            links.add(matcher.group(1));
        }
        return links;
    }

    @Test
    void hiddenFilesAreNotShown() throws Exception {
        Files.writeString(root.resolve(".secret"), "");
        Files.createDirectory(root.resolve(".git"));
        Files.writeString(root.resolve("shown"), "");
        String page = page("/");
        assertFalse(page.contains("secret") || page.contains("git"), page);
        assertTrue(page.contains(">shown</a>") && page.contains(">1 entry<"), page);
    }

    @Test
    void foldersComeFirstAndNamesFollowTheAlphabet() throws Exception {
        for (String name : List.of("b", "A", "c", "a", "B")) {
            Files.writeString(root.resolve(name), "");
        }
        Files.createDirectory(root.resolve("z"));
        Files.createDirectory(root.resolve("y"));
        List<String> links = links(page("/"));
        assertEquals(List.of("./y/", "./z/", "./A", "./a", "./B", "./b", "./c"), links.subList(1, links.size()));
    }

    @Test
    void onlyTheRootHasNoWayUp() throws Exception {
        Files.createDirectory(root.resolve("sub"));
        assertFalse(links(page("/")).contains("../"));
        assertTrue(links(page("/sub/")).contains("../"));
    }

    @Test
    void thePageOfAFolderEndsSomewhere() throws Exception {
        for (int i = 0; i < 1001; i++) {
            Files.createFile(root.resolve("file-" + i));
        }
        String page = page("/");
        assertEquals(1000, links(page).size() - 1);
        assertTrue(page.contains("the first 1000 entries"), page);
        Files.delete(root.resolve("file-7"));
        assertTrue(page("/").contains(">1000 entries<"));
    }

    /** The page shows times in one format, wherever the server runs. */
    @Test
    void theLocaleAndTimeZoneOfTheSystemPlayNoPart() throws Exception {
        Path file = Files.writeString(root.resolve("a"), "x".repeat(1536));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("1994-11-06T23:49:37Z")));
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertTrue(page("/").contains("<td class=\"size\">1.5 KiB</td><td class=\"time\">1994-11-06 23:49</td>"));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1, 1 B", "1023, 1023 B", "1024, 1.0 KiB", "1536, 1.5 KiB", "1048576, 1.0 MiB",
            "1073741824, 1.0 GiB", "10995116277760, 10.0 TiB", "9223372036854775807, 8.0 EiB"})
    void aSizeIsWrittenAsPeopleReadIt(long bytes, String expected) {
        assertEquals(expected, DirectoryPage.size(bytes));
    }

    @ParameterizedTest
    @CsvSource({"abc, abc", "<, &lt;", "a&lt;b, a&amp;lt;b", "'\"', &quot;", "{x}, &#123;x}",
            "\u00e9\ud83d\ude00, \u00e9\ud83d\ude00"})
    void textIsEscapedOnce(String text, String escaped) {
        assertEquals(escaped, Html.escape(text));
    }
}
