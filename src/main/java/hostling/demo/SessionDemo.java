package hostling.demo;

import hostling.handler.Router;
import hostling.handler.Session;
import hostling.handler.SessionStore;
import hostling.handler.Sessions;
import hostling.http.Exchange;
import hostling.http.Method;
import hostling.http.Response;
import hostling.http.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Lets a visitor create a session, look at it and end it: four paths, all with JSON. The responses do not show the id: it
 * should stay in its cookie, which scripts in the browser can't read.
 */
public final class SessionDemo {
    private static final String VISITS = "visits";

    private final Sessions sessions;

    /** A demo of these sessions. */
    public SessionDemo(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Routes to the four handlers: {@code create}, {@code info}, {@code stats} and {@code destroy} below a path that ends in
     * a slash. With GET, so that a link is enough, a visitor gets a session or deletes its cookie. Ending a session needs
     * POST, since following a link must not do that (RFC 9110 section 9.2.1).
     */
    public Router below(String prefix) {
        return new Router()
                .on(Method.GET, prefix + "create", this::create).on(Method.POST, prefix + "create", this::create)
                .on(Method.GET, prefix + "info", this::info).on(Method.HEAD, prefix + "info", this::info)
                .on(Method.GET, prefix + "stats", this::stats).on(Method.HEAD, prefix + "stats", this::stats)
                .on(Method.GET, prefix + "destroy", this::forget).on(Method.POST, prefix + "destroy", this::destroy);
    }

    /** Begins a session, or gives the existing one a new id; counts as a visit. */
    void create(Exchange exchange) {
        boolean renewed = sessions.find(exchange).isPresent();
        Session session = visited(sessions.begin(exchange));
        Response response = json("{\"session\": true, \"renewed\": " + renewed + ", \"visits\": "
                + visits(session) + "}");
        exchange.respond(sessions.keep(exchange, session, response));
    }

    /** Describes the session, if there is one; counts as a visit, too. */
    void info(Exchange exchange) {
        sessions.find(exchange).ifPresentOrElse(
                found -> exchange.respond(sessions.keep(exchange, visited(found), description(exchange, visited(found)))),
                () -> exchange.respond(json("{\"session\": false}")));
    }

    private static Response description(Exchange exchange, Session session) {
        return json("{\"session\": true, \"ageSeconds\": "
                + Duration.between(session.created(), exchange.now()).toSeconds() + ", \"idleSeconds\": "
                + Duration.between(session.lastUsed(), exchange.now()).toSeconds() + ", \"visits\": "
                + visits(session) + "}");
    }

    /** Statistics of all sessions. */
    void stats(Exchange exchange) {
        SessionStore.Statistics numbers = sessions.statistics(exchange);
        exchange.respond(json("{\"sessions\": " + numbers.count() + ", \"created\": " + numbers.created()
                + ", \"expired\": " + numbers.expired() + ", \"evicted\": " + numbers.evicted() + ", \"ended\": "
                + numbers.ended() + ", \"maximum\": " + numbers.sessionsMax() + "}"));
    }

    /** Deletes the client's cookie, and changes nothing in the server: GET is safe. */
    void forget(Exchange exchange) {
        boolean forgotten = sessions.find(exchange).isPresent();
        exchange.respond(sessions.forget(exchange, json("{\"session\": false, \"forgotten\": " + forgotten + "}")));
    }

    /** Ends the session, if there is one. */
    void destroy(Exchange exchange) {
        boolean ended = sessions.find(exchange).isPresent();
        exchange.respond(sessions.end(exchange, json("{\"session\": false, \"ended\": " + ended + "}")));
    }

    private static Session visited(Session session) {
        return session.with(VISITS, Long.toString(visits(session) + 1));
    }

    private static long visits(Session session) {
        return Long.parseLong(session.attributes().getOrDefault(VISITS, "0"));
    }

    private static Response json(String text) {
        return Response.of(Status.OK).with("Cache-Control", "no-store")
                .withContent("application/json", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
