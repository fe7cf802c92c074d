package hostling.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import hostling.http.Exchange;
import hostling.http.Method;
import hostling.http.Response;
import hostling.cases.Bytes;
import hostling.cases.CaseRequest;
import hostling.testing.CaseRunner;
import hostling.testing.RawClient;
import hostling.cases.RequestCase;
import hostling.testing.RunningServer;
import hostling.wire.RequestHead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Sends every case of {@code test-data/hostile} over a socket, immediately followed by another request, to one server
 * that reports what it has read. The responses must be the only sequence that the case allows.
 */
class HostileRequestsTest {
    private static final Path CASES = Path.of("test-data/hostile");
    private static final CaseRequest SECOND = new CaseRequest("GET", "/second", "", true, true);
    private static final String READ = "Read";
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 [0-9]{3} ");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean readsContent = true;
    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.with(this::tellWhatIsRead);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void tellWhatIsRead(Exchange exchange) {
        RequestHead head = exchange.request().head();
        String request = head.method() + " " + head.target();
        asked.add(request);
        if (readsContent) {
            exchange.collect(exchange.bodyBytesMax(), content -> exchange.respond(
                    Response.text("read\n").with(READ, request + " " + content.remaining())));
        } else {
            exchange.respond(Response.text("answered\n"));
        }
    }

    @TestFactory
    Stream<DynamicTest> aHostileRequestGetsTheOneAnswerThatIsAllowed() {
        return RequestCase.readAllWithSources(CASES).stream()
                .map(c -> dynamicTest(c.heading(), c.source(), () -> checkAnswers(c)));
    }

    private void checkAnswers(RequestCase c) throws IOException {
        try (RawClient client = server.connect()) {
            client.send(Bytes.join(c.input(), CaseRunner.SECOND_REQUEST));
            boolean open = true;
            for (CaseRequest request : wholeRequests(c)) {
                checkAnswer(client, request);
                open = request.keepsConnection();
            }
            boolean refused = open && !c.violation().isEmpty();
            if (open && !refused) {
                checkAnswer(client, SECOND);
                client.endOutput();
            }
            String last = client.rest();                // until the server closes
            if (refused) {
                assertTrue(last.startsWith("HTTP/1.1 " + c.status() + " "), last);
                assertTrue(last.contains("\r\nConnection: close\r\n"), last);
            }
            assertEquals(refused ? 1 : 0, STATUS_LINE.matcher(last).results().count(), last);
        }
        checkOrdinaryRequest();
    }

    private static List<CaseRequest> wholeRequests(RequestCase c) {
        return CaseRequest.allOf(c).stream().filter(CaseRequest::isWhole).toList();
    }

    private static void checkAnswer(RawClient client, CaseRequest request) throws IOException {
        RawClient.Reply reply = finalReply(client, request.method().equals("HEAD"));
        if (isKnown(request)) {
            assertEquals(200, reply.status());
            assertEquals(lineOf(request) + " " + request.contentBytes(), reply.field(READ));
        } else {
            assertEquals(501, reply.status());
        }
    }

    private static RawClient.Reply finalReply(RawClient client, boolean head) throws IOException {
        RawClient.Reply reply = head ? client.replyToHead() : client.reply();
        return reply.status() < 200 ? finalReply(client, head) : reply;
    }

    private static boolean isKnown(CaseRequest request) {
        return Method.of(request.method()).isPresent();
    }

    private static String lineOf(CaseRequest request) {
        return request.method() + " " + request.target();
    }

    /** The handler responds without reading the content, as many do. Unread content must not become a request. */
    @TestFactory
    Stream<DynamicTest> aHandlerThatReadsNoContentIsAskedForNothingElse() {
        readsContent = false;
        return RequestCase.readAllWithSources(CASES).stream()
                .map(c -> dynamicTest(c.heading(), c.source(), () -> checkAsked(c)));
    }

    private void checkAsked(RequestCase c) throws IOException {
        asked.clear();
        try (RawClient client = server.connect()) {
            client.send(Bytes.join(c.input(), CaseRunner.SECOND_REQUEST)).endOutput();
            client.rest();
        }
        boolean mayClose = c.events().contains("\n  expect: ");
        List<CaseRequest> requests = CaseRequest.allOf(c);
        List<String> expected = new ArrayList<>(
                requests.stream().filter(HostileRequestsTest::isKnown).map(HostileRequestsTest::lineOf).toList());
        boolean open = requests.stream().allMatch(CaseRequest::keepsConnection) && c.violation().isEmpty();
        if (open && !(mayClose && asked.size() == expected.size())) {
            expected.add(lineOf(SECOND));
        }
        assertEquals(expected, asked, c::location);
        checkOrdinaryRequest();
    }

    private void checkOrdinaryRequest() throws IOException {
        try (RawClient client = server.connect()) {
            assertEquals(200, client.get("/ordinary").reply().status());
        }
    }
}
