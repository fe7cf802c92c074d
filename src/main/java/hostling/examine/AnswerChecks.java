package hostling.examine;

import static hostling.examine.FaultException.require;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hostling.cases.CaseLibrary;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The server answers at all, and what it sends is a response. */
final class AnswerChecks {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [1-5][0-9]{2} [\\t \\x21-\\x7e\\x80-\\xff]*");
    private static final Pattern FIELD_LINE = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\\t \\x21-\\x7e\\x80-\\xff]*");
    private static final Pattern DATE = Pattern.compile("(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} "
            + "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT");
    private static final int OK = 200;

    private AnswerChecks() { }

    static List<Check> all(CaseLibrary library) {
        CheckList list = new CheckList(library, "01-how-a-request-travels.md");
        list.check("answer", "A GET of the page is answered with 200")
                .allowed("a whole response with the status 200").because("9110-9.1-a")
                .tried(attempt -> require(attempt.get().status() == OK, "The status is not 200."));
        list.check("answer-status-line", "The first line is a version, a status code, a reason")
                .allowed("such as HTTP/1.1 200 OK; the space after the code stands there even without a reason").because("9112-4-a")
                .tried(attempt -> require(STATUS_LINE.matcher(headLines(attempt).get(0)).matches(), "The status line has another form."));
        list.check("answer-line-ends", "Every line of the head ends in CR LF")
                .allowed("CR LF after each line, and neither CR nor LF elsewhere in the head").because("9112-2.2-c", "9110-2.2-a")
                .tried(AnswerChecks::lineEnds);
        list.check("answer-fields", "Every field line is a name, a colon, a value")
                .allowed("a token right before the colon; no control byte in the value; no line that begins with white space")
                .because("9110-2.2-a", "9112-5.2-a").tried(AnswerChecks::fields);
        list.check("answer-framing", "The client can tell where the content ends")
                .allowed("a right Content-Length, or right chunks, or the end of the connection")
                .because("9110-8.6-i", "9112-6.2-a").tried(AnswerChecks::framing);
        list.check("answer-date", "The response has a Date")
                .allowed("one Date such as Sun, 06 Nov 1994 08:49:37 GMT").because("9110-6.6.1-b", "9110-5.6.7-b")
                .tried(attempt -> require(DATE.matcher(attempt.get().field("Date")).matches(),
                        "There is no Date of this form."));
        list.check("answer-type", "The response tells the type of its content")
                .allowed("Content-Type, if there is content").because("9110-8.3-a").tried(AnswerChecks::type);
        list.check("answer-version", "A request of HTTP/1.1 is answered by HTTP/1.1")
                .allowed("a status line that begins with HTTP/1.1").because("9110-6.2-a")
                .tried(attempt -> require(attempt.get().minorVersion() == 1, "The response is one of HTTP/1.0."));
        list.check("answer-http-1-0", "A request of HTTP/1.0 needs no Host")
                .allowed("an answer other than 400 and 505").because("9112-3.2-f").tried(AnswerChecks::withoutHost);
        list.check("answer-http-1-0-not-chunked", "A client of HTTP/1.0 gets no chunks")
                .allowed("a response without Transfer-Encoding").because("9112-6.1-i").tried(attempt -> require(
                        !http10(attempt).has("Transfer-Encoding"), "The client knows nothing of Transfer-Encoding."));
        return list.all();
    }

    /** The lines of the head, without their ends. */
    private static List<String> headLines(Attempt attempt) throws IOException {
        return List.of(head(attempt).split("\r?\n"));
    }

    private static String head(Attempt attempt) throws IOException {
        attempt.get();
        String all = new String(attempt.last().orElseThrow().received(), ISO_8859_1);
        return all.split("(?<=\n)\r?\n", 2)[0];
    }

    private static void lineEnds(Attempt attempt) throws IOException {
        require(!head(attempt).replace("\r\n", "").matches("(?s).*[\r\n].*"), "A line of the head does not end in CR LF.");
    }

    private static void fields(Attempt attempt) throws IOException {
        List<String> lines = headLines(attempt);
        for (String line : lines.subList(1, lines.size())) {
            require(FIELD_LINE.matcher(line).matches(), "This is no field line: " + line);
        }
    }

    private static void framing(Attempt attempt) throws IOException {
        Talk talk = attempt.open();
        Reply reply = talk.send("GET", attempt.head("GET", attempt.page(), "Connection: close").substring("GET".length())).requireReply();
        boolean isChunked = reply.field("Transfer-Encoding").toLowerCase(Locale.ROOT).contains("chunked");
        require(!isChunked || !reply.has("Content-Length"), "There are both Content-Length and Transfer-Encoding.");
        long lengths = reply.fields().stream().filter(field -> field.name().equalsIgnoreCase("Content-Length")).count();
        require(lengths <= 1, "Content-Length comes twice.");
        require(lengths == 0 || reply.field("Content-Length").matches("[0-9]+"), "Content-Length is no number.");
        talk.finish();
        require(talk.bytesAfterReplies() == 0, "Bytes come after the end of the content: it is longer than the response says.");
    }

    private static void type(Attempt attempt) throws IOException {
        Reply reply = attempt.get();
        require(reply.content().length == 0 || reply.has("Content-Type"), "There is no Content-Type.");
    }

    private static void withoutHost(Attempt attempt) throws IOException {
        int status = http10(attempt).status();
        require(status != 400 && status != 505, "It was refused with " + status + ".");
    }

    private static Reply http10(Attempt attempt) throws IOException {
        return attempt.open().send("GET", " " + attempt.page() + " HTTP/1.0\r\n\r\n").requireReply();
    }
}
