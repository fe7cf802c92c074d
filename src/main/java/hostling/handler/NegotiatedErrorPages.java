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

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{status} {phrase}</title>
            <link rel="icon" href="data:,">
            <style>
            :root { color-scheme: light dark; --accent: light-dark(#0b5c66, #7cc7cf); }
            body { background: light-dark(#fff, #14191b); color: light-dark(#1b2023, #e1e5e2);
              font: 18px/1.6 Georgia, "Palatino Linotype", Palatino, serif; margin: 0; min-height: 100vh;
              display: grid; place-items: center; }
            main { max-width: 32rem; padding: 2rem; }
            .status { font-size: 5rem; line-height: 1; font-weight: 700; color: var(--accent); margin: 0; }
            h1 { font-size: 1.6rem; margin: .5rem 0 1rem; }
            p { margin: 0 0 1rem; overflow-wrap: anywhere; }
            a { color: var(--accent); }
            footer { font-size: .85rem; opacity: .7; }
            </style>
            </head>
            <body>
            <main>
            <p class="status">{status}</p>
            <h1>{phrase}</h1>
            <p>{reason}.</p>
            <p><a href="/">Home page</a></p>
            <footer>Hostling</footer>
            </main>
            </body>
            </html>
            """;

    @Override
    public Response render(Response error, String reason, Optional<Request> request) {
        Response rendered = switch (preferredType(request)) {
            case HTML -> error.withContent(HTML + "; charset=utf-8", utf8(Html.filled(PAGE, error.status(), reason)));
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

    private static byte[] json(int status, String reason) {
        return utf8("{\"status\": " + status + ", \"title\": " + Json.string(Status.reason(status)) + ", \"detail\": "
                + Json.string(reason) + "}\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
