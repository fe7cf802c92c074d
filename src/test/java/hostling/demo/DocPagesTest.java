package hostling.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import hostling.handler.Router;
import hostling.testing.FakeExchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the documentation, from the resources of the program. */
class DocPagesTest {
    private final Map<String, String> resources = new HashMap<>(Map.of("index.html", "<h1>All</h1>",
            "01-a.html", "<h1>One</h1>", "images/a.svg", "<svg/>"));
    private final List<String> asked = new ArrayList<>();
    private final Router router = new Router().below("/docs/", DocPages.below("/docs/", name -> {
        asked.add(name);
        return Optional.ofNullable(resources.get(name)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }));

    private FakeExchange get(String target, String... fieldLines) throws Exception {
        return FakeExchange.of(router, "GET", target, fieldLines);
    }

    @ParameterizedTest
    @CsvSource({"/docs/, <h1>All</h1>, text/html; charset=utf-8", "/docs/01-a.html, <h1>One</h1>, text/html; charset=utf-8",
        "/docs/01-a.html?x=y, <h1>One</h1>, text/html; charset=utf-8", "/docs/images/a.svg, <svg/>, image/svg+xml"})
    void aResourceIsSentWithItsType(String target, String content, String type) throws Exception {
        FakeExchange answer = get(target);
        assertEquals(200, answer.status());
        assertEquals(content, answer.text());
        assertEquals(Optional.of(type), answer.field("Content-Type"));
        assertEquals(Optional.of("no-cache"), answer.field("Cache-Control"));
    }

    @Test
    void aClientThatHasThePageIsToldSoUntilItChanges() throws Exception {
        String tag = get("/docs/01-a.html").field("ETag").orElseThrow();
        FakeExchange unchanged = get("/docs/01-a.html", "If-None-Match: " + tag);
        assertEquals(304, unchanged.status());
        assertEquals(Optional.of(tag), unchanged.field("ETag"));
        assertEquals(412, get("/docs/01-a.html", "If-Match: \"other\"").status());
        resources.put("01-a.html", "<h1>Another</h1>");
        FakeExchange changed = get("/docs/01-a.html", "If-None-Match: " + tag);
        assertEquals(200, changed.status());
        assertNotEquals(Optional.of(tag), changed.field("ETag"));
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertEquals(404, get("/docs/02-b.html").status());
    }

    /** A name with dots could leave the folder, and a folder is no page. Nobody is even asked for them. */
    @ParameterizedTest
    @ValueSource(strings = {"/docs/..%2fdemo.toml", "/docs/%2e%2e/demo.toml", "/docs//etc/passwd.txt", "/docs/images", "/docs/images/",
        "/docs/.hidden.html", "/docs/a%5c..%5cb.html", "/docs/images%2Fa.svg"})
    void aNameThatIsNoneOfAPageIsNotFound(String target) throws Exception {
        assertEquals(404, get(target).status());
        assertEquals(List.of(), asked);
    }

    @Test
    void headHasTheSameFieldsAndOtherMethodsAreRefused() throws Exception {
        FakeExchange head = FakeExchange.of(router, "HEAD", "/docs/01-a.html");
        assertEquals(200, head.status());
        assertEquals(get("/docs/01-a.html").field("ETag"), head.field("ETag"));
        FakeExchange post = FakeExchange.of(router, "POST", "/docs/01-a.html");
        assertEquals(405, post.status());
        assertEquals(Optional.of("GET, HEAD, OPTIONS"), post.field("Allow"));
        assertEquals(204, FakeExchange.of(router, "OPTIONS", "/docs/01-a.html").status());
    }
}
