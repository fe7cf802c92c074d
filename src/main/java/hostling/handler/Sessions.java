package hostling.handler;

import hostling.http.Cookies;
import hostling.http.Exchange;
import hostling.http.Response;
import hostling.http.SetCookie;
import hostling.http.SetCookie.SameSite;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sessions as handlers use them: found by the cookie of a request, kept by the cookie of its response.
 *
 * <pre>{@code
 * Session session = sessions.find(exchange).orElseGet(() -> sessions.begin(exchange));
 * exchange.respond(sessions.keep(exchange, session.with("seen", "yes"), Response.text("Hello\n")));
 * }</pre>
 *
 * <p>Every answer that depends on a session goes through {@link #keep}, which also counts as use.
 */
public final class Sessions {
    /**
     * No script reads it, no form on another site sends it, and it goes when the browser is closed: a session has no
     * use for a longer life (RFC 6265 section 7.3). It lacks Secure, without which anyone on the way can read it: where
     * there is https, give another with it.
     */
    public static final SetCookie COOKIE = SetCookie.of("sid", "").path("/").httpOnly().sameSite(SameSite.LAX);

    /** How many cookies of the name are looked at: more are sent to keep the server busy with their signatures. */
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
     * The session of the client; empty where it has none, which includes one that it made up, and one whose cookie is
     * lost: a client keeps cookies for as long as it likes (RFC 6265 section 8.6).
     */
    public Optional<Session> find(Exchange exchange) {
        return all(exchange).findFirst();
    }

    /**
     * Begins a session, under an id that nobody had before. A client that has one keeps what is in it under the new id:
     * call this where a user logs in, and nobody who planted or saw the old id gets in with it (session fixation, RFC
     * 6265 section 8.4).
     */
    public Session begin(Exchange exchange) {
        return find(exchange).flatMap(known -> store.renew(known, exchange.now()))
                .orElseGet(() -> store.create(exchange.now()));
    }

    /**
     * Keeps a session as it now is, and gives the client its cookie where it does not have that yet.
     *
     * @return the response, which no cache may keep for others
     */
    public Response keep(Exchange exchange, Session session, Response response) {
        Optional<String> value = store.save(session, exchange.now())
                .filter(any -> values(exchange).noneMatch(any::equals));
        Response kept = unstored(response);
        return value.isEmpty() ? kept : kept.with("Set-Cookie", cookie.value(value.get()).toString());
    }

    /** Ends the session of the client, if it has one, and lets the client forget the cookie. */
    public Response end(Exchange exchange, Response response) {
        all(exchange).toList().forEach(store::end);
        return forget(response);
    }

    /** Lets the client forget the cookie, and leaves its session alone until that is over by itself. */
    public Response forget(Response response) {
        return unstored(response).with("Set-Cookie", cookie.gone().toString());
    }

    /** The numbers so far. */
    public SessionStore.Statistics statistics(Exchange exchange) {
        return store.statistics(exchange.now());
    }

    /** A browser may hold more cookies of this name, set for other paths or domains, in no order to rely on. */
    private Stream<Session> all(Exchange exchange) {
        return values(exchange).flatMap(value -> store.find(value, exchange.now()).stream());
    }

    private Stream<String> values(Exchange exchange) {
        return Cookies.values(exchange.request().fields(), cookie.name(), COOKIES_MAX).stream();
    }

    /**
     * A cache that keeps what it was not told to leave alone would give one client's cookie to the next: Set-Cookie
     * alone does not keep it from that (RFC 9111 section 7.3).
     */
    private static Response unstored(Response response) {
        return response.field("Cache-Control").isPresent() ? response : response.with("Cache-Control", "no-store");
    }
}
