package hostling.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Body;
import hostling.http.BodySource;
import hostling.http.ErrorPages;
import hostling.http.Exchange;
import hostling.http.Method;
import hostling.http.Response;
import hostling.http.Site;
import hostling.http.Status;
import hostling.log.AccessLog;
import hostling.server.Counters.Count;
import hostling.server.Counters.Times;
import hostling.server.Totals.Requests;
import hostling.wire.Limits;
import hostling.wire.ResponseHead;
import hostling.wire.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What an engine has counted is what it has done. */
class CountersTest {
    private final Counters counters = new Counters(ByteBuffer.allocate(Counters.BYTES));
    private final MemoryTransport transport = new MemoryTransport();
    private final List<Exchange> waiting = new ArrayList<>();
    private final BreakingSource breaking = new BreakingSource();
    private long nanos;
    private final LongSupplier clock = () -> nanos;
    private final HttpEngine engine = new HttpEngine(new ServerSettings(Limits.DEFAULT, Timeouts.DEFAULT, 2, 1 << 20,
            Duration.ofSeconds(5), TrustedProxies.NONE, true, AccessLog.NONE, (level, what, cause) -> { }, clock,
            () -> Instant.EPOCH), counters, new HttpEngine.Listener() {
                @Override
                public void taskAdded() { }

                @Override
                public void roomAdded() { }
            });
    private final Site site = new Site(this::handle, ErrorPages.PLAIN);
    private final ConnectionDriver connection = engine.connect(transport, new Peer("127.0.0.1", 80), () -> site);

    private void handle(Exchange exchange) {
        exchange.matched("/route/");
        if (exchange.request().path().equals("/later")) {
            waiting.add(exchange);
        } else if (exchange.request().path().equals("/breaks")) {
            exchange.respond(Response.of(Status.OK).with(new Body.Stream(breaking, ResponseHead.UNKNOWN_LENGTH)));
        } else {
            exchange.respond(Response.text("hello"));
        }
    }

    private void turn() {
        engine.startTurn();
        if (transport.isReady()) {
            connection.ready(transport.interest() == Transport.Interest.READ);
        }
        engine.endTurn();
    }

    private Totals totals() {
        return Totals.of(List.of(counters.block()));
    }

    private static String request(String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    @Test
    void requestsAreCountedByRouteMethodAndClass() {
        String sent = request("GET", "/") + request("HEAD", "/") + request("GET", "/") + request("BREW", "/");
        transport.clientSends(sent);
        turn();
        Totals totals = totals();
        assertEquals(List.of(new Requests(Optional.empty(), 5, "", 1), new Requests(Optional.of(Method.GET), 2, "/route/", 2),
                new Requests(Optional.of(Method.HEAD), 2, "/route/", 1)), totals.requests());
        assertEquals(4, totals.answers());
        assertEquals(3, totals.answers(2));
        assertEquals(1, totals.get(Count.ACCEPTED));
        assertEquals(sent.length(), totals.get(Count.RECEIVED_BYTES));
        assertEquals(transport.received().length(), totals.get(Count.SENT_BYTES));
        assertEquals(1, totals.get(Count.TURNS));
        assertEquals(1, totals.get(Count.READY));
    }

    @Test
    void aRefusalIsCountedByItsRule() {
        transport.clientSends("GET / HTTP/1.1\r\n\r\n");
        turn();
        assertEquals(1, totals().refused(Violation.HOST_MISSING));
        assertEquals(List.of(new Requests(Optional.empty(), 4, "", 1)), totals().requests());
    }

    @Test
    void durationsAreMeasuredFromTheHead() {
        transport.clientSends(request("GET", "/later"));
        turn();
        nanos += 3_000_000;
        engine.execute(() -> waiting.get(0).respond(Response.text("at last")));
        turn();
        Totals totals = totals();
        assertEquals(1, totals.count(Times.RESPONSE));
        assertEquals(3_000_000, totals.sumNanos(Times.RESPONSE));
        assertEquals(3_000_000, totals.quantileNanos(Times.FIRST_BYTE, 1));
        assertEquals(0, totals.countUpTo(Times.RESPONSE, 2_500_000));
        assertTrue(transport.received().contains("\r\nServer-Timing: server;desc=\"request head to response head\";dur=3.000\r\n"),
                "the client is told the same");
        assertEquals(1, totals.countUpTo(Times.RESPONSE, 3_000_000));
    }

    @Test
    void anAbortedResponseHadItsFirstByteBefore() {
        transport.clientSends(request("GET", "/breaks"));
        turn();
        nanos += 3_000_000;
        engine.execute(breaking.wake);
        turn();
        assertEquals(0, totals().sumNanos(Times.FIRST_BYTE));
        assertEquals(3_000_000, totals().sumNanos(Times.RESPONSE));
    }

    /** A source that has nothing at first, and then fails. */
    private static final class BreakingSource implements BodySource {
        private boolean wasAsked;
        private Runnable wake = () -> { };

        @Override
        public Progress read(ByteBuffer into) throws IOException {
            if (wasAsked) {
                throw new IOException("on purpose");
            }
            wasAsked = true;
            return Progress.PENDING;
        }

        @Override
        public void whenReady(Runnable task) {
            wake = task;
        }

        @Override
        public void close() { }
    }

    @Test
    void deadlinesAreCountedByPhase() {
        transport.clientSends("GET / HT");
        turn();
        nanos += Timeouts.DEFAULT.header().toNanos() + TimerWheel.TICK_NANOS;
        turn();
        assertEquals(1, totals().timedOut(Totals.phases().indexOf("HEADER")));
        assertEquals(1, totals().answers(4), "it is answered with 408");
    }

    @Test
    void aClientThatLeavesBeforeTheResponseIsCounted() {
        transport.clientSends(request("GET", "/later"));
        turn();
        connection.close();
        assertEquals(List.of(new Requests(Optional.of(Method.GET), 4, "/route/", 1)), totals().requests());
    }

    @Test
    void countersOfSeveralProcessesAreAddedByRoute() {
        Counters other = new Counters(ByteBuffer.allocate(Counters.BYTES));
        other.answered(Optional.of(Method.GET), 200, "/other/", 1, 1);
        other.answered(Optional.of(Method.GET), 200, "/route/", 1, 1);
        counters.answered(Optional.of(Method.GET), 200, "/route/", 1, 1);
        Totals before = totals();
        Totals both = Totals.of(List.of(counters.block(), other.block()));
        assertEquals(List.of(new Requests(Optional.of(Method.GET), 2, "/route/", 2),
                new Requests(Optional.of(Method.GET), 2, "/other/", 1)), both.requests());
        assertEquals(2, both.since(before).answers());
    }

    @Test
    void moreRoutesThanCanBeToldApartAreCountedTogether() {
        for (int i = 0; i < Counters.ROUTES_MAX + 10; i++) {
            counters.answered(Optional.of(Method.GET), 200, "/" + i, 1, 1);
        }
        List<Requests> requests = totals().requests();
        assertEquals(Counters.ROUTES_MAX - 1, requests.size());
        assertEquals(new Requests(Optional.of(Method.GET), 2, "others", 12), requests.get(Counters.ROUTES_MAX - 2));
    }

    @Test
    void aProcessGoesOnWhereAnotherOneHasEnded() {
        counters.answered(Optional.of(Method.GET), 200, "/a/", 1, 1);
        counters.answered(Optional.of(Method.GET), 200, "/b/", 1, 1);
        Counters next = new Counters(counters.block());
        next.answered(Optional.of(Method.GET), 200, "/b/", 1, 1);
        next.answered(Optional.of(Method.GET), 200, "/c/", 1, 1);
        assertEquals(List.of(new Requests(Optional.of(Method.GET), 2, "/a/", 1), new Requests(Optional.of(Method.GET), 2, "/b/", 2),
                new Requests(Optional.of(Method.GET), 2, "/c/", 1)), totals().requests());
        assertEquals(0, totals().connections(), "those of the other process are closed");
    }

    @Property
    void aQuantileIsAtMostAThirdTooHigh(@ForAll @LongRange(min = 1_000, max = 80_000_000_000L) long duration) {
        Counters one = new Counters(ByteBuffer.allocate(Counters.BYTES));
        one.took(Times.TURN, duration);
        long found = Totals.of(List.of(one.block())).quantileNanos(Times.TURN, 0.5);
        assertEquals(true, found >= duration && found <= duration * 4 / 3 + 1, duration + " as " + found);
    }
}
