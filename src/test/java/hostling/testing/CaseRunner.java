package hostling.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import hostling.cases.Bytes;
import hostling.cases.RequestCase;
import hostling.testing.tutor.CaseFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs a case on a parser: in one piece, byte by byte, cut in two anywhere, followed by another request that must not be
 * touched, and after another request of which nothing must be left. A case that fails in one piece is not tried in pieces: one mistake is told once.
 */
public final class CaseRunner {
    /** The request that follows a case. */
    public static final byte[] SECOND_REQUEST = Bytes.latin1("GET /second HTTP/1.1\r\nHost: second\r\n\r\n");

    private static final List<String> SECOND_EVENTS = List.of("head GET /second HTTP/1.1", "  host: second", "end");

    /** The request before a case: the machines of the parser have worked on it. */
    private static final byte[] FIRST_REQUEST =
            Bytes.latin1("POST /first HTTP/1.1\r\nHost: first\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

    private static final List<String> FIRST_EVENTS = List.of("head POST /first HTTP/1.1", "  host: first", "  transfer-encoding: chunked",
            "end");

    /** Inputs up to this size are cut at every place; longer ones near both ends and at some places between. */
    private static final int EVERY_CUT_BYTES_MAX = 2048;
    private static final int CUTS_AT_EACH_END = 256;
    private static final int BYTES_BETWEEN_CUTS = 397;

    /** The profile "mutation" omits the cuts: they take the most time, and "byte by byte" has all cuts at once. */
    private static final boolean QUICK = Boolean.getBoolean("cases.quick");

    private final RequestCase tried;
    private final List<String> expected;

    private CaseRunner(RequestCase tried) {
        this.tried = tried;
        this.expected = List.of(tried.events().split("\n"));
    }

    /** All tests of these cases, or of the one that is chosen. */
    public static Stream<DynamicContainer> testsOf(List<RequestCase> cases) {
        return cases.stream().filter(c -> ChosenCase.includes(c.id())).map(c -> new CaseRunner(c).tests());
    }

    /** Fails unless the case in one piece gives its events. */
    public static void checkWhole(RequestCase c) {
        new CaseRunner(c).inOnePiece();
    }

    /**
     * Fails unless the case gives its events however it is cut, leaves the bytes after it alone, and does not depend on a request
     * before it, if it gives them in one piece.
     */
    public static void checkInPieces(RequestCase c) {
        CaseRunner runner = new CaseRunner(c);
        runner.byteByByte();
        runner.cutInTwo();
        if (!c.isIncomplete()) {
            runner.withASecondRequest();
        }
        runner.afterAFirstRequest();
    }

    /** Fails unless the case gives the same events byte by byte, if it gives them in one piece. */
    static void checkByteByByte(RequestCase c) {
        new CaseRunner(c).byteByByte();
    }

    /** All tests of a case, under its heading. */
    private DynamicContainer tests() {
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(dynamicTest("in one piece", tried.source(), this::inOnePiece));
        tests.add(dynamicTest("byte by byte", tried.source(), this::byteByByte));
        if (!QUICK) {
            tests.add(dynamicTest("cut in two anywhere", tried.source(), this::cutInTwo));
        }
        if (!tried.isIncomplete()) {
            tests.add(dynamicTest("with a request after it", tried.source(), this::withASecondRequest));
        }
        tests.add(dynamicTest("after another request", tried.source(), this::afterAFirstRequest));
        return dynamicContainer(tried.heading(), tried.source(), tests.stream());
    }

    private void inOnePiece() {
        Outcome outcome = whole();
        if (!outcome.isExactly(expected)) {
            throw new CaseFinding(tried).inOnePiece(expected, outcome);
        }
    }

    /** A failure is told with a single cut, if there is one that is enough for it. */
    private void byteByByte() {
        assumeTrue(whole().isExactly(expected), "it fails in one piece");
        Outcome outcome = Outcome.of(Bytes.oneByOne(tried.input()));
        if (!outcome.isExactly(expected)) {
            firstWrongCut().ifPresent(at -> {
                throw new CaseFinding(tried).cut(at, expected, cutAt(at));
            });
            throw new CaseFinding(tried).byteByByte(expected, outcome);
        }
    }

    private void cutInTwo() {
        assumeTrue(whole().isExactly(expected), "it fails in one piece");
        assumeTrue(Outcome.of(Bytes.oneByOne(tried.input())).isExactly(expected), "it fails byte by byte");
        firstWrongCut().ifPresent(at -> {
            throw new CaseFinding(tried).cut(at, expected, cutAt(at));
        });
    }

    private OptionalInt firstWrongCut() {
        return cuts(tried.input().length).filter(at -> !cutAt(at).isExactly(expected)).findFirst();
    }

    /** The bytes after a complete request are read as the next one; the bytes after a refusal are not touched. */
    private void withASecondRequest() {
        Outcome alone = whole();
        assumeTrue(alone.isExactly(expected), "it fails in one piece");
        boolean refused = !tried.violation().isEmpty();
        List<String> both = new ArrayList<>(expected);
        both.addAll(refused ? List.of() : SECOND_EVENTS);
        Outcome outcome = Outcome.of(List.of(Bytes.join(tried.input(), SECOND_REQUEST)));
        if (!outcome.isExactly(both) || outcome.bytesTaken() != alone.bytesTaken() + (refused ? 0 : SECOND_REQUEST.length)) {
            throw new CaseFinding(tried).withAnotherBehind(SECOND_REQUEST, both, outcome);
        }
    }

    /** A parser is used for all requests of a connection, and begins anew with each. */
    private void afterAFirstRequest() {
        Outcome alone = whole();
        assumeTrue(alone.isExactly(expected), "it fails in one piece");
        List<String> both = new ArrayList<>(FIRST_EVENTS);
        both.addAll(expected);
        Outcome outcome = Outcome.of(List.of(Bytes.join(FIRST_REQUEST, tried.input())));
        if (!outcome.isExactly(both) || outcome.bytesTaken() != FIRST_REQUEST.length + alone.bytesTaken()) {
            throw new CaseFinding(tried).afterAnother(FIRST_REQUEST, both, outcome);
        }
    }

    private Outcome whole() {
        return Outcome.of(List.of(tried.input()));
    }

    private Outcome cutAt(int index) {
        return Outcome.of(Bytes.cut(tried.input(), index));
    }

    private static IntStream cuts(int length) {
        return IntStream.range(1, length).filter(at -> length <= EVERY_CUT_BYTES_MAX || at <= CUTS_AT_EACH_END
                || at >= length - CUTS_AT_EACH_END || at % BYTES_BETWEEN_CUTS == 0);
    }
}
