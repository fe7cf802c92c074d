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
 * Lets anyone make a session, look at it and end it: four paths, all with JSON. The id is not shown; it is in the
 * cookie, which scripts can't read, and it should stay there.
 */
public final class SessionDemo {
    private static final String VISITS = "visits";

    private final Sessions sessions;

    /** A demo of these sessions. */
    public SessionDemo(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * The four of them as {@code create}, {@code info}, {@code stats} and {@code destroy} below a path that ends in a
     * slash. GET gives a visitor a session and lets the client forget it, so that a link or an address typed in will
     * do; to end one, which nobody should do by following a link, takes POST (RFC 9110 section 9.2.1).
     */
    public Router below(String prefix) {
        return new Router()
                .on(Method.GET, prefix + "create", this::create).on(Method.POST, prefix + "create", this::create)
                .on(Method.GET, prefix + "info", this::info).on(Method.HEAD, prefix + "info", this::info)
                .on(Method.GET, prefix + "stats", this::stats).on(Method.HEAD, prefix + "stats", this::stats)
                .on(Method.GET, prefix + "destroy", this::forget).on(Method.POST, prefix + "destroy", this::destroy);
    }

    /** Begins a session, or gives the one that there is a new id; this is a visit. */
    void create(Exchange exchange) {
        boolean renewed = sessions.find(exchange).isPresent();
        Session session = visited(sessions.begin(exchange));
        Response response = json("{\"session\": true, \"renewed\": " + renewed + ", \"visits\": "
                + visits(session) + "}");
        exchange.respond(sessions.keep(exchange, session, response));
    }

    /** Tells of the session, if there is one; this is a visit, too. */
    void info(Exchange exchange) {
        sessions.find(exchange).ifPresentOrElse(
                found -> exchange.respond(sessions.keep(exchange, visited(found), told(exchange, visited(found)))),
                () -> exchange.respond(json("{\"session\": false}")));
    }

    private static Response told(Exchange exchange, Session session) {
        return json("{\"session\": true, \"ageSeconds\": "
                + Duration.between(session.created(), exchange.now()).toSeconds() + ", \"idleSeconds\": "
                + Duration.between(session.lastUsed(), exchange.now()).toSeconds() + ", \"visits\": "
                + visits(session) + "}");
    }

    /** The numbers of all sessions together. */
    void stats(Exchange exchange) {
        SessionStore.Statistics numbers = sessions.statistics(exchange);
        exchange.respond(json("{\"sessions\": " + numbers.count() + ", \"created\": " + numbers.created()
                + ", \"expired\": " + numbers.expired() + ", \"evicted\": " + numbers.evicted() + ", \"ended\": "
                + numbers.ended() + ", \"maximum\": " + numbers.sessionsMax() + "}"));
    }

    /** Lets the client forget its session, and changes nothing here: GET is safe. */
    void forget(Exchange exchange) {
        boolean forgotten = sessions.find(exchange).isPresent();
        exchange.respond(sessions.forget(json("{\"session\": false, \"forgotten\": " + forgotten + "}")));
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
