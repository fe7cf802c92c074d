package hostling.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import hostling.cases.Bytes;
import hostling.cases.CaseFile;
import hostling.cases.Finding;
import hostling.testing.ChosenCase;
import hostling.testing.tutor.FailedCase;
import hostling.testing.tutor.ResponseFinding;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/**
 * Runs every case of {@code test-data/responses}: in one piece, byte by byte, and with buffers of every size between.
 * The README in that folder says how a case is written.
 */
class ResponseCasesTest {
    private static final Path CASES = Path.of("test-data/responses");
    /** A buffer of this size takes any response at once. */
    private static final int ROOM = 1 << 16;
    private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";

    @TestFactory
    Stream<DynamicNode> responseCases() {
        return CaseFile.readAll(CASES, Set.of("response", "bytes")).stream()
                .filter(section -> ChosenCase.includes(section.attributes().get("id"))).map(ResponseCasesTest::testsOf);
    }

    private static DynamicNode testsOf(CaseFile.Section section) {
        URI source = URI.create(section.file().toUri() + "?line=" + section.line());
        byte[] bytes = bytes(section.blocks().get("bytes").lines(), section.location());
        return dynamicContainer(section.heading(), source, Stream.of(
                dynamicTest("in one piece", source, () -> check(section, bytes, ROOM)),
                dynamicTest("byte by byte", source, () -> checkInPieces(section, bytes, 1)),
                dynamicTest("with buffers of any size", source, () -> IntStream.range(2, bytes.length)
                        .forEach(size -> checkInPieces(section, bytes, size)))));
    }

    private static void checkInPieces(CaseFile.Section section, byte[] bytes, int bufferSize) {
        assumeTrue(new Written(section, ROOM).isExactly(bytes), "it fails in one piece");
        assumeTrue(bufferSize == 1 || new Written(section, 1).isExactly(bytes), "it fails byte by byte");
        check(section, bytes, bufferSize);
    }

    private static void check(CaseFile.Section section, byte[] bytes, int bufferSize) {
        Written written = new Written(section, bufferSize);
        if (!written.isExactly(bytes)) {
            throw ResponseFinding.of(section, bytes, written.bytes, written.problem,
                    bufferSize == ROOM ? OptionalInt.empty() : OptionalInt.of(bufferSize));
        }
    }

    /** What the writer makes of a case, and the problem with which it stopped, if it did. */
    private static final class Written {
        private final byte[] bytes;
        private final String problem;

        Written(CaseFile.Section section, int bufferSize) {
            Script run = new Script(bufferSize);
            String found = "";
            for (String line : section.blocks().get("response").lines()) {
                if (found.isEmpty()) {
                    found = take(run, line, section.location());
                }
            }
            assertTrue(!found.isEmpty() || run.isAtRest(), () -> section.location() + ": a response ends with then open or then close");
            bytes = run.wire();
            problem = found;
        }

        private static String take(Script run, String line, String location) {
            try {
                run.take(line);
                return "";
            } catch (IllegalArgumentException e) {
                throw new AssertionError(location + ": " + line + ": " + e.getMessage(), e);
            } catch (RuntimeException | AssertionError e) {
                return "at the line " + line.strip() + ": " + (e instanceof AssertionError ? e.getMessage() : e);
            }
        }

        boolean isExactly(byte[] expected) {
            return problem.isEmpty() && Arrays.equals(expected, bytes);
        }
    }

    /** A line ends in CR LF unless its last character is a backslash that belongs to no escape. */
    private static byte[] bytes(List<String> lines, String location) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String line : lines) {
            assertFalse(line.endsWith(" "), () -> location + ": write a space at the end of a line as \\x20");
            try {
                int backslashes = line.length() - line.replaceAll("\\\\+$", "").length();
                boolean isOpen = backslashes % 2 == 1;
                bytes.writeBytes(Bytes.read(isOpen ? line.substring(0, line.length() - 1) : line + "\\r\\n"));
            } catch (IllegalArgumentException e) {
                throw new AssertionError(location + ": " + line + ": " + e.getMessage(), e);
            }
        }
        return bytes.toByteArray();
    }

    private static CaseFile.Section aCase() {
        return CaseFile.readAll(CASES, Set.of("response", "bytes")).stream()
                .filter(section -> section.attributes().get("id").equals("length-known")).findFirst().orElseThrow();
    }

    @Test
    void aWrongExpectationFailsWithTheByteTheRuleAndTheChapter() {
        CaseFile.Section section = aCase();
        byte[] right = bytes(section.blocks().get("bytes").lines(), section.location());
        byte[] wrong = right.clone();
        wrong[9] = '5';
        check(section, right, 1);
        Finding finding = assertThrows(FailedCase.class, () -> check(section, wrong, ROOM)).finding();
        assertEquals(section.heading(), finding.heading());
        assertEquals(section.location(), finding.location());
        assertEquals(section.chapter(), finding.chapter());
        assertFalse(finding.requirements().isEmpty());
        List<Integer> carets = finding.parts().stream().filter(part -> part instanceof Finding.Sent)
                .map(part -> ((Finding.Sent) part).at()).toList();
        assertEquals(List.of(9, 9), carets);
    }

    @Test
    void whatFailsInOnePieceIsNotToldAgainForSmallBuffers() {
        assertThrows(TestAbortedException.class, () -> checkInPieces(aCase(), new byte[0], 1));
    }

    /** A typo must not pass as a case. */
    @ParameterizedTest
    @ValueSource(strings = {"too GET HTTP/1.1", "to GET HTTP/1.1 keep", "to GET HTTP/2", "head 20", "Head 200", " A: b",
            "  A b", "length -1", "length", "body 4 \"hello\"", "body \"hello\"", "body 5 hello", "body 1 \"\\q\"",
            "then", "", "then keep", "continue "})
    void anUnknownLineFails(String line) {
        assertThrows(IllegalArgumentException.class, () -> new Script(100).take(line));
    }

    /** Runs the lines of one {@code response} block. */
    private static final class Script {
        private static final Pattern TO = Pattern.compile("to ([A-Z]+) HTTP/1\\.([01])( and close)?");
        private static final Pattern HEAD = Pattern.compile("head ([0-9]{3})(?: (.+))?");
        private static final Pattern FIELD = Pattern.compile("  ([^ :]+):(?: (.+))?");
        private static final Pattern LENGTH = Pattern.compile("length ([0-9]{1,18}|unknown)");
        private static final Pattern BODY = Pattern.compile("body ([0-9]+) \"(.*)\"");
        private static final Pattern THEN = Pattern.compile("then (open|close)");

        private final ResponseWriter writer = new ResponseWriter();
        private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
        private final int bufferSize;
        private String method = "GET";
        private boolean isHttp10;
        private boolean persist;
        private int status;
        private String reason = "";
        private final List<FieldLine> fields = new ArrayList<>();
        private boolean isAtRest = true;

        Script(int bufferSize) {
            this.bufferSize = bufferSize;
        }

        boolean isAtRest() {
            return isAtRest;
        }

        byte[] wire() {
            return wire.toByteArray();
        }

        void take(String line) {
            Matcher to = TO.matcher(line);
            Matcher head = HEAD.matcher(line);
            Matcher field = FIELD.matcher(line);
            Matcher length = LENGTH.matcher(line);
            Matcher body = BODY.matcher(line);
            Matcher then = THEN.matcher(line);
            if (line.equals("continue")) {
                writer.interimContinue();
            } else if (to.matches()) {
                method = to.group(1);
                isHttp10 = to.group(2).equals("0");
                persist = to.group(3) == null;
                fields.clear();
                isAtRest = false;
            } else if (head.matches()) {
                status = Integer.parseInt(head.group(1));
                reason = text(head.group(2));
            } else if (field.matches()) {
                fields.add(new FieldLine(field.group(1), text(field.group(2))));
            } else if (length.matches()) {
                begin(length.group(1));
            } else if (body.matches()) {
                content(Bytes.read(body.group(2)), Integer.parseInt(body.group(1)));
            } else if (then.matches()) {
                end(then.group(1));
            } else {
                throw new IllegalArgumentException("unknown line");
            }
        }

        private static String text(String escaped) {
            return escaped == null ? "" : new String(Bytes.read(escaped), ISO_8859_1);
        }

        private void begin(String length) {
            long bytes = length.equals("unknown") ? ResponseHead.UNKNOWN_LENGTH : Long.parseLong(length);
            writer.begin(new ResponseHead(status, reason, fields, bytes), method.equals("HEAD"), isHttp10, persist,
                    DATE);
        }

        /** Leaves out content that the response can't have, as the loop does. */
        private void content(byte[] bytes, int count) {
            if (bytes.length != count) {
                throw new IllegalArgumentException("the content has " + bytes.length + " bytes");
            }
            ByteBuffer source = ByteBuffer.wrap(bytes);
            boolean done = !writer.hasContent();
            while (!done) {
                ByteBuffer out = ByteBuffer.allocate(bufferSize);
                done = writer.content(source, out);
                send(out, done);
            }
        }

        private void end(String then) {
            boolean done = false;
            while (!done) {
                ByteBuffer out = ByteBuffer.allocate(bufferSize);
                done = writer.end(out);
                send(out, done);
            }
            assertEquals(then.equals("close"), writer.closesAfter(), "whether the connection is closed");
            isAtRest = true;
        }

        private void send(ByteBuffer out, boolean done) {
            assertTrue(done || out.position() > 0, "the writer is not done, but writes nothing into an empty buffer");
            wire.write(out.array(), 0, out.position());
        }
    }
}
