package hostling.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import hostling.http.ErrorPages;
import hostling.http.Response;
import hostling.http.Site;
import hostling.log.AccessLog;
import hostling.server.TurnRecorder.Entry;
import hostling.server.TurnRecorder.Kind;
import hostling.wire.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is recorded of an engine is what it did, without a gap. The clock moves by one nanosecond at each reading. */
class TurnRecorderTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private final MemoryTransport transport = new MemoryTransport();
    private long nanos;
    private final HttpEngine engine = new HttpEngine(new ServerSettings(Limits.DEFAULT, Timeouts.DEFAULT, 2, 1 << 20,
            Duration.ofSeconds(5), TrustedProxies.NONE, false, AccessLog.NONE, (level, what, cause) -> { }, () -> ++nanos,
            () -> Instant.EPOCH), new HttpEngine.Listener() {
                @Override
                public void taskAdded() { }

                @Override
                public void roomAdded() { }
            });
    private final Site site = new Site(exchange -> exchange.respond(Response.text("hello")), ErrorPages.PLAIN);

    private ConnectionDriver connect() {
        return engine.connect(transport, new Peer("127.0.0.1", 80), () -> site);
    }

    private void turn(ConnectionDriver connection) {
        engine.startTurn();
        if (transport.isReady()) {
            connection.ready(transport.interest() == Transport.Interest.READ);
        }
        engine.endTurn();
    }

    private static List<String> entries(TurnRecorder recorder) {
        List<String> entries = new ArrayList<>();
        recorder.visit(0, entry -> entries.add(describe(entry)));
        return entries;
    }

    private static String describe(Entry entry) {
        return switch (entry.kind()) {
            case SLEEP, DEADLINE, TASK, LOG -> entry.kind() + " " + entry.connection();
            case ACCEPT, READ, HANDLE, WRITE, CLOSED -> entry.kind() + " " + entry.connection() + " " + entry.bytes();
            case STATE -> entry.phase() + " " + entry.connection() + " " + entry.interest() + " " + entry.bytes();
        };
    }

    @Test
    void aRequestIsReadHandledAndAnswered() {
        TurnRecorder recorder = engine.probe().watch();
        ConnectionDriver connection = connect();
        transport.clientSends(GET);
        turn(connection);
        int answer = transport.received().length();
        assertEquals(List.of("ACCEPT 1 0", "IDLE 1 READ 0", "SLEEP 0", "READ 1 " + GET.length(), "HANDLE 1 0",
                "WRITE 1 " + answer, "IDLE 1 READ 0", "LOG 0"), entries(recorder));
    }

    @Test
    void halfAHeadIsWaitedForAndGivenUp() {
        TurnRecorder recorder = engine.probe().watch();
        ConnectionDriver connection = connect();
        transport.clientSends("GET / HT");
        turn(connection);
        assertEquals(List.of("READ 1 8", "HANDLE 1 0", "HEADER 1 READ 0", "LOG 0"),
                entries(recorder).subList(3, (int) recorder.count()));
        long given = connection.deadlineNanos() - nanos;
        assertEquals(Timeouts.DEFAULT.header().toMillis(), Duration.ofNanos(given).plusNanos(100).toMillis());

        long before = recorder.count();
        nanos = connection.deadlineNanos() + TimerWheel.TICK_NANOS;
        turn(connection);
        List<String> later = entries(recorder).subList((int) before, (int) recorder.count());
        assertEquals(List.of("SLEEP 0", "DEADLINE 1", "HANDLE 1 0", "WRITE 1 " + transport.received().length(),
                "CLOSING 1 READ 0", "LOG 0"), later);
        transport.clientEnds();
        turn(connection);
        assertEquals("CLOSED 1 0", entries(recorder).get((int) recorder.count() - 2));
    }

    @Test
    void aSlowReaderIsWaitedForWithItsOutputPending() {
        TurnRecorder recorder = engine.probe().watch();
        ConnectionDriver connection = connect();
        transport.clientTakes(10);
        transport.clientSends(GET);
        turn(connection);
        transport.clientTakes(1_000);
        int answer = transport.received().length();
        assertEquals("WRITE 1 WRITE " + connection.pendingBytes(), entries(recorder).get((int) recorder.count() - 2));
        assertEquals(10, answer);
        turn(connection);
        assertEquals("IDLE 1 READ 0", entries(recorder).get((int) recorder.count() - 2));
    }

    @Test
    void theSlicesFollowEachOtherWithoutAGap() {
        TurnRecorder recorder = engine.probe().watch();
        ConnectionDriver connection = connect();
        engine.execute(() -> nanos += 7);
        for (int i = 0; i < 3; i++) {
            transport.clientSends(GET);
            turn(connection);
        }
        long[] end = {recorder.beganNanos()};
        long[] total = new long[Kind.values().length];
        recorder.visit(0, entry -> {
            assertEquals(end[0], entry.startNanos(), describe(entry));
            end[0] += entry.nanos();
            total[entry.kind().ordinal()] += entry.nanos();
        });
        for (Kind kind : Kind.values()) {
            assertEquals(total[kind.ordinal()], recorder.totalNanos(kind), kind.toString());
        }
        assertEquals(8, recorder.totalNanos(Kind.TASK), "the task took seven, and the reading of the clock one");
    }

    @Test
    void onlyTheMostRecentEntriesAreKept() {
        TurnRecorder recorder = engine.probe().watch();
        ConnectionDriver connection = connect();
        while (recorder.count() < TurnRecorder.ENTRIES + 100) {
            turn(connection);
            engine.probe().resume();
        }
        List<Entry> kept = new ArrayList<>();
        long forgotten = recorder.visit(50, kept::add);
        assertEquals(recorder.count() - TurnRecorder.ENTRIES - 50, forgotten);
        assertEquals(TurnRecorder.ENTRIES, kept.size());
        assertEquals(0, recorder.visit(recorder.count(), kept::add));
    }

    @Test
    void aBusyLoopIsRecordedInBurstsOfWholeTurns() {
        TurnRecorder recorder = engine.probe().watch();
        ConnectionDriver connection = connect();
        for (int i = 0; i < TurnRecorder.BURST; i++) {
            turn(connection);
        }
        long first = recorder.count();
        List<String> entries = entries(recorder);
        assertEquals("LOG 0", entries.get(entries.size() - 1), "the last turn is whole");
        assertEquals(TurnRecorder.BURST, first, 1);
        long end = nanos;
        engine.probe().resume();
        turn(connection);
        List<Entry> more = new ArrayList<>();
        recorder.visit(first, more::add);
        assertEquals(List.of(Kind.SLEEP, Kind.LOG), more.stream().map(Entry::kind).toList());
        assertEquals(end + 1, more.get(0).startNanos(), "the gap is not counted as work or sleep");
    }

    @Test
    void thoseWhoWatchTogetherShareARecorderAndItEndsWithTheLast() {
        TurnRecorder first = engine.probe().watch();
        assertSame(first, engine.probe().watch());
        engine.probe().unwatch();
        turn(connect());
        long count = first.count();
        engine.probe().unwatch();
        turn(connect());
        assertEquals(count, first.count(), "nobody watches");
        assertNotSame(first, engine.probe().watch());
    }
}
