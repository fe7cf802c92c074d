package hostling.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Body;
import hostling.http.BodySink;
import hostling.http.BodySource;
import hostling.http.ErrorPages;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Response;
import hostling.log.AccessLog;
import hostling.log.AccessRecord;
import hostling.log.ErrorLog;
import hostling.testing.Eventually;
import hostling.testing.RawClient;
import hostling.testing.RunningServer;
import hostling.wire.Fields;
import hostling.wire.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * All foreign code that the loop calls throws every kind of throwable. The client that meets the fault may lose its
 * connection; another one is served before, during and after the fault, and no resource leaks.
 */
@Timeout(60)
class ForeignCodeTest {
    private static final long PATIENCE_SECONDS = 20;

    /** The throwables to throw, including errors and one that can't be logged. */
    private static final Map<String, Supplier<Throwable>> THROWN = new LinkedHashMap<>();

    static {
        THROWN.put("RuntimeException", () -> new RuntimeException("planted"));
        THROWN.put("IOException", () -> new IOException("planted"));
        THROWN.put("StackOverflowError", () -> new StackOverflowError("planted"));
        THROWN.put("OutOfMemoryError", () -> new OutOfMemoryError("planted"));
        THROWN.put("AssertionError", () -> new AssertionError("planted"));
        THROWN.put("an exception that can't be logged", Unspeakable::new);
    }

    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String toString() {
            throw new IllegalStateException("not even this");
        }

        @Override
        public String getMessage() {
            throw new IllegalStateException("not even this");
        }
    }

    /** A place at which foreign code is called: creates the code that throws, and triggers the call. */
    private record Seam(Foreign foreign, Provocation provocation) { }

    /** Foreign code of all kinds that never fails, except in overridden methods. */
    private static class Foreign {
        private final Thrower thrower;

        Foreign(Thrower thrower) {
            this.thrower = thrower;
        }

        <T> T fail() {
            return thrower.fail();
        }

        void handle(Exchange exchange) throws Exception {
            exchange.respond(Response.text("ok"));
        }

        ErrorPages pages() {
            return ErrorPages.PLAIN;
        }

        void noted() { }

        boolean accessTurn() {
            return true;
        }

        void told() { }

        boolean errorTurn() {
            return true;
        }
    }

    private interface Provocation {
        void by(RawClient client) throws Exception;
    }

    /** Throws checked exceptions past the compiler. */
    private static final class Thrower {
        private final Supplier<Throwable> what;

        Thrower(Supplier<Throwable> what) {
            this.what = what;
        }

        <T> T fail() {
            throw ForeignCodeTest.<RuntimeException>unchecked(what.get());
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable any) throws E {
        throw (E) any;
    }

    private static final Provocation GET = client -> client.get("/").reply();
    private static final Provocation GET_AND_LOSE = client -> {
        client.get("/");
        untilTheEnd(client);
    };
    private static final Provocation POST = client -> {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
        untilTheEnd(client);
    };
    private static final Provocation POST_AND_RESET = client -> {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na");
        client.closeWithReset();
    };
    private static final Provocation NONSENSE = client -> {
        client.send("nonsense\r\n\r\n");
        untilTheEnd(client);
    };

    /** The server may answer or close, at once or by a reset; all of that is an end. */
    private static void untilTheEnd(RawClient client) {
        try {
            client.endOutput();
            client.rest();
        } catch (IOException e) {
            // A reset is an end as well.
        }
    }

    private static Map<String, Seam> seams(Thrower thrower) {
        Map<String, Seam> seams = new LinkedHashMap<>();
        seams.put("a handler", handler(thrower, POST, exchange -> thrower.fail()));
        seams.put("a handler after its response", handler(thrower, POST, exchange -> {
            exchange.respond(Response.text("ok"));
            thrower.fail();
        }));
        seams.put("a sink, at content", handler(thrower, POST, exchange -> exchange.receive(10, sink(thrower, 0))));
        seams.put("a sink, at the end", handler(thrower, POST, exchange -> exchange.receive(10, sink(thrower, 1))));
        seams.put("a sink that is asked whether it is full",
                handler(thrower, POST, exchange -> exchange.receive(10, sink(thrower, 3))));
        seams.put("a sink that gets the task that reports room",
                handler(thrower, POST, exchange -> exchange.receive(10, sink(thrower, 4))));
        seams.put("a full sink that is asked again",
                handler(thrower, POST, exchange -> exchange.receive(10, sink(thrower, 5))));
        seams.put("a sink, when the client resets",
                handler(thrower, POST_AND_RESET, exchange -> exchange.receive(10, sink(thrower, 2))));
        seams.put("a sink, at too much content",
                handler(thrower, POST, exchange -> exchange.receive(1, sink(thrower, 2))));
        seams.put("a sink, at a response that refuses its content", handler(thrower, POST, exchange -> {
            exchange.receive(10, sink(thrower, 2));
            exchange.respond(Response.error(400, "no"));
        }));
        seams.put("collected content", handler(thrower, POST, exchange -> exchange.collect(10, all -> thrower.fail())));
        for (int call = 0; call < 4; call++) {
            int failing = call;
            seams.put("a source, at call " + call, handler(thrower, GET_AND_LOSE, exchange ->
                    exchange.respond(stream(new FailingSource(thrower, failing)))));
        }
        seams.put("a source, when a second response is given", handler(thrower, GET_AND_LOSE, exchange -> {
            exchange.respond(Response.text("ok"));
            exchange.respond(stream(new FailingSource(thrower, FailingSource.CLOSE)));
        }));
        seams.put("a response filter", handler(thrower, GET_AND_LOSE, exchange -> {
            exchange.filterResponse((response, request) -> thrower.fail());
            exchange.respond(Response.text("ok"));
        }));
        seams.put("a response filter, for a response given later", handler(thrower, GET_AND_LOSE, exchange -> {
            exchange.filterResponse((response, request) -> thrower.fail());
            exchange.after(Duration.ofMillis(1), () -> exchange.respond(Response.text("ok")));
        }));
        seams.put("a response filter, for a response given by a task", handler(thrower, GET_AND_LOSE, exchange -> {
            exchange.filterResponse((response, request) -> thrower.fail());
            exchange.loop().execute(() -> exchange.respond(Response.text("ok")));
        }));
        seams.put("a task of an exchange", handler(thrower, GET_AND_LOSE,
                exchange -> exchange.after(Duration.ofMillis(1), thrower::fail)));
        seams.put("a task of the loop", handler(thrower, GET, exchange -> {
            exchange.loop().execute(thrower::fail);
            exchange.respond(Response.text("ok"));
        }));
        seams.put("a task at the end of an exchange", handler(thrower, GET, exchange -> {
            exchange.onEnd(thrower::fail);
            exchange.respond(Response.text("ok"));
        }));
        seams.put("an error page", new Seam(new Foreign(thrower) {
            @Override
            void handle(Exchange exchange) {
                exchange.respond(Response.error(404, "no"));
            }

            @Override
            ErrorPages pages() {
                return (bare, reason, request) -> fail();
            }
        }, GET));
        seams.put("an error page of a request that can't be read", new Seam(new Foreign(thrower) {
            @Override
            ErrorPages pages() {
                return (bare, reason, request) -> fail();
            }
        }, NONSENSE));
        seams.put("the access log", new Seam(new Foreign(thrower) {
            @Override
            void noted() {
                fail();
            }
        }, GET));
        seams.put("the access log at the end of a turn", new Seam(new Foreign(thrower) {
            @Override
            boolean accessTurn() {
                return this.<Boolean>fail();
            }
        }, GET));
        seams.put("the error log", new Seam(new Foreign(thrower) {
            @Override
            void handle(Exchange exchange) {
                fail();
            }

            @Override
            void told() {
                fail();
            }
        }, GET));
        seams.put("the error log at the end of a turn", new Seam(new Foreign(thrower) {
            @Override
            boolean errorTurn() {
                return this.<Boolean>fail();
            }
        }, GET));
        return seams;
    }

    private static Seam handler(Thrower thrower, Provocation provocation, Handler handler) {
        return new Seam(new Foreign(thrower) {
            @Override
            void handle(Exchange exchange) throws Exception {
                handler.handle(exchange);
            }
        }, provocation);
    }

    /**
     * Fails at content (0), at the end (1), when it is aborted (2), when the loop asks whether it is full (3), when it
     * gets the task that reports room (4), or when the loop asks again after the sink was full (5).
     */
    private static BodySink sink(Thrower thrower, int call) {
        return new BodySink() {
            private Runnable wake;
            private int asked;

            @Override
            public void data(ByteBuffer bytes) {
                failAt(0);
            }

            @Override
            public void end(Fields trailers) {
                failAt(1);
            }

            @Override
            public void aborted() {
                failAt(2);
            }

            @Override
            public boolean isFull() {
                failAt(3);
                if (call == 5 && asked++ == 0) {
                    new Thread(wake).start();
                    return true;
                }
                failAt(5);
                return false;
            }

            @Override
            public void whenReady(Runnable task) {
                wake = task;
                failAt(4);
            }

            private void failAt(int now) {
                if (now == call) {
                    thrower.fail();
                }
            }
        };
    }

    private static Response stream(BodySource source) {
        return Response.of(200).with(new Body.Stream(source, ResponseHead.UNKNOWN_LENGTH));
    }

    /** Supplies one byte, then ends, unless one of its calls fails. */
    private record FailingSource(Thrower thrower, int failing, int[] reads) implements BodySource {
        static final int WHEN_READY = 2;
        static final int CLOSE = 3;

        FailingSource(Thrower thrower, int failing) {
            this(thrower, failing, new int[1]);
        }

        @Override
        public Progress read(ByteBuffer into) {
            if (reads[0] == failing) {
                thrower.fail();
            }
            if (reads[0]++ == 0) {
                into.put((byte) 'x');
                return Progress.MORE;
            }
            return Progress.END;
        }

        @Override
        public void whenReady(Runnable wake) {
            if (failing == WHEN_READY) {
                thrower.fail();
            }
        }

        @Override
        public void close() {
            if (failing == CLOSE) {
                thrower.fail();
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> nothingThatItThrowsEndsTheLoop() {
        return THROWN.entrySet().stream().flatMap(thrown ->
                seams(new Thrower(thrown.getValue())).entrySet().stream().map(seam -> DynamicTest.dynamicTest(
                        seam.getKey() + ": " + thrown.getKey(), () -> tryOut(seam.getValue()))));
    }

    @TestFactory
    Stream<DynamicTest> nothingInThePlaceOfAResultEndsTheLoop() {
        Thrower none = new Thrower(AssertionError::new);
        Map<String, Seam> seams = new LinkedHashMap<>();
        seams.put("a response", handler(none, POST, exchange -> exchange.respond(null)));
        seams.put("a sink", handler(none, POST, exchange -> exchange.receive(10, null)));
        seams.put("a receiver of collected content", handler(none, POST, exchange -> exchange.collect(10, null)));
        seams.put("a task", handler(none, POST, exchange -> exchange.after(Duration.ofMillis(1), null)));
        seams.put("a task at the end", handler(none, POST, exchange -> exchange.onEnd(null)));
        seams.put("a task of the loop", handler(none, POST, exchange -> exchange.loop().execute(null)));
        seams.put("a filter", handler(none, POST, exchange -> exchange.filterResponse(null)));
        seams.put("a filtered response", handler(none, POST, exchange -> {
            exchange.filterResponse((response, request) -> null);
            exchange.respond(Response.text("ok"));
        }));
        seams.put("progress of a source", handler(none, GET_AND_LOSE, exchange ->
                exchange.respond(stream(into -> null))));
        seams.put("an error page", new Seam(new Foreign(none) {
            @Override
            ErrorPages pages() {
                return (bare, reason, request) -> null;
            }
        }, NONSENSE));
        return seams.entrySet().stream().map(seam ->
                DynamicTest.dynamicTest(seam.getKey(), () -> tryOut(seam.getValue())));
    }

    /** A source that returns PENDING and asks to be read at once, again and again, blocks no other client. */
    @Test
    void aSourceThatWakesItselfForEverLeavesTimeForOthers() throws Exception {
        Thrower none = new Thrower(AssertionError::new);
        tryOut(handler(none, client -> client.get("/"), exchange -> exchange.respond(stream(new BodySource() {
            private Runnable wake;

            @Override
            public Progress read(ByteBuffer into) {
                wake.run();
                return Progress.PENDING;
            }

            @Override
            public void whenReady(Runnable task) {
                wake = task;
            }
        }))));
    }

    @Test
    void codeThatLeavesItsThreadInterruptedHarmsNobody() throws Exception {
        Thrower none = new Thrower(AssertionError::new);
        tryOut(handler(none, GET, exchange -> {
            Thread.currentThread().interrupt();
            exchange.respond(Response.text("ok"));
        }));
    }

    @Test
    void anInterruptOfTheThreadIsForgotten() throws Exception {
        try (RunningServer running = start(new Foreign(new Thrower(AssertionError::new)));
                RawClient client = running.connect()) {
            for (int i = 0; i < 3; i++) {
                running.interrupt();
                assertEquals(200, client.get("/ok").reply().status());
            }
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            running.loop().execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));
            assertEquals(false, interrupted.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
    }

    private static void tryOut(Seam seam) throws Exception {
        try (RunningServer running = start(seam.foreign()); RawClient other = running.connect()) {
            assertEquals(200, other.get("/ok").reply().status());
            Counts before = counts(running);
            try (RawClient client = running.connect()) {
                seam.provocation().by(client);
                assertEquals(200, other.get("/ok").reply().status());
            }
            awaitConnections(running, 1);
            assertEquals(200, other.get("/ok").reply().status());
            assertEquals(before, counts(running));
            assertTrue(running.isAlive());
        }
    }

    /** The numbers that would grow, turn by turn, if a resource leaked. */
    private record Counts(int connections, int deadlines, long memory) { }

    /** A loop with foreign code of one kind. */
    private static RunningServer start(Foreign foreign) throws IOException {
        AccessLog access = new AccessLog() {
            @Override
            public void record(AccessRecord recorded) {
                foreign.noted();
            }

            @Override
            public boolean flush() {
                return foreign.accessTurn();
            }
        };
        ErrorLog errors = new ErrorLog() {
            @Override
            public void log(Level level, String message, Throwable cause) {
                foreign.told();
                if (cause != null) {
                    cause.toString();
                }
            }

            @Override
            public boolean flush() {
                return foreign.errorTurn();
            }
        };
        Handler handler = exchange -> {
            if (exchange.request().path().equals("/ok")) {
                exchange.respond(Response.text("ok"));
            } else {
                foreign.handle(exchange);
            }
        };
        return RunningServer.of(handler).errorPages(foreign.pages()).connectionsMax(10).memoryBytesMax(1 << 20)
                .logs(access, errors).start();
    }

    private static Counts counts(RunningServer server) throws Exception {
        EventLoop loop = server.loop();
        return server.onLoop(() -> new Counts(loop.engine().connectionCount(), loop.engine().deadlineCount(),
                loop.heldBytes()));
    }

    /** A client's end of a connection is there before the server's: turns pass until it is. */
    private static void awaitConnections(RunningServer server, int count) throws Exception {
        Eventually.holds(count + " connections", () -> counts(server).connections() == count);
    }
}
