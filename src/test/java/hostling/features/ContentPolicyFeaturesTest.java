package hostling.features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.handler.Html;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo tells browsers what its pages need, and to refuse everything else; and its pages need nothing else. */
class ContentPolicyFeaturesTest {
    private static final String HTML = "Accept: text/html";
    private static final Path WWW = Path.of("www");
    private static final Pattern LINK = Pattern.compile("(?:href|src|srcset|action)=\"([^\"#]+)[^\"]*\"");
    private static final Pattern INLINE = Pattern.compile("<(style|script)\\b(?![^>]*\\bsrc=)[^>]*>(.*?)</\\1>", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile("<[a-zA-Z][^>]*\\s(?:style|on[a-z]+)\\s*=");

    private static void check(String what, Reply reply) {
        List<String> policies = reply.fields().stream().filter(line -> line.startsWith("Content-Security-Policy: ")).toList();
        assertEquals(1, policies.size(), what + ": " + reply.statusLine() + " " + policies);
        String policy = policies.get(0) + ";";
        assertFalse(policy.contains("unsafe"), what + ": " + policy);
        for (String part : List.of("default-src", "base-uri", "form-action", "frame-ancestors")) {
            assertTrue(policy.contains(part + " 'none';") || policy.contains(part + " 'self';"), what + ": " + policy);
        }
        assertTrue(policy.contains("default-src 'none';") || policy.contains("object-src 'none';"), what + ": " + policy);
        String type = reply.field("Content-Type");
        if (type != null && (type.startsWith("text/html") || type.startsWith("image/svg"))) {
            checkMarkup(what, new String(reply.content(), UTF_8), policy);
        }
    }

    /** A browser that keeps to this policy shows all of the page and runs all of it. */
    private static void checkMarkup(String what, String page, String policy) {
        INLINE.matcher(page).results().forEach(inline ->
                assertTrue(policy.contains(Html.policySource(inline.group(2))), what + " has an element " + inline.group(1)));
        assertTrue(!page.startsWith("<!DOCTYPE html>") || page.contains("<link rel=\"icon\" "), what
                + " has no icon, so a browser asks for one");
        Matcher attribute = ATTRIBUTE.matcher(page);
        assertFalse(attribute.find(), () -> what + ": " + attribute.group());
    }

    /** From the first page on, whatever the pages link to. */
    @Test
    void everyPageHasAPolicyAndKeepsToIt(@Serving(Server.DEMO) Server demo) throws IOException {
        assertEquals(201, demo.ask("PUT", "/uploads/own.html", "<p>mine").status());
        Deque<String> open = new ArrayDeque<>(List.of("/"));
        try (Stream<Path> files = Files.walk(WWW)) {
            files.filter(Files::isRegularFile).map(file -> "/" + WWW.relativize(file).toString().replace(" ", "%20"))
                    .forEach(open::add);
        }
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String path = open.remove();
            if (seen.add(path) && !path.equals("/cgi-bin/sleep.sh")) {
                Reply reply = demo.get(path, HTML);
                check(path, reply);
                assertTrue(reply.status() < 400 || path.equals("/upload"), path + ": " + reply.statusLine());
                if (reply.status() == 200 && reply.field("Content-Type").startsWith("text/html")) {
                    LINK.matcher(reply.text()).results().map(link -> URI.create(path).resolve(link.group(1).replace("&amp;", "&")))
                            .filter(target -> !target.isOpaque() && target.getHost() == null)
                            .forEach(target -> open.add(target.toString()));
                }
            }
        }
        for (String page : List.of("/uploads/own.html", "/files/notes/", "/status", "/favicon.ico", "/style.css", "/upload")) {
            assertTrue(seen.contains(page), page + " is among " + seen);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/healthz", "/readyz", "/echo/head", "/echo/cookies", "/session/info", "/session/stats",
        "/loop/events", "/loop/recent", "/loop/nothing", "/explain/nothing", "/failure/", "/old-page", "/old/try.html",
        "/redirect/303/home", "/images", "/images/", "/cgi-bin/test.sh", "/cgi-bin/test.py", "/cgi-bin/none.sh",
        "/uploads/none", "/status?window=2h"})
    void everyAddressHasAPolicy(String path, @Serving(Server.DEMO) Server demo) throws IOException {
        for (String accept : List.of(HTML, "Accept: application/json", "Accept: text/plain")) {
            try (RawClient client = demo.connect()) {
                check(path, client.send(Server.request("HEAD", path, "", accept)).replyToHead());
                if (!path.equals("/loop/events")) {         // which has no end
                    check(path, client.send(Server.request("GET", path, "", accept)).reply());
                }
            }
        }
    }

    /** Whatever the answer is, and whether a handler gives it or the loop, which may not even know the host. */
    @ParameterizedTest
    @ValueSource(strings = {"NONSENSE\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/9.0\r\nHost: localhost\r\n\r\n",
        "BREW / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n",
        "DELETE /hello.txt HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n",
        "OPTIONS / HTTP/1.1\r\nHost: localhost\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX : b\r\nAccept: text/html\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nExpect: tea\r\nAccept: text/html\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-9\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nRange: bytes=999999-\r\nAccept: text/html\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: *\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nIf-Match: \"x\"\r\nAccept: text/html\r\n\r\n",
        "POST /small/body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 101\r\nAccept: text/html\r\n\r\n",
        "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nAccept: text/html\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: another.test\r\n\r\n", "GET / HTTP/1.1\r\nHost: hello.localhost\r\n\r\n",
        "GET /nothing HTTP/1.1\r\nHost: hello.localhost\r\nAccept: text/html\r\n\r\n"})
    void everyKindOfAnswerHasAPolicy(String request, @Serving(Server.DEMO) Server demo) throws IOException {
        check(request, demo.answer(request));
    }

    /** A document that a visitor has uploaded is shown as if it came from elsewhere. */
    @Test
    void anUploadedDocumentIsInASandbox(@Serving(Server.DEMO) Server demo) throws IOException {
        assertEquals(201, demo.ask("PUT", "/uploads/evil.html", "<script>alert(1)</script>").status());
        Reply reply = demo.get("/uploads/evil.html");
        assertTrue(reply.field("Content-Security-Policy").startsWith("sandbox; default-src 'none';"), reply.fields().toString());
        assertEquals("nosniff", reply.field("X-Content-Type-Options"));
    }
}
