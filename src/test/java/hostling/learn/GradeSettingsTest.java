package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.RequestCase;
import hostling.testing.ResponseCase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a teacher is told whose settings or files are not right. */
class GradeSettingsTest {
    @TempDir
    private Path temp;

    private void assertTold(String words, Map<String, String> settings) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertFalse(new GradeCommand(settings::get, Attempts.CLASS_PATH, new PrintStream(printed, true, UTF_8)).run(Path.of("src/exercise")));
        assertTrue(printed.toString(UTF_8).contains(words), printed.toString(UTF_8));
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        assertTold("Give -Dlearn.submissions=FOLDER", Map.of());
        assertTold("-Dlearn.submissions=" + temp.resolve("a") + " is not a folder", Map.of("learn.submissions", temp.resolve("a").toString()));
        assertTold("-Dlearn.points=" + temp + " is not a file", Map.of("learn.points", temp.toString()));
        assertTold("-Dlearn.secret=" + temp.resolve("a") + " is not a folder", Map.of("learn.submissions", temp.toString(), "learn.secret",
                temp.resolve("a").toString()));
    }

    @Test
    void whatIsWrongWithAServerIsNamed() throws Exception {
        assertTold("-Dlearn.server: 'https://a/' is not the URL of a server", Map.of("learn.server", "https://a/"));
        assertTold("-Dlearn.paths: ecko=/a is not NAME=PATH with one of the names ", Map.of("learn.server", "http://127.0.0.1/", "learn.paths",
                "ecko=/a"));
    }

    private Path secret(String name, String requirement) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("secret"));
        Files.writeString(folder.resolve(name + ".md"), "# Held back\n<!-- chapter 02-the-parser.md#chunks -->\n\n## A heading\n\n<!-- case id=a rfc="
                + requirement + " level=must -->\n\n```http\nGET / HTTP/1.1\nHost: a\n\n```\n```events\nhead GET / HTTP/1.1\n  host: a\nend\n```\n", UTF_8);
        return folder;
    }

    private void assertToldOf(Path secret, String words) throws Exception {
        assertTold(words, Map.of("learn.submissions", temp.toString(), "learn.secret", secret.toString()));
    }

    @Test
    void aCaseThatIsHeldBackForNoExerciseIsNamed() throws Exception {
        assertToldOf(secret("chunkd", "9112-7.1-a"), "chunkd.md: no exercise is named chunkd; expected one of: ");
    }

    @Test
    void aRequirementThatIsNotThereIsNamed() throws Exception {
        assertToldOf(secret("chunked", "9112-7.1-q"), "chunked.md:4: error: rfc: no requirement has the id 9112-7.1-q");
        assertToldOf(secret("chunked", "section-7"), "chunked.md:6: rfc is a list of requirements");
    }

    private Path secretResponse(String name, String lastLine) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("secret").resolve("responses"));
        Files.writeString(folder.resolve(name + ".md"), "# Held back\n<!-- chapter 01-how-a-request-travels.md#the-response-becomes-bytes -->\n\n"
                + "## A response\n\n<!-- case id=b rfc=9112-4-a level=must -->\n\n```response\nto GET HTTP/1.1\nhead 200\nlength 0\n" + lastLine
                + "\n```\n```bytes\nHTTP/1.1 200\\x20\n\n```\n", UTF_8);
        return temp.resolve("secret");
    }

    @Test
    void aResponseThatIsHeldBackForNoExerciseIsNamed() throws Exception {
        assertToldOf(secretResponse("chunkd", "then open"), "responses/chunkd.md: no exercise is named chunkd; expected one of: ");
    }

    @Test
    void aFaultInAResponseThatIsHeldBackIsToldWithItsLine() throws Exception {
        assertToldOf(secretResponse("chunked", "then opn"), "chunked.md:12: unknown line: then opn");
    }

    @Test
    void anExerciseHasTheCasesOfBothFolders() throws IOException {
        secret("chunked", "9112-7.1-a");
        Map<String, HeldBack> cases = HeldBack.in(secretResponse("chunked", "then open"), List.of("chunked", "response"));
        assertEquals(Set.of("chunked"), cases.keySet());
        assertEquals("A heading", cases.get("chunked").requests().get(0).heading());
        assertEquals("A response", cases.get("chunked").responses().get(0).heading());
    }

    private void assertLenientTold(String text, String words) throws Exception {
        Path folder = Files.createDirectories(temp.resolve("lenient"));
        if (!text.isEmpty()) {
            Files.writeString(folder.resolve("mine.md"), text, UTF_8);
        }
        assertTold(words, Map.of("learn.submissions", temp.toString(), "learn.lenient", folder.toString()));
    }

    private static String change(String right, String wrong) {
        return "# Nothing counts\n\n```java\n" + right + "\n```\n\nbecomes\n\n```java\n" + wrong + "\n```\n";
    }

    @Test
    void aLenientParserThatCannotBeMadeIsNamed() throws Exception {
        assertLenientTold("", "lenient has no lenient parser, which is a file such as test-data/exercises/lenient/coding-wins.md");
        assertLenientTold("# Nothing counts\n", "mine.md: a lenient parser has a heading and a change");
        assertLenientTold(change("this stands nowhere", ""), "mine.md: error: this does not stand in src/main/java/hostling/wire once:\nthis");
        assertLenientTold(change("in.peek()", ""), "mine.md: error: this does not stand in src/main/java/hostling/wire once:\nin.peek()");
    }

    @Tag("stress")
    @Test
    void aLenientParserThatDoesNotCompileIsNamed() throws Exception {
        assertLenientTold(change("int digit = ByteClass.hexDigit(b);", "int digit = \"a\";"), "mine.md: error: ");
        assertLenientTold(change("int digit = ByteClass.hexDigit(b);", "int digit = \"a\";"), "incompatible types");
    }

    @Test
    void ordersArriveAsTheyWereSent() throws IOException {
        RequestCase request = RequestCase.readAll(secret("chunked", "9112-7.1-a")).get(0);
        ResponseCase response = ResponseCase.readAll(secretResponse("chunked", "then open").resolve("responses")).get(0);
        ByteArrayOutputStream pipe = new ByteArrayOutputStream();
        new Orders("word", new HeldBack(List.of(request), List.of(response))).write(pipe);
        Orders read = Orders.read(new ByteArrayInputStream(pipe.toByteArray()));
        RequestCase readRequest = read.heldBack().requests().get(0);
        ResponseCase readResponse = read.heldBack().responses().get(0);
        assertEquals("word", read.password());
        assertEquals(List.of("A heading", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", request.events(), ""), List.of(readRequest.heading(),
                new String(readRequest.input(), UTF_8), readRequest.events(), readRequest.location()));
        assertEquals(List.of("A response", response.script(), "HTTP/1.1 200 \r\n\r\n", ""), List.of(readResponse.heading(), readResponse.script(),
                new String(readResponse.bytes(), UTF_8), readResponse.location()));
    }
}
