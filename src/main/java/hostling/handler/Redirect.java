package hostling.handler;

import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.RequestTarget;
import hostling.http.Response;
import hostling.http.Status;
import java.net.URI;
import java.util.Set;

/**
 * Sends clients elsewhere (RFC 9110 section 15.4), whatever the method of their request is. All go to one place, or
 * each to the place that has the same name there: what follows the path of the route, and the query, are then put
 * behind the reference.
 *
 * <p>301 and 308 are for good, 302 and 307 for now. Behind 301 and 302 browsers make a POST a GET, and 308 and 307 are
 * there to forbid that (RFC 9110 sections 15.4.2, 15.4.9, 15.4.3 and 15.4.8). 303 asks for a GET: its place tells of
 * what the request did (RFC 9110 section 15.4.4).
 *
 * <p>A client can choose the rest of the path, or a link can that somebody put up for it. So the rest comes after a
 * slash, always, and never begins with one: it can't become part of a host's name ({@code https://our.example} and
 * {@code .evil.example}), nor a host of its own ({@code /} and {@code /evil.example}), nor make a scheme
 * ({@code java} and {@code script:…}).
 */
public final class Redirect implements Handler {
    private static final Set<Integer> STATUSES = Set.of(Status.MOVED_PERMANENTLY, Status.FOUND, Status.SEE_OTHER,
            Status.TEMPORARY_REDIRECT, Status.PERMANENT_REDIRECT);

    private final int status;
    private final String to;
    /** Null where all go to one place. */
    private final String route;

    private Redirect(int status, String to, String route) {
        if (!STATUSES.contains(status)) {
            throw new IllegalArgumentException("no redirection: " + status);
        }
        URI reference = URI.create(to);
        String authority = reference.getRawAuthority();
        boolean complete = authority != null ? !authority.contains("@")
                : reference.getScheme() == null && !to.startsWith("//");
        if (to.isEmpty() || !complete || !to.equals(reference.toASCIIString())) {
            throw new IllegalArgumentException("a redirection leads to a path or to a URI with a host, encoded, and "
                    + "without a user's name (RFC 9110 section 4.2.4): " + to);
        }
        boolean hasEnd = reference.getRawQuery() != null || reference.getRawFragment() != null;
        if (route != null && hasEnd) {
            throw new IllegalArgumentException("nothing can be put behind a query or a fragment: " + to);
        }
        this.status = status;
        this.to = to;
        this.route = route;
    }

    /**
     * All to one place; the query of the request is not kept.
     *
     * @param status 301, 302, 303, 307 or 308
     * @param to     a URI reference, encoded: a path, or a URI with a host
     */
    public Redirect(int status, String to) {
        this(status, to, null);
    }

    /**
     * Each to the place that has the same name there.
     *
     * @param status 301, 302, 303, 307 or 308
     * @param to     a URI reference, encoded, without query and fragment; a slash at its end may be left out
     * @param route  what the paths of all requests begin with
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
