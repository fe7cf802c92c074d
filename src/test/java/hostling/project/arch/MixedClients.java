package hostling.project.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.app.StarterThread;
import hostling.cgi.CgiHandler;
import hostling.cgi.CgiLimits;
import hostling.cgi.CgiSettings;
import hostling.cgi.PipeWatcher;
import hostling.cgi.Scripts;
import hostling.demo.Echo;
import hostling.demo.SessionDemo;
import hostling.handler.MemorySessions;
import hostling.handler.Router;
import hostling.handler.SessionLimits;
import hostling.handler.Sessions;
import hostling.handler.StaticFiles;
import hostling.handler.Uploads;
import hostling.http.Body;
import hostling.http.BodySource;
import hostling.http.Exchange;
import hostling.http.Response;
import hostling.http.Status;
import hostling.testing.RawClient;
import hostling.wire.ResponseHead;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A site with a bit of everything, and clients that use all of it, including ill-behaved ones. */
final class MixedClients {
    /** The error that the server logs once per visit, for the handler that fails. */
    static final String FAULT = "the handler of GET /fails failed";

    private static final int LARGE_BYTES = 16 << 20;
    private static final int MANY = 100;
    private static final String CLOSE = "Host: a\r\nConnection: close\r\n";

    private final Path folder;
    /** The exchange that another thread will answer. */
    private final AtomicReference<Exchange> asked = new AtomicReference<>();
    private InetSocketAddress server;

    /** Creates the site's files in this folder. */
    MixedClients(Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("small.txt"), "0123456789");
        Files.writeString(Files.createDirectory(folder.resolve("inner")).resolve("page.html"), "<p>");
        try (RandomAccessFile large = new RandomAccessFile(folder.resolve("large.bin").toFile(), "rw")) {
            large.setLength(LARGE_BYTES);
        }
    }

    private static String read(RawClient client, int count) throws IOException {
        return new String(client.read(count), StandardCharsets.ISO_8859_1);
    }

    static RawClient connect(InetSocketAddress server) throws IOException {
        return new RawClient(server);
    }

    /** Requests one path and returns the whole response. */
    static String get(InetSocketAddress server, String path, String... fields) throws IOException {
        return ask(server, "GET " + path + " HTTP/1.1\r\n" + CLOSE + String.join("", fields) + "\r\n");
    }

    /** Sends requests and reads until the server closes the connection. */
    private static String ask(InetSocketAddress server, String requests) throws IOException {
        try (RawClient client = connect(server)) {
            return client.send(requests).rest();
        }
    }

    /** @param watcher watches the pipes for the server of these routes */
    Router routes(PipeWatcher watcher) throws IOException {
        Path scripts = Files.createDirectory(folder.resolveSibling("scripts"));
        Path uploads = Files.createDirectory(folder.resolveSibling("uploads"));
        Files.writeString(scripts.resolve("echo.sh"), "echo complaint >&2; echo Content-Type: text/plain; echo; cat");
        Files.writeString(scripts.resolve("fails.sh"), "exit 3");
        Files.writeString(scripts.resolve("leaves.sh"), "sleep 60 & echo Content-Type: text/plain; echo; echo left");
        Router router = new Router();
        CgiSettings settings = new CgiSettings(scripts, "/cgi/", Map.of("sh", List.of("/bin/sh")),
                Map.of("PATH", System.getenv("PATH")), folder.getParent(), true, false, CgiLimits.DEFAULT, (level, what, cause) -> { },
                System::nanoTime);
        return router
                .below("/cgi/", new CgiHandler(settings, new Scripts(50, watcher,
                        new StarterThread()), router))
                .below("/uploads/", new Uploads(uploads, "/uploads/"))
                .below("/session/", new SessionDemo(new Sessions(new MemorySessions(new SecureRandom(),
                        SessionLimits.DEFAULT))).below("/session/"))
                .any("/echo/body", Echo::body)
                .get("/echo/head", Echo::head)
                .get("/fails", request -> {
                    throw new IllegalStateException("as planned");
                })
                .any("/later", exchange -> exchange.after(Duration.ofMillis(1),
                        () -> exchange.respond(Response.text("later"))))
                .any("/elsewhere", asked::set)
                .any("/stream", exchange -> exchange.respond(Response.of(Status.OK)
                        .with(new Body.Stream(new Hesitating(exchange), ResponseHead.UNKNOWN_LENGTH))))
                .below("/", new StaticFiles(folder));
    }

    /** Uses everything once and checks the responses. */
    void visit(InetSocketAddress address) throws Exception {
        server = address;
        files();
        contents();
        errors();
        changes();
        scripts();
        pipelines();
        answersAfterAWhile();
        slowReaders();
        crowds();
    }

    private void files() throws IOException {
        String file = status(200, get(server, "/small.txt"));
        status(200, get(server, "/"));
        status(200, get(server, "/inner/"));
        status(301, get(server, "/inner"));
        status(206, get(server, "/small.txt", "Range: bytes=2-5\r\n"));
        status(206, get(server, "/large.bin", "Range: bytes=1-100000\r\n"));
        status(416, get(server, "/small.txt", "Range: bytes=50-\r\n"));
        String tag = file.lines().filter(line -> line.startsWith("ETag: ")).findFirst().orElseThrow().substring(6);
        status(304, get(server, "/small.txt", "If-None-Match: " + tag + "\r\n"));
        status(412, get(server, "/small.txt", "If-Match: \"other\"\r\n"));
        status(200, ask(server, "HEAD /large.bin HTTP/1.1\r\n" + CLOSE + "\r\n"));
        status(200, ask(server, "GET /small.txt HTTP/1.0\r\n\r\n"));
    }

    private void contents() throws IOException {
        String content = "x".repeat(100_000);
        String known = "POST /echo/body HTTP/1.1\r\n" + CLOSE + "Content-Length: " + content.length() + "\r\n";
        assertTrue(status(200, ask(server, known + "\r\n" + content)).endsWith(content));
        String chunk = "2710\r\n" + "y".repeat(10_000) + "\r\n";
        assertTrue(status(200, ask(server, "PUT /echo/body HTTP/1.1\r\n" + CLOSE
                + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5) + "0\r\n\r\n")).endsWith("y".repeat(50_000)));
        try (RawClient client = connect(server)) {
            client.send(known + "Expect: 100-continue\r\n\r\n");
            assertEquals("HTTP/1.1 100 Continue\r\n\r\n", read(client, 25));
            assertTrue(status(200, client.send(content).rest()).endsWith(content));
        }
    }

    private void errors() throws IOException {
        status(404, get(server, "/missing"));
        status(400, ask(server, "GET  / HTTP/1.1\r\n\r\n"));
        status(400, ask(server, "GET / HTTP/1.1\r\n\r\n"));
        status(405, ask(server, "POST /small.txt HTTP/1.1\r\n" + CLOSE + "Content-Length: 3\r\n\r\nabc"));
        status(413, ask(server, "POST /echo/body HTTP/1.1\r\n" + CLOSE + "Content-Length: 99999999\r\n\r\n"));
        status(500, get(server, "/fails"));
        status(501, ask(server, "BREW / HTTP/1.1\r\n" + CLOSE + "\r\n"));
        status(505, ask(server, "GET / HTTP/2.0\r\n\r\n"));
    }

    private void changes() throws IOException {
        status(201, ask(server, "PUT /uploads/a.txt HTTP/1.1\r\n" + CLOSE + "Content-Length: 3\r\n\r\nabc"));
        status(201, ask(server, "POST /uploads/ HTTP/1.1\r\n" + CLOSE + "Content-Length: 86\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.txt\"\r\n\r\nb content\r\n--b--\r\n"));
        status(204, ask(server, "DELETE /uploads/a.txt HTTP/1.1\r\n" + CLOSE + "\r\n"));
        status(204, ask(server, "DELETE /uploads/b.txt HTTP/1.1\r\n" + CLOSE + "\r\n"));
        status(200, ask(server, "POST /session/create HTTP/1.1\r\n" + CLOSE + "\r\n"));
        status(200, get(server, "/session/info", "Cookie: sid=made-up\r\n"));
    }

    private void scripts() throws IOException {
        if (!Files.isExecutable(Path.of("/bin/sh")) || !Files.isDirectory(Path.of("/dev/fd/"))) {
            return;
        }
        status(200, ask(server, "POST /cgi/echo.sh HTTP/1.1\r\n" + CLOSE + "Content-Length: 3\r\n\r\nabc"));
        status(502, get(server, "/cgi/fails.sh"));
        status(200, get(server, "/cgi/leaves.sh"));
        status(404, get(server, "/cgi/none.sh"));
        List<RawClient> together = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            together.add(connect(server).send("GET /cgi/echo.sh HTTP/1.1\r\n" + CLOSE + "\r\n"));
        }
        for (RawClient client : together) {
            status(200, client.rest());
            client.close();
        }
    }

    private void pipelines() throws IOException {
        String responses = ask(server, "GET /small.txt HTTP/1.1\r\nHost: a\r\n\r\n".repeat(MANY)
                + "GET /echo/head HTTP/1.1\r\n" + CLOSE + "\r\n");
        assertEquals(MANY + 1, responses.split("HTTP/1.1 200 OK\r\n", -1).length - 1);
    }

    private void answersAfterAWhile() throws IOException {
        status(200, get(server, "/later"));
        status(200, get(server, "/stream"));
        try (RawClient client = connect(server)) {
            client.send("GET /elsewhere HTTP/1.1\r\n" + CLOSE + "\r\n");
            Exchange exchange = awaitAsked();
            exchange.loop().execute(() -> exchange.respond(Response.text("from elsewhere")));
            status(200, client.rest());
        }
    }

    /** Spins, because a lock that lets this thread wait could make the loop's thread wait, too. */
    private Exchange awaitAsked() {
        long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        Exchange exchange = asked.getAndSet(null);
        while (exchange == null) {
            assertTrue(System.nanoTime() < latest, "the handler was not called");
            Thread.onSpinWait();
            exchange = asked.getAndSet(null);
        }
        return exchange;
    }

    /** While one client does not read its response, the server serves others. */
    private void slowReaders() throws IOException {
        try (RawClient slow = connect(server); RawClient gone = connect(server)) {
            slow.send("GET /large.bin HTTP/1.1\r\n" + CLOSE + "\r\n");
            gone.send("GET /large.bin HTTP/1.1\r\n" + CLOSE + "\r\n");
            status(200, read(slow, 1_000));
            status(200, read(gone, 1_000));
            status(200, get(server, "/later"));
            gone.closeWithReset();
            assertTrue(slow.rest().length() > LARGE_BYTES - 1_000);
        }
    }

    private void crowds() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            clients.add(connect(server).send("GET /small.txt HTTP/1.1\r\nHost: a\r\n"));
        }
        for (int i = 0; i < MANY; i++) {
            if (i % 3 == 0) {
                clients.get(i).closeWithReset();
            } else {
                status(200, read(clients.get(i).send("\r\n"), 100));
                clients.get(i).close();
            }
        }
    }

    private static String status(int expected, String response) {
        assertTrue(response.startsWith("HTTP/1.1 " + expected + " "), () -> "not " + expected + ": "
                + response.lines().findFirst().orElse("nothing"));
        return response;
    }

    /** Content that is pending at first and again after each part. */
    private static final class Hesitating implements BodySource {
        private static final int PARTS = 3;
        private final Exchange exchange;
        private Runnable wake;
        private boolean ready;
        private int parts;

        Hesitating(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void whenReady(Runnable task) {
            wake = task;
        }

        @Override
        public Progress read(ByteBuffer into) {
            if (!ready) {
                ready = true;
                exchange.loop().execute(wake);
                return Progress.PENDING;
            }
            ready = false;
            into.put(new byte[] {'a', 'b', 'c'});
            return ++parts == PARTS ? Progress.END : Progress.MORE;
        }

        @Override
        public void close() { }
    }
}
