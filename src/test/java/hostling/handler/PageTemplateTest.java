package hostling.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Body;
import hostling.http.Requests;
import hostling.http.Response;
import hostling.testing.FakeExchange;
import hostling.testing.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTML around listings and error pages: the server's own, or the host's. */
class PageTemplateTest {
    private static final String POLICY = "Content-Security-Policy";

    @TempDir
    private Path folder;
    private final List<String> problems = new ArrayList<>();
    private Path shown;

    @BeforeEach
    void makeAFolderToList() throws IOException {
        shown = Files.createDirectory(folder.resolve("shown"));
        Files.writeString(shown.resolve("a.txt"), "a");
    }

    private PageTemplate template(String text) throws IOException {
        return of(Files.writeString(folder.resolve("template.html"), text));
    }

    private PageTemplate of(Path file) {
        return PageTemplate.of(Optional.of(file), (level, what, cause) -> problems.add(what + ": " + cause.getMessage()));
    }

    private FakeExchange listing(PageTemplate template, String method, String target) throws Exception {
        return FakeExchange.of(new StaticFiles(FileSettings.of(shown, "/"), template), method, target);
    }

    private static Response error(PageTemplate template, Response error, String reason) {
        return new NegotiatedErrorPages(template).render(error, reason,
                Optional.of(Requests.request("GET", "/", "Accept: text/html")));
    }

    private static String text(Response response) {
        return UTF_8.decode(((Body.Bytes) response.body()).content().duplicate()).toString();
    }

    @Test
    void aListingIsInTheTemplateOfTheHost() throws Exception {
        PageTemplate template = template("<title>{title}</title>\n<main>{content}</main>\n<p>{title}");
        FakeExchange got = listing(template, "GET", "/");
        String page = got.text();
        assertTrue(page.startsWith("<title>Index of /</title>\n<main><nav"), page);
        assertTrue(page.endsWith("</main>\n<p>Index of /"), page);
        assertTrue(page.contains("<a href=\"./a.txt\">a.txt</a>"), page);
        assertEquals(Optional.empty(), got.field(POLICY), "the policy is the host's");
    }

    @Test
    void anErrorIsInTheTemplateOfTheHost() throws Exception {
        Response page = error(template("<title>{title}</title>{content}<!-- {content} -->"), Response.of(404), "it is {title}");
        assertEquals("""
                <title>404 Not Found</title><p class="status">404</p>
                <h1>Not Found</h1>
                <p>It is &#123;title}.</p>
                <p><a href="/">Home page</a></p>
                <!-- {content} -->""", text(page));
        assertEquals(Optional.empty(), page.field(POLICY));
    }

    /** The names of folders come from requests. */
    @Proves("9110-17.4-a")
    @Test
    void aTitleIsText() throws Exception {
        Files.createDirectories(shown.resolve("<b>{content}"));
        String page = listing(template("{title}|{content}|{title}"), "GET", "/%3Cb%3E%7Bcontent%7D/").text();
        assertTrue(page.startsWith("Index of /&lt;b&gt;&#123;content}/|"), page);
        assertTrue(page.endsWith("|Index of /&lt;b&gt;&#123;content}/"), page);
    }

    /** As with a page for errors: the site is served all the same. */
    @Test
    void aFileThatCantBeUsedIsReportedAndDoneWithout() throws IOException {
        assertSame(PageTemplate.BUILT_IN, template("<title>{title}</title>"));
        Path missing = folder.resolve("missing.html");
        assertSame(PageTemplate.BUILT_IN, of(missing));
        assertEquals(List.of("the template " + folder.resolve("template.html") + " can't be used: it has no {content}",
                "the template " + missing + " can't be used: " + missing), problems);
    }

    @Test
    void aHostWithoutATemplateGetsTheBuiltInOne() {
        assertSame(PageTemplate.BUILT_IN, PageTemplate.of(Optional.empty(), (level, what, cause) -> problems.add(what)));
    }

    /** Whatever the policy of the host is: a page of the server is seen with its style, and with nothing else. */
    @Test
    void theBuiltInPagesBringThePolicyThatTheyNeed() throws Exception {
        Response error = error(PageTemplate.BUILT_IN, Response.of(404).with(POLICY, "default-src 'self'"), "it is gone");
        FakeExchange listing = listing(PageTemplate.BUILT_IN, "GET", "/");
        for (String page : List.of(text(error), listing.text())) {
            Matcher style = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(page);
            assertTrue(style.find(), page);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(UTF_8));
            String policy = "default-src 'none'; style-src 'sha256-" + Base64.getEncoder().encodeToString(hash)
                    + "'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            assertEquals(List.of(policy), error.fields().stream().filter(line -> line.name().equals(POLICY))
                    .map(line -> line.value()).toList());
            assertEquals(Optional.of(policy), listing.field(POLICY));
            assertEquals(Optional.of(policy), listing(PageTemplate.BUILT_IN, "HEAD", "/").field(POLICY));
        }
    }

    /** A browser runs the script and uses the style sheet because of their hashes, and nothing else that got into the page. */
    @Test
    void aPageWithAScriptHasAPolicyOfItsOwn() throws IOException {
        PageTemplate template = template("<head><title>{title}</title></head><main>{content}</main>");
        Response page = template.page("A & B", "p {}", "run();", "<p>content</p>");
        assertEquals("<head><title>A &amp; B</title><style>p {}</style>\n</head><main><p>content</p><script>run();</script>\n</main>",
                text(page));
        assertEquals(Optional.of("default-src 'self'; object-src 'none'; style-src 'self' " + Html.policySource("p {}")
                + "; script-src 'self' " + Html.policySource("run();") + "; connect-src 'self'; img-src 'self' data:; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"), page.field(POLICY));
    }

    @Test
    void inTheBuiltInTemplateAPageWithAScriptLoadsNothingElse() {
        Response page = PageTemplate.BUILT_IN.page("A", "p {}", "run();", "");
        String policy = page.field(POLICY).orElseThrow();
        assertTrue(policy.startsWith("default-src 'none'; style-src 'sha256-"), policy);
        assertTrue(policy.contains(" " + Html.policySource("p {}") + "; script-src " + Html.policySource("run();") + "; "), policy);
        assertTrue(text(page).contains("<style>p {}</style>\n</head>"), text(page));
    }

    /** HTML allows to leave out the tag. */
    @Test
    void withoutAnEndOfTheHeadTheStyleSheetIsBeforeTheContent() throws IOException {
        assertEquals("<title>A</title><style>p {}</style>\ncontent<script>run();</script>\n",
                text(template("<title>{title}</title>{content}").page("A", "p {}", "run();", "content")));
    }

    @Test
    void aSectionOfAnRfcIsALink() throws Exception {
        String page = text(error(template("{content}"), Response.of(400), "a < b (RFC 9112 section 5.1)"));
        assertTrue(page.contains("<p>A &lt; b (<a href=\"https://www.rfc-editor.org/rfc/rfc9112.html#section-5.1\">"
                + "RFC 9112 section 5.1</a>).</p>"), page);
        assertEquals("RFC 9112", Html.withLinks("RFC 9112"));
    }
}
