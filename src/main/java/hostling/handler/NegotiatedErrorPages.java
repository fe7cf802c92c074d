package hostling.handler;

import hostling.http.Accept;
import hostling.http.ErrorPages;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Error pages by <b>content negotiation</b>: HTML for a browser, JSON for a client that asks for it, a line of text for
 * all others. All of them say what was wrong (RFC 9110 sections 15.5 and 15.6).
 */
public final class NegotiatedErrorPages implements ErrorPages {
    private static final String TEXT = "text/plain";
    private static final String HTML = "text/html";
    private static final String JSON = "application/json";

    private static final String CONTENT = """
            <p class="status">{status}</p>
            <h1>{phrase}</h1>
            <p>{explanation}.</p>
            <p><a href="/">Home page</a></p>
            """;

    private final PageTemplate template;

    /** Pages in the built-in template. */
    public NegotiatedErrorPages() {
        this(PageTemplate.BUILT_IN);
    }

    /** Pages in a template of the host. */
    public NegotiatedErrorPages(PageTemplate template) {
        this.template = template;
    }

    @Override
    public Response render(Response error, String reason, Optional<Request> request) {
        Response rendered = switch (preferredType(request)) {
            case HTML -> html(error, reason);
            case JSON -> error.withContent(JSON, json(error.status(), reason));
            default -> ErrorPages.PLAIN.render(error, reason, request);
        };
        return rendered.varyingBy("Accept");
    }

    /** Whether the client prefers errors as HTML. */
    static boolean prefersHtml(Optional<Request> request) {
        return preferredType(request).equals(HTML);
    }

    private static String preferredType(Optional<Request> request) {
        return request.map(asked -> Accept.best(asked.fields(), List.of(TEXT, HTML, JSON))).orElse(TEXT);
    }

    private Response html(Response error, String reason) {
        String page = template.page(error.status() + " " + Status.reason(error.status()), Html.filled(CONTENT, error.status(), reason));
        return template.dressed(error.withContent(HTML + "; charset=utf-8", utf8(page)));
    }

    private static byte[] json(int status, String reason) {
        return utf8("{\"status\": " + status + ", \"title\": " + Json.string(Status.reason(status)) + ", \"detail\": "
                + Json.string(reason) + "}\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
