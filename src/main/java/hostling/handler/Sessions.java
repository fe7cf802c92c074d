package hostling.handler;

import hostling.http.Cookies;
import hostling.http.Exchange;
import hostling.http.Response;
import hostling.http.SetCookie;
import hostling.http.SetCookie.SameSite;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sessions for handlers: found by the cookie of a request, kept by the cookie of its response.
 *
 * <pre>{@code
 * Session session = sessions.find(exchange).orElseGet(() -> sessions.begin(exchange));
 * exchange.respond(sessions.keep(exchange, session.with("seen", "yes"), Response.text("Hello\n")));
 * }</pre>
 *
 * <p>Pass every response that depends on a session through {@link #keep}, which also counts as use.
 */
public final class Sessions {
    /**
     * The default cookie: scripts can't read it, forms on other sites don't send it, and it ends with the browser session
     * (RFC 6265 section 7.3). It is not Secure, so anyone on the network path can read it: for a site with https, pass
     * a cookie with Secure instead.
     */
    public static final SetCookie COOKIE = SetCookie.of("sid", "").path("/").httpOnly().sameSite(SameSite.LAX);

    /** The maximum number of cookies with the name that are checked: more would be an attack by costly signatures. */
    public static final int COOKIES_MAX = 10;

    private final SessionStore store;
    private final SetCookie cookie;

    /** Sessions with the cookie {@link #COOKIE}. */
    public Sessions(SessionStore store) {
        this(store, COOKIE);
    }

    /** Sessions with a cookie of another name or with other attributes; its value does not matter. */
    public Sessions(SessionStore store, SetCookie cookie) {
        this.store = store;
        this.cookie = cookie;
    }

    /**
     * The session of the client; empty if it sends no cookie, or one with an invalid value: a client may drop its cookies
     * at any time (RFC 6265 section 8.6).
     */
    public Optional<Session> find(Exchange exchange) {
        return all(exchange).findFirst();
    }

    /**
     * Begins a session with a new id. If the client already has one, its content is kept under the new id: call this when
     * a user logs in, so that an attacker who planted or saw the old id can't use it (<b>session fixation</b>, RFC 6265
     * section 8.4).
     */
    public Session begin(Exchange exchange) {
        return find(exchange).flatMap(known -> store.renew(known, exchange.now()))
                .orElseGet(() -> store.create(exchange.now()));
    }

    /**
     * Saves a session, and sets the client's cookie if it does not have it yet.
     *
     * @return the response with the cookie, and with no-store unless it has its own Cache-Control
     */
    public Response keep(Exchange exchange, Session session, Response response) {
        Optional<String> value = store.save(session, exchange.now())
                .filter(any -> values(exchange).noneMatch(any::equals));
        Response kept = uncached(response);
        SetCookie own = exchange.request().secure() ? cookie.secure() : cookie;
        return value.isEmpty() ? kept : kept.with("Set-Cookie", own.value(value.get()).toString());
    }

    /** Ends the session of the client, if it has one, and deletes its cookie as {@link #forget} does. */
    public Response end(Exchange exchange, Response response) {
        all(exchange).toList().forEach(store::end);
        return forget(exchange, response);
    }

    /**
     * Deletes the client's cookie, but leaves its session in the store until it expires. A cookie that the client did not send is not
     * deleted: a browser leaves it out if another site makes the request, and that site must not end the visit.
     */
    public Response forget(Exchange exchange, Response response) {
        boolean isSent = values(exchange).findAny().isPresent();
        return isSent ? uncached(response).with("Set-Cookie", cookie.gone().toString()) : uncached(response);
    }

    /** The numbers so far. */
    public SessionStore.Statistics statistics(Exchange exchange) {
        return store.statistics(exchange.now());
    }

    /** A browser may send several cookies of this name, set for other paths or domains, in no reliable order. */
    private Stream<Session> all(Exchange exchange) {
        return values(exchange).flatMap(value -> store.find(value, exchange.now()).stream());
    }

    private Stream<String> values(Exchange exchange) {
        return Cookies.values(exchange.request().fields(), cookie.name(), COOKIES_MAX).stream();
    }

    /**
     * Set-Cookie alone does not keep a cache from storing a response, and sending one client's cookie to the next (RFC
     * 9111 section 7.3).
     */
    private static Response uncached(Response response) {
        return response.field("Cache-Control").isPresent() ? response : response.with("Cache-Control", "no-store");
    }
}
