package hostling.examine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.CaseLibrary;
import hostling.examine.ScriptedServer.Request;
import hostling.examine.ScriptedServer.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check that is written by hand finds the fault of a server that has it. */
@Timeout(60)
class BadServersTest {
    /** Long patience is for busy machines: a fault that shows itself by silence is found at once with the shortest. */
    private static final List<Duration> PATIENCES = List.of(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(5));
    private static final CaseLibrary LIBRARY = CaseLibrary.ofTheProgram();
    private static final Map<String, Check> CHECKS = Stages.all(LIBRARY).stream().flatMap(stage -> stage.checks().stream())
            .filter(check -> check.location().isEmpty()).collect(Collectors.toMap(Check::id, check -> check));
    private static final Map<String, String> PATHS = Map.ofEntries(Map.entry("echo", "/echo"), Map.entry("uploads", "/up/"),
            Map.entry("no-delete", "/"), Map.entry("redirect", "/r"), Map.entry("limited", "/small,10"), Map.entry("cgi", "/cgi"),
            Map.entry("session", "/set"), Map.entry("session-info", "/info"), Map.entry("listing", "/list/"), Map.entry("other-host", "other.test"));

    /** A server, and the checks that must find its fault with these words. */
    record Bad(String name, Script script, Map<String, String> faults) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Bad> BAD = new ArrayList<>();

    private static void bad(String name, Script script, String... idsAndWords) {
        Map<String, String> faults = new LinkedHashMap<>();
        for (int i = 0; i < idsAndWords.length; i += 2) {
            faults.put(idsAndWords[i], idsAndWords[i + 1]);
        }
        BAD.add(new Bad(name, script, faults));
    }

    private static final String DATE = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";

    private static String response(String status, String fields, String content) {
        return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + content.length() + "\r\n\r\n" + content;
    }

    /** 200, and the end of the connection if the client wants it. */
    private static String ok(Request request, String fields, String content) {
        boolean ends = request.has("close") || request.has("HTTP/1.0");
        return (ends ? ScriptedServer.LAST : "") + response("200 OK", fields + (ends ? "Connection: close\r\n" : ""), content);
    }

    private static String raw(String head) {
        return ScriptedServer.LAST + head + "\r\n\r\nhello";
    }

    static {
        answers();
        methods();
        connections();
        content();
        limits();
        crowds();
        files();
        ranges();
        assignments();
    }

    private static void answers() {
        bad("busy", r -> response("503 Busy", "", "hello"), "answer", "not 200", "delete-missing", "503", "redirect", "503",
                "upload-form", "503", "upload-put", "503", "listing", "503", "error-page", "503", "delete-not-allowed", "503",
                "cgi-get", "503", "cgi-post", "503", "cgi-post-chunked", "503", "cookie", "no Set-Cookie", "virtual-host", "503",
                "missing", "503", "method-unknown", "503", "upload-put-again", "503");
        bad("no reason", r -> raw("HTTP/1.1 200"), "answer-status-line", "another form");
        bad("line ends", r -> raw("HTTP/1.1 200 OK\r\nX: a\nY: b"), "answer-line-ends", "CR LF");
        bad("field with space", r -> raw("HTTP/1.1 200 OK\r\nX : a"), "answer-fields", "X : a");
        bad("too long", r -> raw("HTTP/1.1 200 OK\r\nContent-Length: 3"), "answer-framing", "longer");
        bad("both lengths", r -> raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0"),
                "answer-framing", "both");
        bad("too short", r -> raw("HTTP/1.1 200 OK\r\nContent-Length: 9"), "answer-framing", "whole response");
        bad("bare", r -> raw("HTTP/1.0 200 OK"), "answer-date", "no Date", "answer-type", "Content-Type",
                "answer-version", "HTTP/1.0", "validator", "neither", "keep-alive-hundred", "Request 2");
        bad("wants Host", r -> r.has("HTTP/1.0") ? response("400 Bad", "", "") : ok(r, "", ""), "answer-http-1-0", "400");
        bad("always chunked", r -> ScriptedServer.LAST + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "answer-http-1-0-not-chunked", "Transfer-Encoding");
    }

    private static void methods() {
        bad("one page for all", r -> ok(r, "", "hello"), "missing", "200", "method-unknown", "200", "method-in-small-letters", "GET",
                "head", "after", "delete-not-allowed", "200", "redirect", "200", "delete-missing", "200", "error-page", "200",
                "listing", "links", "cookie", "Set-Cookie", "virtual-host", "same page", "echo-length-0", "content",
                "echo-length-1", "content", "echo-length-65537", "content", "echo-all-bytes", "content", "echo-chunks", "content",
                "echo-chunk-large", "content", "echo-chunk-all-bytes", "content", "echo-chunks-of-one", "content",
                "cgi-post", "not in", "cgi-post-chunked", "not in", "upload-put", "200", "upload-form", "other bytes");
        bad("speechless", r -> response("404 Not Found", "", ""), "missing-explained", "no content", "cgi-get", "404");
        bad("405 without Allow", r -> r.method().equals("GET") ? ok(r, "", "") : ScriptedServer.LAST + response("405 No", "", ""),
                "method-not-allowed", "Allow", "delete-not-allowed", "Allow");
        bad("query is part of the name", r -> r.has("?") ? response("404 No", "", "") : ok(r, "", "a"), "query", "404",
                "limit-request-line", "404");
        bad("HEAD without fields", r -> r.method().equals("HEAD") ? ScriptedServer.LAST + "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
                : ok(r, "X-A: b\r\n", "hello"), "head-fields", "x-a", "head-length", "9 bytes");
    }

    private static void connections() {
        bad("one request", r -> ScriptedServer.LAST + response("200 OK", "", "a"), "keep-alive", "Request 2", "keep-alive-announced",
                "without announcement", "close-repeated", "does not say");
        bad("never closes", r -> response("200 OK", r.has("1.0") ? "Connection: close\r\n" : "", "a"), "close", "stays open", "close-in-list",
                "stays open", "close-ends-all", "2 answers", "close-in-http-1-0", "stays open", "keep-alive-in-http-1-0", "stays open");
        bad("reads once", r -> ScriptedServer.LAST, "half-close", "without a whole response");
        bad("answers out of order", r -> response(r.target().equals("/") && r.has("close") || !r.has("close") && !r.target().equals("/")
                ? "200 OK" : "404 No", "", ""), "pipelined-twenty", "order", "pipelined-in-pieces", "order");
    }

    private static void content() {
        bad("eager for content", r -> ScriptedServer.LAST + (r.content().isEmpty() ? "" : response("200 OK", "", "")),
                "continue", "waits for the content");
        bad("always 100", r -> "HTTP/1.1 100 Continue\r\n\r\n" + response("200 OK", "", ""), "continue-not-in-http-1-0", "interim");
    }

    private static void limits() {
        bad("fails of it", r -> response("500 Oops", "", ""), "limit-target", "error of its own", "limit-method", "error of its own", "limit-field", "error of its own",
                "limit-field-name", "error of its own", "limit-fields", "error of its own", "limit-chunk-extension", "error of its own");
        bad("takes all", r -> response("200 OK", "", ""), "limit-length", "taken", "limit-chunk-size", "taken");
    }

    private static void crowds() {
        AtomicInteger crowd = new AtomicInteger();
        bad("eight clients and no more", r -> crowd.incrementAndGet() > 8 ? ScriptedServer.LAST : ok(r, "", ""), "crowd", "were not answered",
                "crowd-half-head", "were not answered", "crowd-half-content", "were not answered", "crowd-not-reading", "were not answered",
                "crowd-idle", "whole response", "crowd-crashing", "does not answer", "siege-survived", "does not answer");
        AtomicInteger siege = new AtomicInteger();
        bad("tired", r -> siege.incrementAndGet() % 50 == 0 ? ScriptedServer.LAST : ok(r, "", "a"), "siege-kept", "requests failed",
                "siege-new", "requests failed");
        AtomicInteger answer = new AtomicInteger();
        bad("each time another", r -> ok(r, "", "" + answer.incrementAndGet()), "siege-kept", "another answer", "query", "another one");
    }

    private static void files() {
        bad("no conditions", r -> ok(r, "ETag: \"a\"\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n", "hello"),
                "if-none-match", "200", "if-none-match-list", "200", "if-none-match-weak", "200", "if-none-match-any", "200",
                "if-modified-since", "200", "if-match", "200", "if-unmodified-since", "200", "range", "whole file");
        bad("always unmodified", r -> ScriptedServer.LAST + (r.has("If-") ? "HTTP/1.1 304 Not Modified\r\n\r\nhello"
                : response(r.target().equals("/") ? "200 OK" : "404 No", "ETag: \"a\"\r\nLast-Modified: x\r\nVary: Accept\r\n", "hello")),
                "if-none-match-other", "304", "if-modified-since-older", "304", "if-modified-since-no-date", "304", "if-none-match-first",
                "304", "condition-on-missing", "304", "not-modified-no-content", "after", "not-modified-fields", "ETag, Vary");
        bad("odd validators", r -> ok(r, DATE + "ETag: a\r\nLast-Modified: Sun, 06 Nov 2095 08:49:37 GMT\r\n", "hello"),
                "etag-syntax", "another form", "last-modified", "younger");
        bad("asctime", r -> ok(r, DATE + "Last-Modified: Sun Nov  6 08:49:37 1994\r\n", "hello"), "last-modified", "no such date");
        String secret = secret();
        for (Check check : CHECKS.values()) {
            if (check.id().startsWith("escape-") && !check.id().equals("escape-unharmed")) {
                bad(check.id(), r -> response("200 OK", "", secret), check.id(), "has sent");
            }
        }
        bad("confused by dots", r -> ok(r, "", r.target()), "escape-unharmed", "Another page");
    }

    private static String secret() {
        try {
            return Files.readString(Path.of(Files.exists(Path.of("/etc/passwd")) ? "/etc/passwd" : "/windows/win.ini"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static void ranges() {
        String page = "0123456789abcdef";
        bad("always the first byte", r -> ok(r, "ETag: \"a\"\r\n", page).replaceFirst(r.has("Range: ") ? "200 OK" : "never", "206 Part"),
                "range-part", "Content-Range", "range-open", "Content-Range", "range-suffix", "Content-Range",
                "range-not-satisfiable", "206", "range-invalid", "5-2", "range-unit", "206", "range-head", "206", "if-range-other", "206",
                "ranges", "without Content-Range");
        bad("right places, wrong bytes", r -> r.has("Range: ") ? ScriptedServer.LAST + response("206 Part", "Content-Range: bytes 0-0/16\r\n", "x")
                : ok(r, "", page), "range-part", "Other bytes", "range-huge", "Not all bytes");
        bad("forgets its ETag", r -> r.has("Range: ") && !r.has("If-Range") ? ScriptedServer.LAST + response("206 Part", "", "0")
                : ok(r, "ETag: \"a\"\r\n", page), "if-range", "200");
    }

    private static void assignments() {
        bad("takes everything and keeps nothing", r -> {
            r.content();
            return ScriptedServer.LAST + response(switch (r.method()) {
                case "PUT" -> "201 Created";
                case "DELETE" -> "204 No Content";
                default -> "200 OK";
            }, "", "");
        }, "upload-put", "other bytes", "upload-put-again", "201", "body-limit", "One byte more");
        bad("too strict", r -> ScriptedServer.LAST + response(r.method().equals("GET") ? "302 Found" : "413 No", "", ""), "body-limit",
                "10 bytes are refused", "redirect", "no Location");
        bad("plain errors", r -> response("404 No", "Content-Type: text/plain\r\n", "no"), "error-page", "text/html");
        bad("forgets its cookies", r -> ok(r, "Set-Cookie: a=b\r\n", ""), "cookie", "the same");
    }

    static List<Bad> badServers() {
        return BAD;
    }

    @ParameterizedTest
    @MethodSource("badServers")
    void theFaultIsFound(Bad bad) throws IOException {
        for (Map.Entry<String, String> fault : bad.faults().entrySet()) {
            try (ScriptedServer server = new ScriptedServer(bad.script())) {
                List<String> problems = new ArrayList<>();
                for (int i = 0; i < PATIENCES.size() && problems.stream().noneMatch(problem -> problem.contains(fault.getValue())); i++) {
                    problems.add(problem(CHECKS.get(fault.getKey()), server, PATIENCES.get(i)));
                }
                assertTrue(problems.get(problems.size() - 1).contains(fault.getValue()), fault + " is not in " + problems);
            }
        }
    }

    private static String problem(Check check, ScriptedServer server, Duration patience) throws IOException {
        Pace pace = new Pace(patience, patience, patience, patience, Duration.ofMillis(100));
        try (Attempt attempt = new Attempt(new Server(server.target(PATHS), pace, System.nanoTime() + Duration.ofMinutes(1).toNanos()), patience)) {
            return check.trial().judge(attempt).problem();
        }
    }

    @Test
    void everyCheckThatIsWrittenByHandHasABadServer() {
        Set<String> tried = BAD.stream().flatMap(bad -> bad.faults().keySet().stream()).collect(Collectors.toCollection(TreeSet::new));
        tried.addAll(ImpatientServersTest.CHECKS);
        assertEquals(new TreeSet<>(CHECKS.keySet()), tried);
    }
}
