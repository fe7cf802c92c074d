package hostling.book;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.handler.StaticFiles;
import hostling.http.ErrorPages;
import hostling.http.Method;
import hostling.http.Response;
import hostling.http.Site;
import hostling.server.ServerInMemory;
import hostling.testing.FakeClock;
import hostling.testing.tutor.Words;
import hostling.wire.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The messages that students write by hand: a parser reads each, and a server answers it. Without a student, they are the right ones. */
class MessagesTest {
    private static final Path FILE = Path.of(System.getProperty("learn.folder", "test-data/exercises/solutions"), "messages.md");
    private static final int CONTENT_BYTES_MAX = 100;

    @TempDir
    private Path folder;
    private String heading;
    private ServerInMemory server;

    @BeforeEach
    void startAServer(TestInfo test) throws IOException {
        heading = Words.sentence(test.getTestMethod().orElseThrow().getName());
        for (String name : new String[] {"hello.txt", "prices.txt", "100% tea.txt"}) {
            Files.writeString(folder.resolve(name), "This is " + name + ".\n", UTF_8);
        }
        StaticFiles files = new StaticFiles(folder);
        FakeClock clock = new FakeClock();
        server = new ServerInMemory(new Site(exchange -> {
            if (exchange.request().method() == Method.POST) {
                exchange.collect(CONTENT_BYTES_MAX, content -> exchange.respond(Response.text("Thank you.\n")));
            } else {
                files.handle(exchange);
            }
        }, ErrorPages.PLAIN), false, clock, clock);
    }

    private WrittenMessage message(String id) {
        return WrittenMessage.read(heading, FILE, id);
    }

    @Test
    void aGetIsARequestLineAHostAndAnEmptyLine() throws IOException {
        message("get").expect("head GET /hello.txt HTTP/1.1", "end").expectAnswers(server, false, 200);
    }

    @Test
    void aHeadRequestAsksForTheFieldsAlone() throws IOException {
        message("head").expect("head HEAD /hello.txt HTTP/1.1", "end").expectAnswers(server, false, 200);
    }

    @Test
    void fieldsSayMoreAboutARequest() throws IOException {
        message("range").expect("head GET /hello.txt HTTP/1.1", "end").expectField("user-agent: ").expectField("range: bytes=0-4")
                .expectAnswers(server, false, 206);
    }

    @Test
    void aTargetHasItsSpecialBytesPercentEncoded() throws IOException {
        message("percent").expect("head GET /100%25%20tea.txt HTTP/1.1", "end").expectAnswers(server, false, 200);
    }

    @Test
    void aRequestWithoutHostIsRefused() throws IOException {
        WrittenMessage message = message("no-host");
        message.expectRefused(Violation.HOST_MISSING, message.headBytes()).expectAnswers(server, true, 400);
    }

    @Test
    void aLineThatEndsInLfAloneIsRefused() throws IOException {
        WrittenMessage message = message("lf");
        message.expectRefused(Violation.LINE_ENDING, message.loneLf()).expectAnswers(server, true, 400);
    }

    @Test
    void theLengthOfTheContentCountsItsBytes() throws IOException {
        message("length").expect("head POST /orders HTTP/1.1", "body 24 \"A cup of tea costs 3 \\xe2\\x82\\xac\"", "end")
                .expectField("content-length: ").expectAnswers(server, false, 200);
    }

    @Test
    void theSizeOfAChunkIsHexadecimal() throws Exception {
        message("chunks").expect("head POST /orders HTTP/1.1", "body 24 \"A cup of tea costs 3 \\xe2\\x82\\xac\"", "end")
                .expectField("transfer-encoding: ").expectChunks(2).expectAnswers(server, false, 200);
    }

    @Test
    void twoRequestsMayComeAtOnce() throws IOException {
        message("pipeline").expect("head GET /hello.txt HTTP/1.1", "end", "head GET /prices.txt HTTP/1.1", "end")
                .expectAnswers(server, true, 200, 200);
    }

    @Test
    void aLengthAndChunksTogetherAreRefused() throws IOException {
        WrittenMessage message = message("both");
        message.expectRefused(Violation.LENGTH_AND_CODING, message.headBytes()).expectAnswers(server, true, 400);
    }
}
