package hostling.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import hostling.cases.Bytes;
import hostling.cases.RequestCase;
import hostling.wire.Limits;
import hostling.wire.RequestParser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs a case on a parser: in one piece, byte by byte, cut in two anywhere, and followed by another request that must
 * not be touched.
 */
public final class CaseRunner {
    /** The request that follows a case. */
    public static final byte[] SECOND_REQUEST = Bytes.latin1("GET /second HTTP/1.1\r\nHost: second\r\n\r\n");

    private static final String SECOND_EVENTS = "\nhead GET /second HTTP/1.1\n  host: second\nend";

    /** Inputs up to this size are cut at every place; longer ones near both ends and at some places between. */
    private static final int EVERY_CUT_BYTES_MAX = 2048;
    private static final int CUTS_AT_EACH_END = 256;
    private static final int BYTES_BETWEEN_CUTS = 397;

    /** The profile "mutation" omits the cuts: they take the most time, and "byte by byte" has all cuts at once. */
    private static final boolean QUICK = Boolean.getBoolean("cases.quick");

    private CaseRunner() { }

    /** All tests of a case, under its heading. */
    public static DynamicContainer testsOf(RequestCase c) {
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(dynamicTest("in one piece", c.source(), () -> checkWhole(c)));
        tests.add(dynamicTest("byte by byte", c.source(), () -> check(c, Bytes.oneByOne(c.input()), "byte by byte")));
        if (!QUICK) {
            tests.add(dynamicTest("cut in two anywhere", c.source(),
                    () -> cuts(c.input().length).forEach(at -> check(c, Bytes.cut(c.input(), at), "cut at " + at))));
        }
        if (!c.isIncomplete()) {
            tests.add(dynamicTest("with a request behind it", c.source(), () -> checkWithSecond(c)));
        }
        return dynamicContainer(c.heading(), c.source(), tests.stream());
    }

    /** Fails unless the case in one piece gives its events. */
    public static void checkWhole(RequestCase c) {
        check(c, List.of(c.input()), "in one piece");
    }

    private static void check(RequestCase c, List<byte[]> segments, String how) {
        Transcript transcript = Transcript.of(new RequestParser(Limits.DEFAULT), segments);
        assertEquals(c.events(), transcript.text(), () -> c.location() + " " + how);
    }

    /** The bytes after a complete request are read as the next one; the bytes after a refusal are not touched. */
    private static void checkWithSecond(RequestCase c) {
        boolean refused = !c.violation().isEmpty();
        Transcript alone = Transcript.of(new RequestParser(Limits.DEFAULT), c.input());
        Transcript both = Transcript.of(new RequestParser(Limits.DEFAULT), Bytes.join(c.input(), SECOND_REQUEST));
        assertEquals(c.events() + (refused ? "" : SECOND_EVENTS), both.text(), c::location);
        assertEquals(alone.bytesTaken() + (refused ? 0 : SECOND_REQUEST.length), both.bytesTaken(), c::location);
    }

    private static IntStream cuts(int length) {
        return IntStream.range(1, length).filter(at -> length <= EVERY_CUT_BYTES_MAX || at <= CUTS_AT_EACH_END
                || at >= length - CUTS_AT_EACH_END || at % BYTES_BETWEEN_CUTS == 0);
    }
}
