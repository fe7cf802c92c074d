package hostling.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.handler.EventStream;
import hostling.handler.NegotiatedErrorPages;
import hostling.handler.Router;
import hostling.http.Body;
import hostling.http.BodySink;
import hostling.http.BodySource;
import hostling.http.ErrorPages;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.HttpException;
import hostling.http.Method;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.ResponseFilter;
import hostling.log.AccessRecord;
import hostling.cases.Bytes;
import hostling.testing.Proves;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import hostling.testing.RunningServer;
import hostling.wire.Fields;
import hostling.wire.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which a handler can answer, and the ways in which it can fail. */
class AnswersTest {
    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Response stream(BodySource source) {
        return Response.of(200).with(new Body.Stream(source, ResponseHead.UNKNOWN_LENGTH));
    }

    /** A source that counts down, one number per call. */
    private static BodySource countdown(int from) {
        AtomicInteger next = new AtomicInteger(from);
        return into -> {
            into.put(ascii(next.get() + " "));
            return next.decrementAndGet() == 0 ? BodySource.Progress.END : BodySource.Progress.MORE;
        };
    }

    /** The client must not wait for the time limit of handlers. */
    @ParameterizedTest
    @ValueSource(strings = {"/task", "/thread", "/timer"})
    void aTaskThatFailsIsAnsweredAtOnce(String path) throws Exception {
        Runnable fails = () -> {
            throw new IllegalStateException("a task on fire");
        };
        Router router = new Router().on(Method.GET, "/task", exchange -> exchange.loop().execute(fails))
                .on(Method.GET, "/thread", exchange -> CompletableFuture.runAsync(() -> exchange.loop().execute(fails)))
                .on(Method.GET, "/timer", exchange -> exchange.after(Duration.ZERO, fails));
        try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
            server.expectFault("a task on fire");
            client.get(path);
            assertEquals(500, client.reply().status());
            assertEquals(404, client.get("/missing").reply().status(), "the connection goes on");
        }
    }

    /** An error that is thrown passes through the filters, and is no fault of the server. */
    @ParameterizedTest
    @ValueSource(strings = {"/thrown", "/content"})
    void anHttpExceptionIsAResponse(String path) throws Exception {
        Router router = new Router().get("/thrown", request -> {
            throw new HttpException(410, "it is gone");
        }).post("/content", (request, content) -> {
            throw new HttpException(410, "it is gone: " + content.text());
        });
        Handler filtered = exchange -> {
            exchange.filterResponse((response, request) -> response.with("X-Filtered", "yes"));
            router.handle(exchange);
        };
        try (RunningServer server = RunningServer.with(filtered); RawClient client = server.connect()) {
            String request = path.equals("/content") ? "POST /content HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"
                    : "GET /thrown HTTP/1.1\r\nHost: a\r\n\r\n";
            for (int i = 0; i < 2; i++) {
                Reply reply = client.send(request).reply();
                assertEquals(410, reply.status());
                assertEquals("yes", reply.field("X-Filtered"));
                assertTrue(reply.text().startsWith("410 Gone: it is gone"), reply.text());
            }
        }
    }

    /** A checked exception of a handler with content is a fault like any other. */
    @Test
    void aCheckedExceptionIsAFault() throws Exception {
        Router router = new Router().post("/", (request, content) -> {
            throw new IOException("disk on fire");
        });
        try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
            server.expectFault("disk on fire");
            assertEquals(500, client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx").reply().status());
        }
    }

    /** Server-Sent Events, sent by another thread. */
    @Test
    void eventsReachTheClientAsTheyCome() throws Exception {
        BlockingQueue<EventStream> opened = new ArrayBlockingQueue<>(1);
        Router router = new Router().on(Method.GET, "/events", exchange -> opened.add(EventStream.open(exchange)));
        try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
            client.get("/events");
            EventStream events = opened.take();
            events.send("one");
            events.send("two");
            events.close();
            Reply reply = client.reply();
            assertEquals("text/event-stream", reply.field("Content-Type"));
            assertEquals("data: one\n\ndata: two\n\n", reply.text());
            assertEquals(404, client.get("/missing").reply().status(), "the connection goes on");
        }
    }

    @Proves("9112-9.3.2-b")
    @Test
    void anAnswerMayComeLaterFromATimerOrFromAnotherThread() throws Exception {
        Router router = new Router()
                .on(Method.GET, "/timer", exchange ->
                        exchange.after(Duration.ofMillis(60), () -> exchange.respond(Response.text("timer"))))
                .on(Method.GET, "/thread", exchange -> CompletableFuture.runAsync(
                        () -> exchange.loop().execute(() -> exchange.respond(Response.text("thread")))));
        try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
            client.get("/timer").get("/thread");
            assertEquals("timer", client.reply().text());
            assertEquals("thread", client.reply().text());
        }
    }

    @Proves({"9112-6.3-i", "9112-7.4-a", "9112-7.1-g"})
    @Test
    void contentOfUnknownLengthIsChunked() throws Exception {
        Router router = new Router().get("/", request -> stream(countdown(5)));
        try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
            Reply reply = client.get("/").reply();
            assertEquals("chunked", reply.field("Transfer-Encoding"));
            assertEquals("5 4 3 2 1 ", reply.text());
            assertEquals(200, client.get("/").reply().status());
        }
    }

    @Proves("9112-6.1-i")
    @Test
    void contentOfUnknownLengthEndsWithTheConnectionForHttp10() throws Exception {
        Router router = new Router().get("/", request -> stream(countdown(3)));
        try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
            Reply reply = client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").reply();
            assertEquals("close", reply.field("Connection"));
            assertEquals("3 2 1 ", reply.text());
        }
    }

    @Test
    void aSourceMayHaveNothingForAWhile() throws Exception {
        AtomicReference<Runnable> ready = new AtomicReference<>();
        AtomicInteger calls = new AtomicInteger();
        BodySource source = new BodySource() {
            @Override
            public Progress read(ByteBuffer into) {
                if (calls.getAndIncrement() == 1) {
                    return Progress.PENDING;
                }
                into.put(ascii("part "));
                return calls.get() < 3 ? Progress.MORE : Progress.END;
            }

            @Override
            public void whenReady(Runnable wake) {
                ready.set(wake);
            }
        };
        Router router = new Router().get("/", request -> stream(source));
        try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
            client.get("/");
            while (!client.hasInput()) {
                server.turns(1);
            }
            server.loop().execute(() -> ready.get().run());
            assertEquals("part part ", client.reply().text());
        }
    }

    /** Back-pressure: the server does not produce content that the client does not read. */
    @Proves("9112-9.5-d")
    @Test
    void aSourceIsAskedForNoMoreThanTheClientTakes() throws Exception {
        AtomicLong made = new AtomicLong();
        CountDownLatch closed = new CountDownLatch(1);
        BodySource endless = new BodySource() {
            @Override
            public Progress read(ByteBuffer into) {
                made.addAndGet(into.remaining());
                into.position(into.limit());
                return Progress.MORE;
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
        Router router = new Router().get("/", request -> stream(endless));
        try (RunningServer server = RunningServer.with(router)) {
            try (RawClient client = server.connect()) {
                client.get("/");
                long before = -1;
                while (made.get() == 0 || made.get() != before) {
                    before = made.get();
                    server.turns(20);
                }
                assertTrue(made.get() < 64_000_000, "the socket buffers are full, not the memory: " + made);
                client.read(10_000_000);
                server.turns(20);
                assertTrue(made.get() > before, "reading makes room for more");
                client.closeWithReset();
            }
            assertTrue(closed.await(20, TimeUnit.SECONDS), "the source is closed when the client is gone");
        }
    }

    /** While a client does not read responses, the server does not read its requests either. */
    @Proves("9112-9.5-d")
    @Test
    void aClientThatDoesNotReadIsNotReadFrom() throws Exception {
        byte[] large = new byte[100_000];
        AtomicInteger answered = new AtomicInteger();
        Router router = new Router().get("/", request -> {
            answered.incrementAndGet();
            return Response.of(200).withContent("application/octet-stream", large);
        });
        try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
            for (int i = 0; i < 1_000; i++) {
                client.get("/");
            }
            int before = -1;
            while (answered.get() == 0 || answered.get() != before) {
                before = answered.get();
                server.turns(20);
            }
            assertTrue(answered.get() < 500, "100 MB do not fit into the socket buffers: " + answered);
            for (int i = 0; i < 1_000; i++) {
                assertEquals(large.length, client.reply().content().length);
            }
        }
    }

    @Test
    void aLargeFileComesWholeAndAnotherResponseBehindIt(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("large");
        byte[] large = new byte[5_000_000];
        new Random(2).nextBytes(large);
        Files.write(file, large);
        AtomicReference<FileChannel> opened = new AtomicReference<>();
        Router router = new Router().on(Method.GET, "/", exchange -> {
            opened.set(FileChannel.open(file));
            exchange.respond(Response.of(200).with(new Body.File(opened.get(), 1, large.length - 1)));
        });
        try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
            client.get("/").get("/");
            byte[] first = client.reply().content();
            assertEquals(ByteBuffer.wrap(large, 1, large.length - 1), ByteBuffer.wrap(first));
            assertEquals(large.length - 1, client.reply().content().length);
            server.turns(2);
            assertFalse(opened.get().isOpen(), "the loop closes the file");
        }
    }

    /**
     * The handler of the first request breaks the rules: it keeps its exchange and responds again long after its end,
     * while another client waits for a response.
     */
    @Test
    void whatIsSaidOfARequestThatIsOverReachesNobodyElse() throws Exception {
        AtomicReference<Exchange> first = new AtomicReference<>();
        AtomicReference<Exchange> second = new AtomicReference<>();
        Router router = new Router().on(Method.GET, "/first", exchange -> {
            first.set(exchange);
            exchange.respond(Response.text("first"));
        }).on(Method.GET, "/second", second::set);
        try (RunningServer server = RunningServer.with(router); RawClient one = server.connect();
                RawClient other = server.connect()) {
            assertEquals("first", one.get("/first").reply().text());
            other.get("/second");
            while (second.get() == null) {
                server.turns(1);
            }
            server.onLoop(() -> {
                first.get().respond(Response.text("for the first"));
                second.get().respond(Response.text("second"));
                return null;
            });
            assertEquals("second", other.reply().text());
        }
    }

    /** A released exchange is reused for the next request and keeps nothing of the previous one. */
    @Test
    void anExchangeThatIsUsedAgainBeginsAnew() throws Exception {
        List<Exchange> seen = new ArrayList<>();
        Handler counting = exchange -> {
            seen.add(exchange);
            exchange.filterResponse(new Counted(Integer.toString(seen.size())));
            exchange.respondAndRelease(Response.text(exchange.request().query("n").orElseThrow()));
        };
        try (RunningServer server = RunningServer.with(counting); RawClient client = server.connect()) {
            for (int i = 1; i <= 3; i++) {
                Reply reply = client.get("/?n=" + i).reply();
                assertEquals(Integer.toString(i), reply.text());
                assertEquals(Integer.toString(i), reply.field("X-Count"));
            }
            assertSame(seen.get(0), seen.get(2));
        }
    }

    private record Counted(String count) implements ResponseFilter {
        @Override
        public Response filter(Response response, Request request) {
            return response.with("X-Count", count);
        }

        @Override
        public boolean mayKeepRequest() {
            return false;
        }
    }

    /** Small parts that fit into the buffer and large ones that do not, as in a response with several ranges. */
    @Test
    void aSequenceIsSentInOrderAndItsFileClosed(@TempDir Path folder) throws Exception {
        byte[] large = new byte[300_000];
        new Random(7).nextBytes(large);
        Path file = Files.write(folder.resolve("large"), large);
        AtomicReference<FileChannel> opened = new AtomicReference<>();
        Router router = new Router().on(Method.GET, "/", exchange -> {
            FileChannel channel = FileChannel.open(file);
            opened.set(channel);
            exchange.respond(Response.of(200).with(new Body.Sequence(List.of(bytes("<"),
                    new Body.File(channel, 5, 3), bytes("|"), new Body.File(channel, 0, large.length),
                    new Body.File(channel, 9, 1), Body.EMPTY, new Body.File(channel, 3, 250_000), bytes(">")))));
        });
        byte[] expected = Bytes.join(Bytes.latin1("<"), Arrays.copyOfRange(large, 5, 8), Bytes.latin1("|"), large,
                Arrays.copyOfRange(large, 9, 10), Arrays.copyOfRange(large, 3, 250_003), Bytes.latin1(">"));
        try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
            client.get("/").get("/");
            assertArrayEquals(expected, client.reply().content());
            assertArrayEquals(expected, client.reply().content());
            server.turns(2);
            assertFalse(opened.get().isOpen(), "the loop closes the file");
            assertEquals(List.of((long) expected.length, (long) expected.length),
                    server.accesses.stream().map(AccessRecord::contentBytes).toList());
        }
    }

    private static Body bytes(String latin1) {
        return new Body.Bytes(ByteBuffer.wrap(Bytes.latin1(latin1)));
    }

    @Test
    void aFileThatBecomesShorterBreaksTheResponseOff(@TempDir Path folder) throws Exception {
        for (int length : new int[] {1_000, 1_000_000}) {
            Path file = folder.resolve("short" + length);
            Files.write(file, new byte[10]);
            Router router = new Router().on(Method.GET, "/", exchange ->
                    exchange.respond(Response.of(200).with(new Body.File(FileChannel.open(file), 0, length))));
            try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
                String got = client.get("/").rest();
                assertTrue(got.length() < length, "the client gets less than Content-Length says");
                server.expectFault("the file became shorter");
            }
        }
    }

    @Proves({"9112-7.1.2-a", "9110-6.5.2-a"})
    @Test
    void contentCanBeTakenAsItArrives() throws Exception {
        Router router = new Router().on(Method.POST, "/count", exchange -> exchange.receive(1_000_000, new BodySink() {
            private long count;

            @Override
            public void data(ByteBuffer bytes) {
                count += bytes.remaining();
            }

            @Override
            public void end(Fields trailers) {
                exchange.respond(Response.text(count + " " + trailers.first("X-T").orElse("-")));
            }

            @Override
            public void aborted() { }
        }));
        try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
            client.send("POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n").send(new byte[200_000]);
            assertEquals("200000 -", client.reply().text());
            client.send("POST /count HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nX-T: t\r\n\r\n");
            assertEquals("2 t", client.reply().text());
            client.send("POST /count HTTP/1.1\r\nHost: a\r\n\r\n");
            assertEquals("0 -", client.reply().text());
        }
    }

    /** A handler may decide later what to do with the content; until then the content stays where it is. */
    @Test
    void contentCanBeCollectedLater() throws Exception {
        Router router = new Router().on(Method.POST, "/", exchange -> exchange.after(Duration.ofMillis(60),
                () -> exchange.collect(10, content -> exchange.respond(Response.text(content.remaining() + "")))));
        try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
            assertEquals("3", client.reply().text());
            client.send("POST / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertEquals("0", client.reply().text());
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n");
            assertEquals(413, client.reply().status());
        }
    }

    @Proves({"9112-6.3-g", "9112-8-b"})
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
            "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"})
    void aSinkHearsThatTheClientBrokeOff(String begun) throws Exception {
        AtomicBoolean whole = new AtomicBoolean();
        CountDownLatch broken = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Router router = new Router().on(Method.POST, "/", exchange -> {
            exchange.onEnd(ended::countDown);
            exchange.receive(100, new BodySink() {
                @Override
                public void data(ByteBuffer bytes) { }

                @Override
                public void end(Fields trailers) {
                    whole.set(true);
                }

                @Override
                public void aborted() {
                    broken.countDown();
                }
            });
        });
        try (RunningServer server = RunningServer.with(router)) {
            try (RawClient client = server.connect()) {
                client.send("POST / HTTP/1.1\r\nHost: a\r\n" + begun);
            }
            assertTrue(broken.await(20, TimeUnit.SECONDS));
            assertTrue(ended.await(20, TimeUnit.SECONDS));
        }
        assertFalse(whole.get());
    }

    @Test
    void aHandlerThatFailsCostsOneResponse() throws Exception {
        Router router = new Router()
                .get("/fails", request -> {
                    throw new IllegalStateException("on purpose");
                })
                .get("/overflows", request -> {
                    throw new StackOverflowError();
                })
                .on(Method.POST, "/sink", exchange -> exchange.collect(10, content -> {
                    throw new IllegalStateException("on purpose");
                }))
                .on(Method.GET, "/later", exchange -> exchange.after(Duration.ofMillis(60), () -> {
                    throw new IllegalStateException("on purpose");
                }))
                .get("/works", request -> Response.text("works"));
        try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
            assertEquals(500, client.get("/fails").reply().status());
            assertEquals(500, client.get("/overflows").reply().status());
            client.send("POST /sink HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
            assertEquals(500, client.reply().status());
            assertEquals(500, client.get("/later").reply().status());
            Reply works = client.get("/works").reply();
            assertEquals("works", works.text());
            List<String> faults = server.takeFaults();
            assertEquals(4, faults.size());
            assertTrue(faults.get(0).contains("GET /fails"), faults.get(0));
        }
    }

    @Proves({"9110-15.5-a", "9110-15.6-a"})
    @Test
    void anErrorPageSuitsTheClientAndOneThatFailsLeavesALineOfText() throws Exception {
        Router router = new Router().get("/fails", request -> {
            throw new IllegalStateException("on purpose");
        });
        try (RunningServer server = RunningServer.of(router).errorPages(new NegotiatedErrorPages()).start();
                RawClient client = server.connect()) {
            Reply page = client.send("GET / HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n").reply();
            assertEquals("text/html; charset=utf-8", page.field("Content-Type"));
            assertTrue(page.text().contains("404"), page.text());
            Reply head = client.send("HEAD / HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n").replyToHead();
            assertEquals(page.field("Content-Length"), head.field("Content-Length"));
        }
        ErrorPages broken = (error, reason, request) -> {
            throw new IllegalStateException("on purpose, too");
        };
        try (RunningServer server = RunningServer.of(router).errorPages(broken).start();
                RawClient client = server.connect()) {
            Reply plain = client.get("/fails").reply();
            assertEquals(500, plain.status());
            assertEquals("500 Internal Server Error: something went wrong here.\n", plain.text());
            assertEquals(400, client.send("nonsense\r\n\r\n").reply().status());
            server.expectFault("GET /fails failed");
            server.expectFault("an error page failed");
        }
    }

    /** A response that can't be finished must not look finished (RFC 9112 section 8). */
    @Test
    void aSourceThatFailsEndsTheConnectionBeforeTheLastChunk() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Router router = new Router().get("/", request -> stream(into -> {
            if (calls.getAndIncrement() > 0) {
                throw new IOException("on purpose");
            }
            into.put(ascii("some"));
            return BodySource.Progress.MORE;
        }));
        try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
            String got = client.get("/").rest();
            assertFalse(got.endsWith("0\r\n\r\n"), got);
            assertEquals(1, server.takeFaults().size());
        }
    }

    @Proves({"9110-8.6-i", "9110-2.2-d"})
    @Test
    void contentOfAnotherLengthThanPromisedEndsTheConnection() throws Exception {
        for (int promised : new int[] {3, 30}) {
            Router router = new Router().get("/",
                    request -> Response.of(200).with(new Body.Stream(countdown(5), promised)));
            try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
                client.get("/");
                assertThrows(IOException.class, () -> {
                    client.reply();
                    client.get("/").reply();
                });
                server.turns(1);
                assertEquals(1, server.takeFaults().size());
            }
        }
    }

    @Test
    void aRequestHasOneResponse() throws Exception {
        AtomicReference<Exchange> kept = new AtomicReference<>();
        Router router = new Router().on(Method.GET, "/", exchange -> {
            kept.set(exchange);
            exchange.respond(Response.text("first"));
            exchange.respond(Response.text("second"));
        });
        try (RunningServer server = RunningServer.with(router); RawClient client = server.connect()) {
            assertEquals(500, client.get("/").reply().status());
            server.expectFault("already has a response");
            assertThrows(IllegalStateException.class, () -> kept.get().respond(Response.text("from another thread")));
        }
    }
}
