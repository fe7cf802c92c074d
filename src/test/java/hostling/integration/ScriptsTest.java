package hostling.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.app.StarterThread;
import hostling.cgi.CgiHandler;
import hostling.cgi.CgiLimits;
import hostling.cgi.CgiSettings;
import hostling.cgi.Scripts;
import hostling.demo.Echo;
import hostling.handler.Router;
import hostling.http.Response;
import hostling.log.ErrorLog;
import hostling.server.TrustedProxies;
import hostling.testing.Eventually;
import hostling.testing.FakeClock;
import hostling.testing.Proves;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import hostling.testing.RunningServer;
import hostling.wire.IpRange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real loop runs real CGI scripts (RFC 3875). They are written in sh, which every Unix system has. */
class ScriptsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", System.getenv("PATH"), "OWN", "yes",
            "REQUEST_METHOD", "overridden");
    private static final boolean IS_UTF8 = "UTF-8".equals(System.getProperty("sun.jnu.encoding"))
            && "UTF-8".equals(System.getProperty("file.encoding"));
    private static final Path SHELL = Path.of("/bin/sh");
    private static final int MIB = 1 << 20;
    private static final int OUTPUT_BYTES_MAX = 16 * MIB;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final FakeClock clock = new FakeClock();
    private final StarterThread starter = new StarterThread();
    private Scripts scripts;
    private Router site;
    private Path spool;
    private RunningServer server;

    @TempDir
    private Path temp;
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.isExecutable(SHELL) && Files.isDirectory(Path.of("/proc/self/fd")));
        folder = Files.createDirectory(temp.resolve("scripts"));
        start(false);
    }

    private void start(boolean keepsDetached) throws IOException {
        spool = Files.createDirectories(temp.resolve("spool"));
        scripts = new Scripts(60, (pipe, task) -> server.loop().whenReadable(pipe, task), starter);
        ErrorLog errorLog = (level, what, cause) -> log.add(what);
        Router router = new Router().get("/hello", request -> Response.text("hello"));
        router.below("/cgi/", new CgiHandler(new CgiSettings(folder, "/cgi/", Map.of("sh", List.of("sh"), "no", List.of(
                "no-such-interpreter")), ENVIRONMENT, spool, IS_UTF8, keepsDetached,
                new CgiLimits(60, Duration.ofSeconds(20), OUTPUT_BYTES_MAX),
                errorLog, clock), scripts, router));
        site = router;
        server = RunningServer.with(router);
    }

    /** Starts another server with the same scripts and a clock that the test advances. */
    private void restartByTheClock() throws IOException {
        server.close();
        server = RunningServer.of(site).clock(clock).start();
    }

    /** Starts another server with the same scripts, and a proxy in front of it on this machine. */
    private void restartBehindProxy() throws IOException {
        server.close();
        server = RunningServer.of(site).proxies(new TrustedProxies(List.of(IpRange.parse("127.0.0.1").orElseThrow()),
                TrustedProxies.Kind.X_FORWARDED)).start();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        if (server != null) {
            server.close();
            assertEquals(0, scripts.running());
        }
        if (scripts != null) {
            scripts.close();
        }
        starter.close();
    }

    private void script(String name, String... lines) throws IOException {
        Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private Reply get(String path) throws IOException {
        try (RawClient client = server.connect()) {
            return client.get(path).reply();
        }
    }

    private Reply send(String request) throws IOException {
        try (RawClient client = server.connect()) {
            return client.send(request).reply();
        }
    }

    /** Looks again and again, with turns of the loop in between, until something is so. */
    private void await(String what, Eventually.Check check) throws Exception {
        Eventually.holds(what, () -> {
            server.turns(1);
            return check.holds();
        });
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).isPresent();
    }

    private long pidIn(String file) throws Exception {
        Path path = folder.resolve(file);
        await(file, () -> Files.exists(path) && !Files.readString(path).isBlank());
        return Long.parseLong(Files.readString(path).strip());
    }

    /** RFC 3875 section 6.2.1. */
    @Proves({"3875-6.2.1-a", "3875-6.2.1-b", "3875-6.4-a", "3875-6.4-b", "3875-6.3.1-b"})
    @Test
    void aDocumentIsSentAsTheScriptWritesIt() throws Exception {
        script("a.sh", "printf 'Content-Type: text/plain\\r\\nX-Own: 1\\r\\n\\r\\nhello '", "printf world");
        Reply reply = get("/cgi/a.sh");
        assertEquals(200, reply.status());
        assertEquals("text/plain", reply.field("Content-Type"));
        assertEquals("1", reply.field("X-Own"));
        assertEquals("chunked", reply.field("Transfer-Encoding"));
        assertEquals("hello world", reply.text());
    }

    /** RFC 3875 section 6.3.3; lines may end in LF alone. */
    @Proves({"3875-6.3.3-a", "3875-6.3.4-a", "3875-6.3.4-c", "3875-7.2-b", "3875-6.3.1-a"})
    @Test
    void theScriptCanChooseTheStatusAndTheLength() throws Exception {
        script("a.sh", "echo 'Status: 418 Short and stout'; echo 'Content-Length: 3'; echo; printf abcdef");
        Reply reply = get("/cgi/a.sh");
        assertEquals(418, reply.status());
        assertEquals("3", reply.field("Content-Length"));
        assertNull(reply.field("Content-Type"));
        assertEquals("abc", reply.text());
    }

    /** RFC 3875 section 4.1; the query does not become arguments (section 4.4). */
    @Proves({"3875-4.1.2-a", "3875-4.1.18-f", "3875-7.2-a", "3875-9.2-a", "3875-9.5-a", "3875-4.1.3-a", "3875-4.1.4-a",
            "3875-4.1.4-b", "3875-4.1.5-a", "3875-4.1.6-a", "3875-4.1.7-a", "3875-4.1.8-a", "3875-4.1.9-a",
            "3875-4.1.9-b", "3875-4.1.10-a", "3875-4.1.12-a", "3875-4.1.13-a", "3875-4.1.14-a", "3875-4.1.15-a",
            "3875-4.1.16-a", "3875-4.1.17-a", "3875-4.1.18-a", "3875-4.1.18-b", "3875-4.1.18-d", "3875-4.1.18-e",
            "3875-4.1-a"})
    @Test
    void theRequestIsInTheEnvironment() throws Exception {
        script("a.sh", "echo Content-Type: text/plain; echo; env; echo \"ARGS=$# $0\"; echo \"PWD_IS=$(pwd)\"");
        String text = send("POST /cgi/a.sh/extra/a%20b?a=b%20c&d HTTP/1.1\r\nHost: Example.org:99\r\n"
                + "Content-Type: text/x\r\nContent-Length: 3\r\nX-Twice: 1\r\nX-Twice: 2\r\nProxy: http://evil/\r\n"
                + "X_Fake: 1\r\nAuthorization: Basic secret\r\n"
                + "Proxy-Authorization: Basic secret\r\n"
                + "Cookie: a=1\r\nCookie: b=2\r\n\r\nabc").text();
        List<String> lines = new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).lines()
                .toList();
        Path real = folder.toRealPath();
        for (String line : List.of("GATEWAY_INTERFACE=CGI/1.1", "REQUEST_METHOD=POST", "SCRIPT_NAME=/cgi/a.sh",
                "PATH_INFO=/extra/a b", "PATH_TRANSLATED=" + real + "/extra/a b", "QUERY_STRING=a=b%20c&d",
                "SERVER_NAME=example.org", "SERVER_PORT=" + server.address().getPort(), "SERVER_PROTOCOL=HTTP/1.1",
                "SERVER_SOFTWARE=Hostling/0", "REMOTE_ADDR=127.0.0.1", "REMOTE_HOST=127.0.0.1", "CONTENT_LENGTH=3",
                "CONTENT_TYPE=text/x", "HTTP_X_TWICE=1, 2", "HTTP_COOKIE=a=1; b=2", "HTTP_HOST=Example.org:99",
                "REQUEST_URI=/cgi/a.sh/extra/a%20b?a=b%20c&d", "SCRIPT_FILENAME=" + real.resolve("a.sh"),
                "DOCUMENT_ROOT=" + real, "OWN=yes", "ARGS=0 " + real.resolve("a.sh"),
                "PWD_IS=" + real)) {
            assertTrue(lines.contains(line), line + " is not in\n" + text);
        }
        for (String name : List.of("HTTP_PROXY=", "HTTP_AUTHORIZATION=", "HTTP_PROXY_AUTHORIZATION=",
                "HTTP_X_FAKE=", "HTTP_CONTENT_LENGTH=", "AUTH_TYPE=", "REMOTE_USER=", "REMOTE_IDENT=", "HOME=", "JAVA_HOME=")) {
            assertFalse(lines.stream().anyMatch(line -> line.startsWith(name)), name);
        }
    }

    @Test
    void aScriptIsToldOfTheClientBehindAProxy() throws Exception {
        script("a.sh", "echo Content-Type: text/plain; echo; env");
        assertFalse(get("/cgi/a.sh").text().contains("HTTPS="));
        restartBehindProxy();
        List<String> lines = send("GET /cgi/a.sh HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 2001:DB8::1\r\n"
                + "X-Forwarded-Proto: https\r\n\r\n").text().lines().toList();
        assertTrue(lines.containsAll(List.of("REMOTE_ADDR=2001:db8::1", "HTTPS=on", "REQUEST_SCHEME=https")), lines.toString());
    }

    /** RFC 9110 section 5.5: bytes whose meaning the server does not know reach the script unchanged. */
    @Proves("3875-4.1.18-d")
    @Test
    void fieldsComeThroughByteForByte() throws Exception {
        script("a.sh", "printf 'Content-Type: text/plain\\n\\n%s' \"$HTTP_X_NAME:$CONTENT_TYPE:$PATH_INFO\"");
        try (RawClient client = server.connect()) {
            client.send("GET /cgi/a.sh/p%C3%A4 HTTP/1.1\r\nHost: a\r\nX-Name: Zo\u00eb\r\nContent-Type: a/\u00e9\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
            assertEquals("Zo\u00eb:a/\u00e9:/p\u00e4", new String(client.reply().content(), StandardCharsets.UTF_8));
        }
    }

    /** RFC 3875 section 3.3: the variables, encoded again, make a URI of the same script with the same path. */
    @Proves({"3875-2.3-a", "3875-3.3-b", "3875-4.1-b", "3875-4.1.5-a", "3875-4.1.6-c", "3875-4.1.13-a"})
    @Test
    void theAddressOfTheScriptCanBeMadeOfItsVariables() throws Exception {
        script("A b.sh", "echo Content-Type: text/plain; echo",
                "printf '%s\\n' \"$SCRIPT_NAME\" \"$PATH_INFO\" \"$QUERY_STRING\" \"$PATH_TRANSLATED\"");
        String told = get("/cgi/A%20b.sh/Ex%25tra%3F;x=~1/%2541?q=%20+&Y").text();
        List<String> variables = told.lines().toList();
        assertEquals(List.of("/cgi/A b.sh", "/Ex%tra?;x=~1/%41", "q=%20+&Y"), variables.subList(0, 3));
        assertTrue(variables.get(3).endsWith("/Ex%tra?;x=~1/%41"), variables.get(3));
        String path = new URI(null, null, variables.get(0) + variables.get(1), null).toASCIIString();
        assertEquals("/cgi/A%20b.sh/Ex%25tra%3F;x=~1/%2541", path);
        assertEquals(told, get(path + "?" + variables.get(2)).text());
    }

    /** RFC 3875 sections 4.1.12, 4.1.14 and 4.1.16. */
    @Proves({"3875-4.1.12-a", "3875-4.1.14-a", "3875-4.1.16-a"})
    @Test
    void theScriptIsToldMethodHostAndVersion() throws Exception {
        script("a.sh", "printf '%s %s %s' \"$REQUEST_METHOD\" \"$SERVER_NAME\" \"$SERVER_PROTOCOL\" > told",
                "echo Content-Type: text/plain; echo; cat told");
        assertEquals("DELETE [::1] HTTP/1.1", send("DELETE /cgi/a.sh HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n").text());
        assertEquals("GET b.example HTTP/1.1",
                send("GET http://b.example/cgi/a.sh HTTP/1.1\r\nHost: a\r\n\r\n").text());
        assertEquals("GET localhost HTTP/1.0", send("GET /cgi/a.sh HTTP/1.0\r\n\r\n").text());
        try (RawClient client = server.connect()) {
            client.send("HEAD /cgi/a.sh HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").rest();
        }
        assertEquals("HEAD a HTTP/1.1", Files.readString(folder.resolve("told")));
    }

    /** RFC 3875 section 4.1.2: no content, no CONTENT_LENGTH. QUERY_STRING is always set. */
    @Proves({"3875-4.1.2-a", "3875-4.1.6-b", "3875-4.1.7-a", "3875-4.1.3-b"})
    @Test
    void withoutContentThereIsNoLengthAndNothingToRead() throws Exception {
        script("a.sh", "echo Content-Type: text/plain; echo", "echo \"${CONTENT_LENGTH-none} ${CONTENT_TYPE-none} "
                + "${PATH_INFO-none} ${QUERY_STRING-none} $(cat | wc -c)\"");
        assertEquals("none none none  0", get("/cgi/a.sh").text().strip());
    }

    /** RFC 3875 section 4.2: the script gets the content without its transfer coding, and the length. */
    @Proves({"3875-4.2-a", "3875-4.2-b", "3875-4.2-d"})
    @Test
    void contentIsTheScriptsInputChunkedOrNot() throws Exception {
        script("a.sh", "echo Content-Type: text/plain; echo",
                "printf \"$CONTENT_LENGTH:${HTTP_TRANSFER_ENCODING-none}:\"; cat");
        assertEquals("5:none:hello",
                send("POST /cgi/a.sh HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello").text());
        assertEquals("11:none:hello world", send("POST /cgi/a.sh HTTP/1.1\r\nHost: a\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n").text());
        try (RawClient client = server.connect()) {
            client.send("PUT /cgi/a.sh HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertEquals(100, client.reply().status());
            assertEquals("2:none:ok", client.send("ok").reply().text());
        }
        assertEquals(0, temporaryFiles());
    }

    private long temporaryFiles() throws IOException {
        try (Stream<Path> list = Files.list(spool)) {
            return list.count();
        }
    }

    @Test
    void contentThatBreaksOffStartsNothing() throws Exception {
        script("a.sh", "echo > started; echo Content-Type: text/plain; echo");
        try (RawClient client = server.connect()) {
            client.send("POST /cgi/a.sh HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhello");
            await("a file with the content", () -> temporaryFiles() == 1);
        }
        await("its end", () -> temporaryFiles() == 0);
        assertFalse(Files.exists(folder.resolve("started")));
    }

    @Test
    void contentThatCanNotBeKeptIs507() throws Exception {
        script("a.sh", "echo Content-Type: text/plain; echo; cat");
        Files.delete(spool);
        assertEquals(507, send("POST /cgi/a.sh HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello").status());
        Files.createDirectory(spool);
        assertTrue(log.get(0).startsWith("/cgi/a.sh: the request's content can't be stored in " + spool), log.toString());
    }

    @Proves({"3875-4.2-a", "3875-6.4-b"})
    @Test
    void anythingGoesThereAndBackByteForByte() throws Exception {
        script("a.sh", "echo Content-Type: application/octet-stream; echo; cat");
        byte[] content = new byte[MIB - 100];
        new Random(7).nextBytes(content);
        try (RawClient client = server.connect()) {
            client.send("POST /cgi/a.sh HTTP/1.1\r\nHost: a\r\nContent-Length: " + content.length + "\r\n\r\n");
            client.send(content);
            assertArrayEquals(content, client.reply().content());
            assertEquals("hello", client.get("/hello").reply().text(), "the connection stays open");
        }
    }

    /** RFC 3875 sections 6.2.3 and 6.2.4. */
    @Proves({"3875-6.2.3-a", "3875-6.2.4-a"})
    @ParameterizedTest
    @CsvSource({"Location: http://a/b, 302, http://a/b", "Location: /b\\nStatus: 303 See Other, 303, /b",
            "Location: //b/c, 302, //b/c", "Location: /b#c, 302, /b#c",
            "Location: /b\\nContent-Type: text/plain, 302, /b"})
    void aRedirectionGoesToTheClient(String fields, int status, String location) throws Exception {
        script("a.sh", "printf '" + fields + "\\n\\n'");
        Reply reply = get("/cgi/a.sh");
        assertEquals(status, reply.status());
        assertEquals(location, reply.field("Location"));
    }

    /** RFC 3875 section 6.2.2. */
    @Proves("3875-6.2.2-a")
    @Test
    void aPathAloneIsServedInPlace() throws Exception {
        script("a.sh", "printf 'Location: /hello\\n\\n'");
        script("b.sh", "printf 'Location: /cgi/c.sh/x?q=1\\n\\n'");
        script("c.sh", "printf 'Content-Type: text/plain\\n\\n'; echo $REQUEST_METHOD $PATH_INFO $QUERY_STRING");
        script("loop.sh", "printf 'Location: /cgi/loop.sh\\n\\n'");
        assertEquals("hello", get("/cgi/a.sh").text());
        assertEquals("GET /x q=1",
                send("POST /cgi/b.sh HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx").text().strip());
        assertEquals(502, get("/cgi/loop.sh").status());
    }

    /** The content was for the first script: nothing tells the second handler that there was any. */
    @Proves("3875-6.2.2-a")
    @Test
    void aLocalRedirectHasNoContent() throws Exception {
        script("a.sh", "cat > /dev/null; printf 'Location: /cgi/b.sh\\n\\n'");
        script("b.sh", "printf 'Content-Type: text/plain\\n\\n'; cat; env | grep -c '^CONTENT_\\|CHUNKED\\|HTTP_EXPECT'; "
                + "echo \"$HTTP_X_KEPT\"");
        script("c.sh", "cat > /dev/null; printf 'Location: /head\\n\\n'");
        site.get("/head", Echo::head);
        String fields = " HTTP/1.1\r\nHost: a\r\nContent-Type: text/x\r\nContent-Encoding: x\r\nX-Kept: yes\r\n";
        assertEquals("0\nyes\n", send("POST /cgi/a.sh" + fields + "Content-Length: 3\r\n\r\nabc").text());
        assertEquals("0\nyes\n", send("POST /cgi/a.sh" + fields + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
                .text());
        assertEquals("GET /cgi/c.sh HTTP/1.1\nHost: a\nX-Kept: yes\n",
                send("POST /cgi/c.sh" + fields + "Content-Length: 3\r\n\r\nabc").text());
    }

    @Proves("3875-4.3.3-a")
    @Test
    void headRunsTheScriptAndSendsNoContent() throws Exception {
        script("a.sh", "echo Content-Type: text/plain; echo; echo $REQUEST_METHOD > method; echo content");
        try (RawClient client = server.connect()) {
            assertEquals(200, client.send("HEAD /cgi/a.sh HTTP/1.1\r\nHost: a\r\n\r\n").replyToHead().status());
            assertEquals("hello", client.get("/hello").reply().text());
        }
    }

    @Proves({"3875-3.1-a", "3875-6.3-a"})
    @ParameterizedTest
    @CsvSource({"'echo nonsense', is not a field", "'exit 3', with exit code 3", "'echo X: 1; echo', neither",
            "'printf \"Status: x\\n\\n\"', Status", "'printf \"Status: 100\\n\\n\"', Status",
            "'printf \"Content-Type: a\\nContent-Type: b\\n\\n\"', twice",
            "'echo Content-Type: text/plain', complete header"})
    void whatIsNoResponseIs502AndTheLogSaysWhy(String body, String reason) throws Exception {
        script("a.sh", body);
        assertEquals(502, get("/cgi/a.sh").status());
        assertTrue(log.stream().anyMatch(line -> line.startsWith("/cgi/a.sh: ") && line.contains(reason)),
                log.toString());
    }

    @Proves({"3875-4.1.5-b", "3875-9.8-a", "3875-8.1-a"})
    @Test
    void whatIsNoScriptIsNotRun() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "x");
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve(".hidden.sh"), "echo Content-Type: text/plain; echo");
        Path outside = Files.writeString(temp.resolve("out.sh"), "echo Content-Type: text/plain; echo");
        Files.createSymbolicLink(folder.resolve("out.sh"), outside);
        script("a.sh", "echo Content-Type: text/plain; echo");
        script("a.no", "x");
        assertEquals(403, get("/cgi/notes.txt").status());
        for (String path : List.of("", "sub", "sub/", "none.sh", ".hidden.sh", "out.sh", "a.sh/a%2fb",
                "%2e%2e/a.sh", "sub/../.hidden.sh", "/a.sh", folder.toRealPath() + "/a.sh")) {
            assertEquals(404, get("/cgi/" + path).status(), path);
        }
        assertEquals(500, get("/cgi/a.no").status());
        assertTrue(log.stream().anyMatch(line -> line.contains("no-such-interpreter")), log.toString());
    }

    @Test
    void aFileThatCanBeExecutedNeedsNoInterpreter() throws Exception {
        script("program", "#!/bin/sh", "echo Content-Type: text/plain; echo; echo run");
        assertTrue(folder.resolve("program").toFile().setExecutable(true));
        assertEquals("run", get("/cgi/program").text().strip());
    }

    /**
     * The server lets a script finish after its response is complete: the rest may be the purpose of the request. This
     * script writes more than a pipe holds, so it would block for ever if nobody read that (RFC 3875 section 6.4).
     */
    @Proves("3875-6.4-a")
    @ParameterizedTest
    @CsvSource({"GET, Content-Length: 2, ok", "GET, Content-Length: 0, ''", "HEAD, X-Method: HEAD, ''",
            "GET, Status: 204, ''", "GET, Status: 304, ''"})
    void aScriptThatHasSaidAllIsNotCutOff(String method, String field, String content) throws Exception {
        script("a.sh", "printf '" + field + "\\nX-Own: 1\\nContent-Type: text/plain\\n\\nok beyond'; echo > begun",
                "until [ -e gate ]; do sleep 0.01; done; head -c 300000 /dev/zero; echo > done");
        try (RawClient client = server.connect()) {
            client.send(method + " /cgi/a.sh HTTP/1.1\r\nHost: a\r\n\r\n");
            await("the script", () -> Files.exists(folder.resolve("begun")));
            server.turns(20);
            Files.createFile(folder.resolve("gate"));
            Reply reply = method.equals("HEAD") ? client.replyToHead() : client.reply();
            assertEquals("1", reply.field("X-Own"));
            assertEquals(content, reply.text());
            assertEquals("hello", client.get("/hello").reply().text());
        }
        assertTrue(Files.exists(folder.resolve("done")));
    }

    /** The clock stands still, so a server that relied on a timer would wait for ever. */
    @Test
    void theEndOfAScriptIsNotFoundByATimer() throws Exception {
        restartByTheClock();
        script("a.sh", "echo Content-Type: text/plain; echo; echo content");
        script("b.sh", "exit 3");
        for (int i = 0; i < 20; i++) {
            assertEquals("content\n", get("/cgi/a.sh").text());
            assertEquals(502, get("/cgi/b.sh").status());
        }
    }

    /** A script that can no longer be started when its content has arrived does not count as running. */
    @Test
    void aProgramThatChangesWhileItsContentArrivesTakesUpNoRoom() throws Exception {
        script("program", "#!/bin/sh", "echo Content-Type: text/plain; echo");
        assertTrue(folder.resolve("program").toFile().setExecutable(true));
        try (RawClient client = server.connect()) {
            client.send("POST /cgi/program HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertEquals(100, client.reply().status());
            assertTrue(folder.resolve("program").toFile().setExecutable(false, false));
            assertEquals(500, client.send("ok").reply().status());
            assertEquals(0, server.onLoop(scripts::running));
        }
    }

    /** By the clock of the test, since the server waits only 20 ms for the exit code: a busy machine may take longer to tell it. */
    @Test
    void complaintsGoToTheErrorLog() throws Exception {
        restartByTheClock();
        script("a.sh", "echo 'one thing' >&2; printf 'another' >&2; echo Content-Type: text/plain; echo; exit 4");
        assertEquals(200, get("/cgi/a.sh").status());
        await("the log", () -> log.size() >= 3);
        assertEquals(List.of("/cgi/a.sh: one thing", "/cgi/a.sh: another", "/cgi/a.sh: ended with exit code 4"),
                log.stream().sorted((a, b) -> rank(a) - rank(b)).toList());
    }

    private static int rank(String line) {
        return line.contains("one thing") ? 0 : line.contains("another") ? 1 : 2;
    }

    @Proves("3875-6.1-a")
    @Test
    void aScriptThatTakesTooLongIsEndedWith504() throws Exception {
        restartByTheClock();
        script("a.sh", "echo $$ > pid; echo begun >&2; exec sleep 1000");
        try (RawClient client = server.connect()) {
            client.get("/cgi/a.sh");
            long pid = pidIn("pid");
            await("the first line of the log", () -> !log.isEmpty());
            clock.advance(Duration.ofSeconds(21));
            assertEquals(504, client.reply().status());
            await("the end of the script", () -> !isAlive(pid));
        }
        assertTrue(log.get(1).contains("was killed after the server had waited 20000 ms"), log.toString());
    }

    /** Invariant 9: a response that can't be finished must not look complete. */
    @Test
    void aScriptThatTakesTooLongAmidItsContentBreaksTheConnection() throws Exception {
        restartByTheClock();
        script("a.sh", "echo Content-Type: text/plain; echo; echo begun; echo $$ > pid; exec sleep 1000");
        try (RawClient client = server.connect()) {
            client.get("/cgi/a.sh");
            long pid = pidIn("pid");
            clock.advance(Duration.ofSeconds(21));
            assertThrows(IOException.class, client::reply);
            await("the end of the script", () -> !isAlive(pid));
        }
        server.expectFault("could not be completed");
    }

    @Proves("3875-9.6-a")
    @Test
    void aScriptThatWritesTooMuchIsEnded() throws Exception {
        script("head.sh", "while :; do echo 'X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'; done");
        script("body.sh", "echo Content-Type: text/plain; echo; echo $$ > pid; exec cat /dev/zero");
        assertEquals(502, get("/cgi/head.sh").status());
        try (RawClient client = server.connect()) {
            client.get("/cgi/body.sh");
            assertThrows(IOException.class, client::reply);
            long pid = pidIn("pid");
            await("the end of the script", () -> !isAlive(pid));
        }
        server.expectFault("could not be completed");
    }

    /** Back-pressure: if the client does not read, the pipe fills up and the script blocks in its write. */
    @Test
    void aSlowClientSlowsTheScriptDown() throws Exception {
        script("a.sh", "echo Content-Type: text/plain; echo; i=0; block=$(printf %0100000d 0)",
                "while [ $i -lt 150 ]; do echo $block; i=$((i+1)); echo $i > progress; done");
        try (RawClient client = server.connect()) {
            client.get("/cgi/a.sh");
            assertTrue(standstill() < 150, "the script did not wait");
            assertEquals(150 * 100_001, client.reply().content().length);
        }
    }

    /** Waits until a script that writes down its progress makes none, and returns how far it got. */
    private int standstill() throws Exception {
        Path progress = folder.resolve("progress");
        await("a beginning", () -> Files.exists(progress));
        String[] last = {""};
        int[] same = {0};
        await("a standstill", () -> {
            String now = Files.readString(progress);
            same[0] = now.equals(last[0]) && !now.isBlank() ? same[0] + 1 : 0;
            last[0] = now;
            return same[0] > 40;
        });
        return Integer.parseInt(last[0].strip());
    }

    /** The script's time limit counts only while the server waits for the script, not while it waits for the client. */
    @Test
    void aSlowClientTakesNothingOfTheTimeOfTheScript() throws Exception {
        restartByTheClock();
        script("a.sh", "echo Content-Type: text/plain; echo; i=0; block=$(printf %0100000d 0)",
                "while [ $i -lt 150 ]; do echo $block; i=$((i+1)); echo $i > progress; done",
                "echo $$ > pid; exec sleep 1000");
        try (RawClient client = server.connect()) {
            client.get("/cgi/a.sh");
            assertTrue(standstill() < 150, "the script did not wait");
            for (int pause = 0; pause < 4; pause++) {
                clock.advance(Duration.ofSeconds(10));
                client.read(2_000_000);
                assertTrue(standstill() < 150, "the script did not wait");
            }
            client.read(15_000_000 - 4 * 2_000_000);
            long pid = pidIn("pid");
            assertTrue(isAlive(pid), "forty seconds have passed, but not the script's time limit");
            server.turns(3);
            clock.advance(Duration.ofSeconds(21));
            await("the end of the script", () -> !isAlive(pid));
        }
        assertTrue(log.get(0).contains("was killed after the server had waited 20000 ms for it"), log.toString());
        server.expectFault("could not be completed");
    }

    /** If a filter or the page of a local redirect fails, the server still ends the script. */
    @ParameterizedTest
    @CsvSource({"'Content-Type: text/plain', GET", "'Content-Type: text/plain', HEAD", "'Location: /fails', GET",
            "'Location: /hello', GET", "nonsense, GET"})
    void aFilterThatFailsLeavesNothingOfTheScript(String field, String method) throws Exception {
        server.close();
        site.get("/fails", request -> {
            throw new IllegalStateException("as planned");
        });
        server = RunningServer.with(exchange -> {
            exchange.filterResponse((response, request) -> {
                throw new IllegalStateException("as planned");
            });
            site.handle(exchange);
        });
        script("a.sh", "echo $$ > pid; echo '" + field + "'; echo; echo content; "
                + (method.equals("HEAD") ? "" : "exec sleep 1000"));
        try (RawClient client = server.connect()) {
            client.send(method + " /cgi/a.sh HTTP/1.1\r\nHost: a\r\n\r\n");
            long pid = pidIn("pid");
            await("the end of the script", () -> !isAlive(pid) && server.onLoop(scripts::running) == 0);
        }
        server.expectFault("IllegalStateException");
    }

    /** Invariant 8, with child processes that can't be found through their parents, which are gone. */
    @Test
    void aClientThatLeavesEndsTheWholeTree() throws Exception {
        script("a.sh", "echo $$ > pid1", "(sh -c 'sleep 1000 & echo $! > pid2' &)",
                "setsid sh -c 'echo $$ > pid3; exec sleep 1000' &",
                "sleep 1000 > /dev/null 2>&1 & echo $! > pid4", "wait");
        List<Long> pids = new ArrayList<>();
        try (RawClient client = server.connect()) {
            client.get("/cgi/a.sh");
            for (String file : List.of("pid1", "pid2", "pid3", "pid4")) {
                pids.add(pidIn(file));
            }
            assertTrue(pids.stream().allMatch(ScriptsTest::isAlive));
        }
        await("the end of all", () -> pids.stream().noneMatch(ScriptsTest::isAlive));
    }

    /** The server also finds a child process that has none of the script's environment variables. */
    @Test
    void aChildWithoutTheEnvironmentIsEndedToo() throws Exception {
        script("a.sh", "env -i sleep 1000 & echo $! > pid", "wait");
        try (RawClient client = server.connect()) {
            client.get("/cgi/a.sh");
            long pid = pidIn("pid");
            assertTrue(isAlive(pid));
            client.close();
            await("the end of the child", () -> !isAlive(pid));
        }
    }

    /** When a script ends, the server kills what it left running, even if that still holds the script's output. */
    @Test
    void whatAScriptLeavesBehindIsEnded() throws Exception {
        script("a.sh", "sleep 1000 & echo $! > pid", "echo Content-Type: text/plain; echo; echo done");
        try (RawClient client = server.connect()) {
            client.get("/cgi/a.sh");
            long pid = pidIn("pid");
            assertTrue(isAlive(pid));
            await("the end of what was left", () -> !isAlive(pid));
            assertEquals("done\n", client.reply().text());
        }
    }

    @Test
    void whileFiftyScriptsSleepOthersAreServed() throws Exception {
        script("a.sh", "echo Content-Type: text/plain; echo; cat fifo");
        Path gate = folder.resolve("fifo");
        new ProcessBuilder("mkfifo", gate.toString()).start().waitFor();
        List<RawClient> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                waiting.add(server.connect().get("/cgi/a.sh"));
            }
            await("fifty scripts", () -> server.onLoop(scripts::running) == 50);
            for (int i = 0; i < 100; i++) {
                assertEquals("hello", get("/hello").text());
            }
        } finally {
            for (RawClient client : waiting) {
                client.close();
            }
        }
        await("no script", () -> server.onLoop(scripts::running) == 0);
    }

    @Proves({"9110-15.6.4-a", "9110-10.2.3-a"})
    @Test
    void oneScriptMoreThanMayRunIsTurnedAway() throws Exception {
        Router router = new Router();
        AtomicReference<RunningServer> started = new AtomicReference<>();
        Scripts one = new Scripts(1, (pipe, task) -> started.get().loop().whenReadable(pipe, task), starter);
        router.below("/", new CgiHandler(new CgiSettings(folder, "/", Map.of("sh", List.of("sh")), ENVIRONMENT, spool,
                IS_UTF8, false, CgiLimits.DEFAULT,
                (level, what, cause) -> { }, clock), one, router));
        script("a.sh", "echo $$ > pid; exec sleep 1000");
        try (RunningServer narrow = RunningServer.with(router); RawClient busy = narrow.connect()) {
            started.set(narrow);
            busy.get("/a.sh");
            pidIn("pid");
            try (RawClient client = narrow.connect()) {
                Reply reply = client.get("/a.sh").reply();
                assertEquals(503, reply.status());
                assertTrue(reply.field("Retry-After").matches("[0-9]+"));
            }
            try (RawClient client = narrow.connect()) {
                client.send("POST /a.sh HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");
                assertEquals(503, client.reply().status(), "the server must not ask for content that it will not take");
            }
        }
    }

    /** A script counts as running until all its processes have ended, which may be after the response. */
    @Test
    void aChainOfProcessesEndsWithItsScript() throws Exception {
        script("a.sh", "chain='/bin/sh -c \"sleep 0.01; $chain\" >/dev/null 2>&1 & '; export chain; eval \"$chain\"",
                "echo Content-Type: text/plain; echo; echo \"$HOSTLING_SCRIPT\"");
        String mark = get("/cgi/a.sh").text().strip();
        await("the end of the chain", () -> server.onLoop(scripts::running) == 0);
        await("the end of its last process", () -> ProcessHandle.allProcesses().noneMatch(each -> has(each, mark)));
    }

    private static boolean has(ProcessHandle process, String mark) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.ISO_8859_1)
                    .contains(mark);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void noDescriptorIsLeft() throws Exception {
        script("a.sh", "echo Content-Type: text/plain; echo; cat");
        Path descriptors = Path.of("/proc/self/fd");
        get("/cgi/a.sh");
        long before = settled(descriptors);
        for (int i = 0; i < 30; i++) {
            send("POST /cgi/a.sh HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
        }
        assertEquals(before, settled(descriptors));
        assertEquals(0, temporaryFiles());
    }

    private long settled(Path descriptors) throws Exception {
        long count = -1;
        for (int same = 0; same < 20;) {
            server.turns(3);
            try (Stream<Path> list = Files.list(descriptors)) {
                long now = list.count();
                same = now == count ? same + 1 : 0;
                count = now;
            }
        }
        return count;
    }
}
