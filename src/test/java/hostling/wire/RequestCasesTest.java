package hostling.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import hostling.testing.Bytes;
import hostling.testing.RequestCase;
import hostling.testing.TargetServer;
import hostling.testing.Transcript;

/**
 * Runs every case of {@code test-data/requests}: in one piece, byte by byte, cut in two anywhere, and with another
 * request behind it that must be left alone. The README in that folder says how a case is written.
 */
class RequestCasesTest {
    private static final Path CASES = Path.of("test-data/requests");

    /** Inputs up to this size are cut at every place; longer ones at both ends and here and there between. */
    private static final int EVERY_CUT_BYTES_MAX = 2048;
    private static final int CUTS_AT_EACH_END = 256;
    private static final int BYTES_BETWEEN_CUTS = 397;

    private static final byte[] NEXT_REQUEST = Bytes.latin1("GET /next HTTP/1.1\r\nHost: next\r\n\r\n");
    private static final String NEXT_EVENTS = "\nhead GET /next HTTP/1.1\n  host: next\nend";

    @TestFactory
    Stream<DynamicNode> requestCases() {
        return RequestCase.readAll(CASES).stream()
                .map(c -> dynamicContainer(c.heading(), c.source(), testsOf(c).stream()));
    }

    private static List<DynamicTest> testsOf(RequestCase c) {
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(dynamicTest("in one piece", c.source(), () -> checkWhole(c)));
        tests.add(dynamicTest("byte by byte", c.source(), () -> check(c, Bytes.oneByOne(c.input()), "byte by byte")));
        tests.add(dynamicTest("cut in two anywhere", c.source(),
                () -> cuts(c.input().length).forEach(at -> check(c, Bytes.cut(c.input(), at), "cut at " + at))));
        if (!c.isIncomplete()) {
            tests.add(dynamicTest("with a request behind it", c.source(), () -> checkWithNext(c)));
        }
        return tests;
    }

    private static void checkWhole(RequestCase c) {
        check(c, List.of(c.input()), "in one piece");
    }

    private static void check(RequestCase c, List<byte[]> segments, String how) {
        Transcript transcript = Transcript.of(new RequestParser(Limits.DEFAULT), segments);
        assertEquals(c.events(), transcript.text(), () -> c.location() + " " + how);
    }

    /** What follows a whole request is read as the next one; what follows a refusal is not touched. */
    private static void checkWithNext(RequestCase c) {
        boolean refused = !c.violation().isEmpty();
        Transcript alone = Transcript.of(new RequestParser(Limits.DEFAULT), c.input());
        Transcript both = Transcript.of(new RequestParser(Limits.DEFAULT), Bytes.join(c.input(), NEXT_REQUEST));
        assertEquals(c.events() + (refused ? "" : NEXT_EVENTS), both.text(), c::location);
        assertEquals(alone.bytesTaken() + (refused ? 0 : NEXT_REQUEST.length), both.bytesTaken(), c::location);
    }

    private static IntStream cuts(int length) {
        return IntStream.range(1, length).filter(at -> length <= EVERY_CUT_BYTES_MAX || at <= CUTS_AT_EACH_END
                || at >= length - CUTS_AT_EACH_END || at % BYTES_BETWEEN_CUTS == 0);
    }

    /** The names of the refusals are the list of what is tested: none of them is there without a case. */
    @Test
    void everyViolationIsTheOutcomeOfACase() {
        Set<Violation> without = EnumSet.allOf(Violation.class);
        RequestCase.readAll(CASES).stream().map(RequestCase::violation).filter(name -> !name.isEmpty())
                .forEach(name -> without.remove(Violation.valueOf(name)));
        assertEquals(Set.of(), without);
    }

    @Test
    void aWrongExpectationFails() {
        RequestCase right = RequestCase.readAll(CASES).stream()
                .filter(c -> c.id().equals("simple-get")).findFirst().orElseThrow();
        RequestCase wrong = new RequestCase(right.heading(), right.id(), right.location(), right.source(),
                right.input(), right.events().replace("GET", "PUT"));
        AssertionError error = assertThrows(AssertionError.class, () -> checkWhole(wrong));
        assertTrue(error.getMessage().contains(right.location()), error.getMessage());
    }

    /** With {@code -Dcases.target=HOST:PORT} what is refused here has to be refused there; without it, no test. */
    @TestFactory
    Stream<DynamicTest> theServerThatIsNamedRefusesTheSame() {
        return TargetServer.fromProperty().stream().flatMap(server -> RequestCase.readAll(CASES).stream()
                .filter(c -> !c.violation().isEmpty())
                .map(c -> dynamicTest(c.heading(), c.source(), () -> server.check(c))));
    }
}
