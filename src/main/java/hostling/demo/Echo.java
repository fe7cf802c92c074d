package hostling.demo;

import hostling.handler.Router;
import hostling.http.Body;
import hostling.http.Cookies;
import hostling.http.Exchange;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Status;
import hostling.wire.Fields;

/** Shows a request as the parser understood it. */
public final class Echo {
    private Echo() { }

    /** Routes to the three handlers: {@code body}, {@code head} and {@code cookies} below a path that ends in a slash. */
    public static Router below(String prefix) {
        return new Router().any(prefix + "body", Echo::body).get(prefix + "head", Echo::head)
                .get(prefix + "cookies", Echo::cookies);
    }

    // region: echo-body
    /** Sends the content back, byte for byte. */
    public static void body(Exchange exchange) {
        exchange.collect(exchange.bodyBytesMax(), content -> exchange.respond(Response.of(Status.OK)
                .with("Content-Type", "application/octet-stream").with(new Body.Bytes(content))));
    }
    // endregion

    // region: echo-head
    /** The parsed request line, and a line for each field. */
    public static Response head(Request request) {
        StringBuilder text = new StringBuilder();
        text.append(request.head().method()).append(' ').append(request.head().target())
                .append(' ').append(request.protocol()).append('\n');
        Fields fields = request.fields();
        for (int line = 0; line < fields.count(); line++) {
            text.append(fields.name(line)).append(": ").append(fields.value(line)).append('\n');
        }
        return Response.text(text.toString());
    }
    // endregion

    /** The parsed cookies, one name=value per line. */
    public static Response cookies(Request request) {
        StringBuilder text = new StringBuilder();
        for (Cookies.Cookie cookie : Cookies.of(request.fields()).all()) {
            text.append(cookie.name()).append('=').append(cookie.value()).append('\n');
        }
        return Response.text(text.toString());
    }
}
