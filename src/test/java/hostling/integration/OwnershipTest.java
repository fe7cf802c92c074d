package hostling.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.handler.Router;
import hostling.http.Body;
import hostling.http.BodySink;
import hostling.http.BodySource;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.Request;
import hostling.http.Response;
import hostling.testing.FakeClock;
import hostling.testing.RawClient;
import hostling.testing.RunningServer;
import hostling.wire.Fields;
import hostling.wire.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One client's data never reaches another client, and what was opened for a response is closed exactly once. */
@Timeout(60)
class OwnershipTest {
    private static final String SECRET = "GET /first HTTP/1.1\r\nHost: a\r\nAuthorization: the first one's\r\n\r\n";
    private static final String OTHER = "GET /other HTTP/1.1\r\nHost: a\r\nAuthorization: another's\r\n\r\n";

    @TempDir
    private Path folder;

    private static String seen(Request request) {
        return request.head().target() + " " + request.path() + " " + request.field("Authorization").orElse("");
    }

    /** A handler may pass its request to another thread, which may still read it after the response. */
    @TestFactory
    Stream<DynamicTest> aRequestThatIsKeptStaysThatOfItsClient() {
        Map<String, Handler> handlers = new LinkedHashMap<>();
        handlers.put("answered at once", exchange -> exchange.respond(Response.of(202)));
        handlers.put("answered by a function", Handler.of(request -> Response.of(202)));
        handlers.put("answered later", exchange ->
                exchange.after(Duration.ofMillis(1), () -> exchange.respond(Response.of(202))));
        handlers.put("answered with an error", exchange -> exchange.respond(Response.error(404, "no")));
        handlers.put("seen by a filter alone", exchange -> {
            exchange.filterResponse((response, request) -> response);
            exchange.respondAndRelease(Response.of(202));
        });
        return handlers.entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
            List<Request> kept = new ArrayList<>();
            Handler keeping = exchange -> {
                kept.add(exchange.request());
                each.getValue().handle(exchange);
            };
            try (RunningServer server = RunningServer.with(keeping); RawClient client = server.connect();
                    RawClient second = server.connect()) {
                client.send(SECRET).reply();
                for (int i = 0; i < 3; i++) {
                    client.send(OTHER).reply();
                    second.send(OTHER).reply();
                }
                client.send(OTHER + OTHER + OTHER).reply();
                assertEquals("/first /first the first one's", server.onLoop(() -> seen(kept.get(0))));
            }
        }));
    }

    @Test
    void aRequestThatIsAnsweredInItsHandlersPlaceStaysThatOfItsClient() throws Exception {
        BlockingQueue<Exchange> kept = new LinkedBlockingQueue<>();
        FakeClock clock = new FakeClock();
        try (RunningServer server = RunningServer.of(new Router().on(Method.GET, "/first", kept::add)
                .get("/other", request -> Response.text("ok"))).clock(clock).start(); RawClient client = server.connect()) {
            client.send(SECRET);
            Request request = kept.poll(20, TimeUnit.SECONDS).request();
            clock.advance(Duration.ofSeconds(61));
            server.turns(2);
            assertEquals(503, client.reply().status());
            try (RawClient second = server.connect()) {
                for (int i = 0; i < 3; i++) {
                    second.send(OTHER).reply();
                }
            }
            assertEquals("/first /first the first one's", seen(request));
        }
    }

    @Test
    void aTrailerSectionThatIsKeptStaysThatOfItsClient() throws Exception {
        List<Fields> kept = new ArrayList<>();
        Handler keeping = exchange -> exchange.receive(100, new BodySink() {
            @Override
            public void data(ByteBuffer bytes) { }

            @Override
            public void end(Fields trailers) {
                kept.add(trailers);
                exchange.respond(Response.of(204));
            }

            @Override
            public void aborted() { }
        });
        try (RunningServer server = RunningServer.with(keeping); RawClient client = server.connect()) {
            for (String value : List.of("first", "second", "third")) {
                client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: " + value
                        + "\r\n\r\n").reply();
            }
            assertEquals("first", kept.get(0).first("X").orElseThrow());
        }
    }

    @Test
    void threadsOtherThanTheLoopsAreRefusedByEveryMethod() throws Exception {
        BlockingQueue<Exchange> kept = new LinkedBlockingQueue<>();
        try (RunningServer server = RunningServer.with(kept::add); RawClient client = server.connect()) {
            client.get("/");
            Exchange exchange = kept.poll(20, TimeUnit.SECONDS);
            List<Runnable> calls = List.of(() -> exchange.respond(Response.of(204)),
                    () -> exchange.respondAndRelease(Response.of(204)),
                    () -> exchange.filterResponse((response, request) -> response),
                    () -> exchange.collect(1, all -> { }),
                    () -> exchange.after(Duration.ZERO, () -> { }), () -> exchange.onEnd(() -> { }));
            for (Runnable call : calls) {
                String message = assertThrows(IllegalStateException.class, call::run).getMessage();
                assertTrue(message.contains("loop().execute"), message);
            }
            exchange.loop().execute(() -> exchange.respond(Response.text("from the loop")));
            assertEquals("from the loop", client.reply().text());
        }
    }

    /** The producer of an event stream may have an event at any time and on any thread. */
    @Test
    void anyThreadMayWakeAStream() throws Exception {
        int count = 2_000;
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        BlockingQueue<Runnable> wake = new LinkedBlockingQueue<>();
        BodySource stream = new BodySource() {
            private int sent;

            @Override
            public Progress read(ByteBuffer into) {
                String event = events.poll();
                if (event == null) {
                    return sent == count ? Progress.END : Progress.PENDING;
                }
                sent++;
                into.put(event.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                return Progress.MORE;
            }

            @Override
            public void whenReady(Runnable task) {
                wake.add(task);
            }
        };
        Handler handler = new Router()
                .get("/events", request -> Response.of(200).with(new Body.Stream(stream, ResponseHead.UNKNOWN_LENGTH)))
                .get("/", request -> Response.text("ok"));
        try (RunningServer server = RunningServer.with(handler); RawClient client = server.connect();
                RawClient other = server.connect()) {
            client.get("/events");
            Runnable task = wake.poll(20, TimeUnit.SECONDS);
            Thread producer = new Thread(() -> {
                for (int i = 0; i < count; i++) {
                    events.add("event " + i + "\n");
                    task.run();
                }
            });
            producer.start();
            for (int i = 0; i < 100; i++) {
                assertEquals("ok", other.get("/").reply().text());
            }
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < count; i++) {
                expected.append("event ").append(i).append('\n');
            }
            assertEquals(expected.toString(), client.reply().text());
            producer.join();
        }
    }

    /** Several servers in one process, each on its own thread, may share a response. */
    @Test
    void aResponseIsWholeHoweverManyServersGiveIt() throws Exception {
        String text = "0123456789".repeat(20_000);
        Response shared = Response.text(text);
        Handler handler = exchange -> {
            exchange.filterResponse((response, request) -> response.filteredOnce(OwnershipTest::marked));
            exchange.respond(shared);
        };
        AtomicInteger wrong = new AtomicInteger();
        try (RunningServer one = RunningServer.with(handler); RunningServer two = RunningServer.with(handler)) {
            List<Thread> clients = Stream.of(one, two, one, two).map(server -> new Thread(() -> {
                try (RawClient client = server.connect()) {
                    for (int i = 0; i < 100; i++) {
                        if (!client.get("/").reply().text().equals(text)) {
                            wrong.incrementAndGet();
                        }
                    }
                } catch (IOException e) {
                    wrong.incrementAndGet();
                }
            })).toList();
            clients.forEach(Thread::start);
            for (Thread client : clients) {
                client.join();
            }
        }
        assertEquals(0, wrong.get());
    }

    private static Response marked(Response response) {
        return response.with("X-Marked", "yes");
    }

    @Test
    void bytesAreTheSameHoweverTheirBufferIsMoved() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1);
        Body.Bytes bytes = new Body.Bytes(buffer);
        buffer.position(4);
        bytes.content().get();
        assertEquals(3, bytes.length());
        assertEquals(ByteBuffer.wrap(new byte[] {2, 3, 4}), bytes.content());
        assertThrows(java.nio.ReadOnlyBufferException.class, () -> bytes.content().put((byte) 0));
    }

    /** A complete response is sent even if the one after it fails. */
    @Test
    void aStreamThatFailsTakesNothingFromTheResponseBeforeIt() throws Exception {
        BodySource failing = into -> {
            throw new IOException("planted");
        };
        Handler handler = new Router().get("/made", request -> Response.of(201).withText("made"))
                .get("/fails", request -> Response.of(200).with(new Body.Stream(failing, ResponseHead.UNKNOWN_LENGTH)));
        try (RunningServer server = RunningServer.with(handler); RawClient client = server.connect()) {
            client.send("GET /made HTTP/1.1\r\nHost: a\r\n\r\nGET /fails HTTP/1.1\r\nHost: a\r\n\r\n");
            RawClient.Reply reply = client.reply();
            assertEquals(201, reply.status());
            assertEquals("made", reply.text());
            assertThrows(IOException.class, client::reply, "no last chunk: the client can tell that it is incomplete");
            server.expectFault("GET /fails could not be completed: planted");
        }
    }

    /** An HTTP/1.0 client would take an ordinary end of the connection for the end of the content. */
    @Test
    void aStreamThatFailsForAnOldClientEndsWithAReset() throws Exception {
        int[] reads = {0};
        BodySource failing = into -> {
            if (reads[0]++ > 0) {
                throw new IOException("planted");
            }
            into.put((byte) 'x');
            return BodySource.Progress.MORE;
        };
        Handler handler = exchange -> exchange.respond(
                Response.of(200).with(new Body.Stream(failing, ResponseHead.UNKNOWN_LENGTH)));
        try (RunningServer server = RunningServer.with(handler); RawClient client = server.connect()) {
            client.send("GET / HTTP/1.0\r\n\r\n");
            assertThrows(IOException.class, client::rest);
            server.expectFault("GET / could not be completed: planted");
        }
    }

    /** Whichever way a response ends, its content is closed exactly once. */
    @TestFactory
    Stream<DynamicTest> contentIsClosedOnceWhateverHappens() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[3_000_000]);
        Map<String, Handler> ways = new LinkedHashMap<>();
        Map<String, String> faults = Map.of("it is the second one", "already has a response",
                "it is given twice", "already has a response",
                "it is changed by one that fails", "planted",
                "the handler fails after it", "planted",
                "it has a file that is shorter than was said", "the file became shorter");
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        BodySource source = new BodySource() {
            @Override
            public Progress read(ByteBuffer into) {
                into.position(into.limit());
                return Progress.MORE;
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        ways.put("the client leaves amid it", exchange -> exchange.respond(stream(opened, source)));
        ways.put("it is the second one", exchange -> {
            exchange.respond(Response.text("ok"));
            exchange.respond(stream(opened, source));
        });
        ways.put("it is given twice", exchange -> {
            Response response = stream(opened, source);
            exchange.respond(response);
            exchange.respond(response);
        });
        ways.put("it is changed by one that fails", exchange -> {
            exchange.filterResponse((response, request) -> {
                throw new IllegalStateException("planted");
            });
            exchange.respond(stream(opened, source));
        });
        ways.put("the handler fails after it", exchange -> {
            exchange.respond(stream(opened, source));
            throw new IllegalStateException("planted");
        });
        ways.put("it comes after the end", exchange -> exchange.onEnd(() ->
                exchange.respond(stream(opened, source))));
        ways.put("the request is HEAD", exchange -> exchange.respond(stream(opened, source)));
        ways.put("it has a file that the client does not read", exchange -> {
            opened.incrementAndGet();
            FileChannel channel = FileChannel.open(file);
            exchange.respond(Response.of(200).with(new Body.File(channel, 0, 3_000_000, () -> {
                closed.incrementAndGet();
                channel.close();
            })));
        });
        ways.put("it has a file that is shorter than was said", exchange -> {
            opened.incrementAndGet();
            FileChannel channel = FileChannel.open(file);
            exchange.respond(Response.of(200).with(new Body.File(channel, 2_999_999, 100, () -> {
                closed.incrementAndGet();
                channel.close();
            })));
        });
        return ways.entrySet().stream().map(way -> DynamicTest.dynamicTest(way.getKey(), () -> {
            opened.set(0);
            closed.set(0);
            try (RunningServer server = RunningServer.with(way.getValue())) {
                if (faults.containsKey(way.getKey())) {
                    server.expectFault(faults.get(way.getKey()));
                }
                try (RawClient client = server.connect()) {
                    client.send((way.getKey().endsWith("HEAD") ? "HEAD" : "GET") + " / HTTP/1.1\r\nHost: a\r\n\r\n");
                    server.turns(5);
                    client.closeWithReset();
                }
                server.turns(5);
            }
            assertEquals(1, opened.get());
            assertEquals(1, closed.get());
        }));
    }

    private static Response stream(AtomicInteger opened, BodySource source) {
        opened.incrementAndGet();
        return Response.of(200).with(new Body.Stream(source, ResponseHead.UNKNOWN_LENGTH));
    }
}
