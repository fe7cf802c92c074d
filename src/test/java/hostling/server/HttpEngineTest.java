package hostling.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.BodySink;
import hostling.http.ErrorPages;
import hostling.http.Exchange;
import hostling.http.Response;
import hostling.http.Site;
import hostling.log.AccessLog;
import hostling.wire.Fields;
import hostling.wire.Limits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A whole server in memory: no socket, no thread, no selector, and a clock that the test moves. */
class HttpEngineTest {
    private static final String GET = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final List<String> errors = new ArrayList<>();
    private final List<Exchange> waiting = new ArrayList<>();
    private final MemoryTransport transport = new MemoryTransport();
    private long nanos;
    private int tasksOfOthers;
    private final HttpEngine engine = new HttpEngine(new ServerSettings(Limits.DEFAULT, Timeouts.DEFAULT, 2, 1 << 20,
            Duration.ofSeconds(5), TrustedProxies.NONE, false, AccessLog.NONE, (level, what, cause) -> errors.add(what), () -> nanos,
            () -> Instant.EPOCH.plusNanos(nanos)), new HttpEngine.Listener() {
                @Override
                public void taskAdded() {
                    tasksOfOthers++;
                }

                @Override
                public void roomAdded() { }
            });
    private final Site site = new Site(this::handle, ErrorPages.PLAIN);
    private final SlowDisk disk = new SlowDisk();
    private final ConnectionDriver connection = engine.connect(transport, new Peer("127.0.0.1", 80), () -> site);

    private void handle(Exchange exchange) {
        switch (exchange.request().path()) {
            case "/hello" -> exchange.respond(Response.text("hello"));
            case "/upload" -> {
                waiting.add(exchange);
                exchange.receive(Long.MAX_VALUE, disk);
            }
            default -> waiting.add(exchange);
        }
    }

    /** Runs turns until nothing is ready any more. */
    private void turn() {
        do {
            engine.startTurn();
            if (transport.isReady()) {
                connection.ready(transport.interest() == Transport.Interest.READ);
            }
            engine.endTurn();
        } while (engine.hasWork() || transport.isReady());
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        turn();
    }

    @Test
    void bytesGoInAndBytesComeOut() {
        transport.clientSends(GET);
        turn();
        String response = transport.received();
        assertTrue(response.startsWith(OK) && response.endsWith("\r\n\r\nhello"), response);
        assertEquals(Transport.Interest.READ, transport.interest());
    }

    @Test
    void aPipelineIsAnsweredInOrder() {
        transport.clientSends(GET + "GET /later HTTP/1.1\r\nHost: a\r\n\r\n" + GET);
        turn();
        assertEquals(1, transport.received().split(OK, -1).length - 1);
        waiting.get(0).respond(Response.text("later"));
        turn();
        String rest = transport.received();
        assertTrue(rest.indexOf("later") < rest.indexOf("hello"), rest);
    }

    @Test
    void anIdleConnectionIsClosedWithoutAWord() {
        pass(Timeouts.DEFAULT.keepAlive().minusMillis(1));
        assertFalse(transport.isClosed());
        pass(Duration.ofMillis(100));
        assertTrue(transport.isClosed());
        assertFalse(transport.wasReset());
        assertEquals("", transport.received());
        assertEquals(0, engine.connectionCount());
        assertEquals(0, engine.deadlineCount());
    }

    @Test
    void aClientThatReadsNothingIsNotRead() {
        transport.clientTakes(10);
        transport.clientSends(GET.repeat(3));
        turn();
        assertEquals(Transport.Interest.WRITE, transport.interest());
        transport.clientSends(GET);
        turn();
        assertEquals(GET.length(), transport.unread());
        transport.clientTakes(Integer.MAX_VALUE);
        turn();
        assertEquals(0, transport.unread());
        assertEquals(4, transport.received().split(OK, -1).length - 1);
    }

    @Test
    void afterTheLastResponseItLingersUntilTheClientEnds() {
        transport.clientSends("BROKEN\r\n\r\n");
        turn();
        assertTrue(transport.received().startsWith("HTTP/1.1 400 "));
        assertTrue(transport.outputIsShut());
        assertFalse(transport.isClosed());
        transport.clientEnds();
        turn();
        assertTrue(transport.isClosed());
    }

    /** Waking a selector is a system call, and the loop is awake anyway if its own thread adds the task. */
    @Test
    void onlyTasksOfOtherThreadsWakeTheLoop() throws InterruptedException {
        List<String> done = new ArrayList<>();
        engine.execute(() -> done.add("own"));
        assertEquals(0, tasksOfOthers);
        assertTrue(engine.hasWork());
        Thread other = new Thread(() -> engine.execute(() -> done.add("other's")));
        other.start();
        other.join(TimeUnit.SECONDS.toMillis(20));
        assertEquals(1, tasksOfOthers);
        turn();
        assertEquals(List.of("own", "other's"), done);
    }

    @Test
    void oneMoreThanThereIsRoomForTakesThePlaceOfAnIdleOne() {
        MemoryTransport second = new MemoryTransport();
        MemoryTransport third = new MemoryTransport();
        nanos++;
        engine.startTurn();
        engine.connect(second, new Peer("127.0.0.1", 80), () -> site);
        engine.connect(third, new Peer("127.0.0.1", 80), () -> site);
        assertTrue(transport.isClosed(), "it was idle for the longest");
        assertFalse(second.isClosed());
        assertEquals(2, engine.connectionCount());
    }

    private void connectAndBeBusy(int count) {
        engine.startTurn();
        for (int i = 0; i < count; i++) {
            MemoryTransport other = new MemoryTransport();
            ConnectionDriver busy = engine.connect(other, new Peer("127.0.0.1", 80), () -> site);
            other.clientSends("GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
            busy.ready(true);
        }
        engine.endTurn();
    }

    /** A crowd of clients gives one log line a second, and each client is counted once. */
    @Test
    void refusedClientsAreCountedInOneLineASecond() {
        connection.close();
        connectAndBeBusy(2);
        assertEquals(List.of(), errors);
        connectAndBeBusy(3);
        assertEquals(1, errors.size());
        assertTrue(errors.get(0).startsWith("1 client was refused"), errors.get(0));
        nanos += TimeUnit.SECONDS.toNanos(1);
        connectAndBeBusy(1);
        assertEquals(2, errors.size());
        assertTrue(errors.get(1).startsWith("3 clients were refused"), errors.get(1));
    }

    /** Takes one piece of content, then is full until the write is done. */
    private final class SlowDisk implements BodySink {
        private Runnable wake;
        private int taken;
        private boolean busy;
        private boolean aborted;

        @Override
        public void whenReady(Runnable task) {
            wake = task;
        }

        @Override
        public void data(ByteBuffer bytes) {
            assertFalse(busy, "a full sink gets no content");
            taken += bytes.remaining();
            busy = true;
        }

        @Override
        public boolean isFull() {
            return busy;
        }

        @Override
        public void end(Fields trailers) {
            waiting.get(0).respond(Response.text(taken + " bytes"));
        }

        @Override
        public void aborted() {
            aborted = true;
        }

        /** Finishes the write, and wakes the engine. */
        void isDone() {
            busy = false;
            wake.run();
        }
    }

    private void upload(int bytes) {
        transport.clientSends("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: " + bytes + "\r\n\r\n" + "x".repeat(bytes));
        turn();
    }

    /** Memory stays flat, however fast the client sends and however slow the disk is. */
    @Test
    void aClientIsNotReadWhileTheSinkIsFull() {
        upload(10 << 20);
        int turns = 0;
        while (transport.received().isEmpty()) {
            int unread = transport.unread();
            turn();
            assertEquals(unread, transport.unread(), "nothing is read before the disk is done");
            assertTrue(engine.heldBytes() <= 128 * 1024, engine.heldBytes() + " bytes are held");
            disk.isDone();
            turn();
            turns++;
        }
        assertEquals(10 << 20, disk.taken);
        assertTrue(turns > 100, "it went in steps: " + turns);
        assertEquals(List.of(), errors);
    }

    @Test
    void anotherThreadMaySayThatThereIsRoom() throws InterruptedException {
        upload(200_000);
        int before = disk.taken;
        Thread writer = new Thread(disk::isDone);
        writer.start();
        writer.join(TimeUnit.SECONDS.toMillis(20));
        assertEquals(before, disk.taken, "the loop, not the other thread, delivers content");
        turn();
        assertTrue(disk.taken > before);
    }

    /** A wake-up may come at any time, and only makes the engine ask the sink again. */
    @Test
    void aSinkThatIsStillFullGetsNothing() {
        upload(200_000);
        int before = disk.taken;
        disk.wake.run();
        turn();
        assertEquals(before, disk.taken);
        assertEquals(List.of(), errors);
        disk.isDone();
        turn();
        assertTrue(disk.taken > before);
    }

    @Test
    void aSinkThatStaysFullIsGivenUp() {
        upload(200_000);
        pass(Timeouts.DEFAULT.handler().plusMillis(100));
        assertTrue(transport.received().startsWith("HTTP/1.1 503 "));
        assertTrue(disk.aborted);
    }

    @Test
    void aClientIsAskedForContentBeforeItsSinkIsAskedForRoom() {
        disk.busy = true;
        transport.clientSends("POST /upload HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        turn();
        assertEquals("HTTP/1.1 100 Continue\r\n\r\n", transport.received(), "the sink is asked only after content");
        disk.isDone();
        transport.clientSends("xx");
        turn();
        disk.isDone();
        turn();
        assertTrue(transport.received().endsWith("2 bytes"));
    }
}
