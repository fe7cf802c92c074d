package hostling.handler;

import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.RequestTarget;
import hostling.http.Response;
import hostling.http.Status;
import java.net.URI;
import java.util.Set;

/**
 * Redirects clients (RFC 9110 section 15.4), whatever the method of the request. Either all requests get the same target,
 * or the rest of the path after the route's, and the query, are appended to it.
 *
 * <p>301 and 308 are permanent, 302 and 307 temporary. After 301 and 302 browsers change a POST to a GET; 308 and 307
 * forbid that (RFC 9110 sections 15.4.2, 15.4.9, 15.4.3 and 15.4.8). 303 asks for a GET: its target describes the result
 * of the request (RFC 9110 section 15.4.4).
 *
 * <p>The rest of the path is under the control of the client, or of whoever published the link: this must not become an
 * <b>open redirect</b>. So the rest always follows a slash and never begins with one: it can't become part of a host name
 * ({@code https://our.example} and {@code .evil.example}), nor a host ({@code /} and {@code /evil.example}), nor part of
 * a scheme ({@code java} and {@code script:…}).
 */
public final class Redirect implements Handler {
    private static final Set<Integer> STATUSES = Set.of(Status.MOVED_PERMANENTLY, Status.FOUND, Status.SEE_OTHER,
            Status.TEMPORARY_REDIRECT, Status.PERMANENT_REDIRECT);

    private final int status;
    private final String to;
    /** The path of the route, whose rest is kept; null if all requests get the same target. */
    private final String route;

    private Redirect(int status, String to, String route) {
        if (!STATUSES.contains(status)) {
            throw new IllegalArgumentException("not a redirect status: " + status);
        }
        URI reference = URI.create(to);
        String authority = reference.getRawAuthority();
        boolean complete = authority != null ? !authority.contains("@")
                : reference.getScheme() == null && !to.startsWith("//");
        if (to.isEmpty() || !complete || !to.equals(reference.toASCIIString())) {
            throw new IllegalArgumentException("the target of a redirect is a path or a URI with a host, encoded, and "
                    + "without a user name (RFC 9110 section 4.2.4): " + to);
        }
        boolean hasEnd = reference.getRawQuery() != null || reference.getRawFragment() != null;
        if (route != null && hasEnd) {
            throw new IllegalArgumentException("nothing can be appended to a query or a fragment: " + to);
        }
        this.status = status;
        this.to = to;
        this.route = route;
    }

    /**
     * Redirects all requests to one target; the query of the request is dropped.
     *
     * @param status 301, 302, 303, 307 or 308
     * @param to     a URI reference, encoded: a path, or a URI with a host
     */
    public Redirect(int status, String to) {
        this(status, to, null);
    }

    /**
     * Redirects each request to the same rest of the path below another reference.
     *
     * @param status 301, 302, 303, 307 or 308
     * @param to     a URI reference, encoded, without query and fragment; a slash at its end may be left out
     * @param route  the common prefix of all request paths
     */
    public static Redirect keepingRest(int status, String to, String route) {
        return new Redirect(status, to, route);
    }

    @Override
    public void handle(Exchange exchange) {
        String location = route == null ? to : withRest(exchange.request().target());
        exchange.respond(Response.redirect(status, location));
    }

    // region: redirect-rest
    private String withRest(RequestTarget target) {
        String rest = target.path().substring(route.length());
        int start = 0;
        while (start < rest.length() && rest.charAt(start) == '/') {
            start++;
        }
        if (start == rest.length()) {
            return target.withPath(to);
        }
        String between = to.endsWith("/") ? "" : "/";
        return target.withPath(to + between + rest.substring(start));
    }
    // endregion
}
