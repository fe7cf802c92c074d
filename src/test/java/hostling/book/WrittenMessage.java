package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hostling.cases.CaseFile;
import hostling.cases.CaseFormatException;
import hostling.cases.CaseLibrary;
import hostling.cases.Finding;
import hostling.server.ServerInMemory;
import hostling.testing.Transcript;
import hostling.testing.tutor.EventDifference;
import hostling.testing.tutor.FailedCase;
import hostling.wire.Event;
import hostling.wire.Limits;
import hostling.wire.ProtocolException;
import hostling.wire.RequestParser;
import hostling.wire.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One of the messages that a student writes by hand, and what a parser and a server make of it. */
final class WrittenMessage {
    private static final String HTTP = "http";
    private static final String HEAD = "head ";
    private static final String FIELD = "  ";
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.1 ([0-9]{3}) ");
    private static final int ANSWER_BYTES_MAX = 1 << 16;

    private final String heading;
    private final Path file;
    private final CaseFile.Section section;
    private final byte[] bytes;
    private final List<String> events;

    private WrittenMessage(String heading, Path file, CaseFile.Section section) {
        this.heading = heading;
        this.file = file;
        this.section = section;
        bytes = section.bytes(HTTP);
        events = Transcript.of(new RequestParser(Limits.DEFAULT), bytes).lines();
    }

    /**
     * Reads a message.
     *
     * @param heading what should be true, as a sentence
     * @param id      the name of the message in the file
     * @throws FailedCase if the file has not the form of a file of cases, or not this message
     */
    static WrittenMessage read(String heading, Path file, String id) {
        try {
            CaseFile.Section section = CaseFile.readFile(file, Set.of(HTTP)).stream().filter(each -> each.attributes().get("id").equals(id))
                    .findFirst().orElseThrow(() -> new Problem(heading).words("problem", file + " has no message with id=" + id
                            + ". The comments of its sections have to stay as they were.").failure("no message " + id));
            if (section.blocks().get(HTTP).lines().isEmpty()) {
                throw new Problem(heading).words("message", section.heading()).words("problem", "This message is not written yet.")
                        .words("at", file.getFileName() + ":" + section.blocks().get(HTTP).firstLine()).failure("not written yet");
            }
            return new WrittenMessage(heading, file, section);
        } catch (CaseFormatException e) {
            throw new Problem(heading).words("problem", e.getMessage()).words("now", "test-data/requests/README.md tells how bytes are written.")
                    .failure(e.getMessage());
        }
    }

    /** A parser has to find these events, and fields of any kind. */
    WrittenMessage expect(String... expected) {
        return expect(withFieldsOfMessage(List.of(expected)));
    }

    /** A parser has to refuse the message as a whole. The place is told if it does not. */
    WrittenMessage expectRefused(Violation violation, int at) {
        boolean isRefused = events.size() == 1 && events.get(0).startsWith("error " + violation.status() + " " + violation + " ");
        return isRefused ? this : expect(List.of(Transcript.error(violation.status(), violation.toString(), at)));
    }

    private WrittenMessage expect(List<String> expected) {
        if (!events.equals(expected)) {
            EventDifference difference = new EventDifference(bytes, Limits.DEFAULT, expected, events);
            List<Finding.Part> parts = new ArrayList<>(difference.parts());
            problem(expected).ifPresent(problem -> parts.add(new Finding.Words("problem", problem)));
            throw failure(parts, difference.summary());
        }
        return this;
    }

    /** Why the parser waits, in words: its own state only tells what it waits for. */
    private Optional<String> problem(List<String> expected) {
        if (!text().contains(END_OF_HEAD) && events.contains(Transcript.INCOMPLETE)) {
            return Optional.of("The head has no empty line at its end.");
        }
        boolean isMoreThanExpected = events.size() > expected.size() && events.subList(0, expected.size()).equals(expected);
        return isMoreThanExpected ? Optional.of("Bytes stand after the end of the message. The parser takes them for the next one.")
                : Optional.empty();
    }

    private List<String> withFieldsOfMessage(List<String> expected) {
        Iterator<List<String>> fields = fields().iterator();
        List<String> all = new ArrayList<>();
        for (String event : expected) {
            all.add(event);
            if (event.startsWith(HEAD) && fields.hasNext()) {
                all.addAll(fields.next());
            }
        }
        return all;
    }

    /** The field lines of each head, as events. */
    private List<List<String>> fields() {
        return IntStream.range(0, events.size()).filter(i -> events.get(i).startsWith(HEAD))
                .mapToObj(i -> events.stream().skip(i + 1).takeWhile(event -> event.startsWith(FIELD)).toList()).toList();
    }

    /** The first head has to have a field that begins with this: a name in small letters, a colon, and perhaps a value. */
    WrittenMessage expectField(String field) {
        List<String> fields = fields().get(0);
        if (fields.stream().noneMatch(each -> each.startsWith(FIELD + field))) {
            throw differs("a field " + field, fields.stream().map(String::strip).collect(Collectors.joining("\n")));
        }
        return this;
    }

    /** The content has to come in so many chunks. */
    WrittenMessage expectChunks(int count) throws ProtocolException {
        RequestParser parser = new RequestParser(Limits.DEFAULT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int parts = 0;
        for (Event event = parser.next(in); event != null; event = parser.next(in)) {
            parts += event instanceof Event.BodyPart ? 1 : 0;
        }
        if (parts != count) {
            throw differs(count + " chunks with content", parts + (parts == 1 ? " part" : " parts"));
        }
        return this;
    }

    /** A server has to give answers with these statuses, and to close the connection after them if it should. */
    void expectAnswers(ServerInMemory server, boolean isLast, Integer... statuses) throws IOException {
        ServerInMemory.Received answer = server.exchange(bytes, ServerInMemory.Pause.NONE, ANSWER_BYTES_MAX);
        List<Integer> got = STATUS.matcher(new String(answer.bytes(), ISO_8859_1)).results().map(found -> Integer.valueOf(found.group(1)))
                .toList();
        if (!got.equals(List.of(statuses)) || answer.isClosed() != isLast) {
            String expected = answers(List.of(statuses), isLast);
            throw failure(List.of(new Finding.Sent("sent", bytes), new Finding.Words("expected", expected),
                    new Finding.Words("got", answers(got, answer.isClosed())), new Finding.Sent("answer", answer.bytes())),
                    "expected " + expected + "; got " + answers(got, answer.isClosed()));
        }
    }

    private static String answers(List<Integer> statuses, boolean isClosed) {
        return "the statuses " + statuses + ", and the connection " + (isClosed ? "is closed" : "stays open");
    }

    /** The number of bytes up to the empty line, with it; all if there is none. */
    int headBytes() {
        int end = text().indexOf(END_OF_HEAD);
        return end < 0 ? bytes.length : end + END_OF_HEAD.length();
    }

    /** The place of the first LF that has no CR before it. */
    int loneLf() {
        return IntStream.range(0, bytes.length).filter(i -> bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')).findFirst()
                .orElseThrow(() -> differs("a line that ends in LF alone", "lines that all end in CR LF"));
    }

    private String text() {
        return new String(bytes, ISO_8859_1);
    }

    private FailedCase differs(String expected, String got) {
        return failure(List.of(new Finding.Sent("sent", bytes), new Finding.Words("expected", expected), new Finding.Words("got", got)),
                "expected " + expected + "; got " + got);
    }

    private FailedCase failure(List<Finding.Part> parts, String summary) {
        List<String> rules = List.of(section.attributes().get("rfc").split(","));
        return new FailedCase(new Finding(heading, file + ":" + section.line(), parts, CaseLibrary.ofTheProgram().requirements(rules),
                section.chapter()), summary);
    }
}
