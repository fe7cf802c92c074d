package hostling.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import hostling.testing.tutor.ResponseFinding;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;

/**
 * Runs a case on a response writer: with all the room there is, byte by byte, and with buffers of every size between. A case that
 * fails with all the room is not tried with less: one mistake is told once.
 */
public final class ResponseCaseRunner {
    /** A buffer of this size takes any response at once. */
    private static final int ROOM = 1 << 16;
    /** So many bytes more than there should be can be a mistake of another kind than a loop without an end. */
    private static final int BYTES_MORE_MAX = 1_000;
    /** Up to so many bytes, a case is tried with buffers of every size; longer ones with the smallest, the largest, and some between. */
    private static final int EVERY_SIZE_BYTES_MAX = 2_048;
    private static final int SIZES_AT_EACH_END = 64;
    private static final int BYTES_BETWEEN_SIZES = 397;

    private ResponseCaseRunner() { }

    /** All tests of these cases, or of the one that is chosen. */
    public static Stream<DynamicContainer> testsOf(List<ResponseCase> cases) {
        return cases.stream().filter(c -> ChosenCase.includes(c.id())).map(c -> dynamicContainer(c.heading(), c.source(), Stream.of(
                dynamicTest("in one piece", c.source(), () -> checkWhole(c)),
                dynamicTest("byte by byte", c.source(), () -> checkByteByByte(c)),
                dynamicTest("with buffers of any size", c.source(), () -> checkAnySize(c)))));
    }

    /** Fails unless the case gives its bytes if there is room for all of them. */
    public static void checkWhole(ResponseCase c) {
        check(c, ROOM);
    }

    /** Fails unless the case gives its bytes however small the buffers are, if it gives them in one piece. */
    public static void checkInPieces(ResponseCase c) {
        checkByteByByte(c);
        checkAnySize(c);
    }

    private static void checkByteByByte(ResponseCase c) {
        assumeTrue(new Written(c, ROOM).isRight(), "it fails in one piece");
        check(c, 1);
    }

    private static void checkAnySize(ResponseCase c) {
        assumeTrue(new Written(c, ROOM).isRight(), "it fails in one piece");
        assumeTrue(new Written(c, 1).isRight(), "it fails byte by byte");
        sizes(c.bytes().length).forEach(size -> check(c, size));
    }

    private static IntStream sizes(int length) {
        return IntStream.range(2, length).filter(size -> length <= EVERY_SIZE_BYTES_MAX || size <= SIZES_AT_EACH_END
                || size >= length - SIZES_AT_EACH_END || size % BYTES_BETWEEN_SIZES == 0);
    }

    private static void check(ResponseCase c, int bufferSize) {
        Written written = new Written(c, bufferSize);
        if (!written.isRight()) {
            throw ResponseFinding.of(c, written.bytes, written.problem, bufferSize == ROOM ? OptionalInt.empty() : OptionalInt.of(bufferSize));
        }
    }

    /** What the writer makes of a case, and the problem with which it stopped, if it did. */
    private static final class Written {
        private final byte[] expected;
        private final byte[] bytes;
        private final String problem;

        Written(ResponseCase c, int bufferSize) {
            expected = c.bytes();
            ResponseScript script = new ResponseScript(bufferSize, expected.length + BYTES_MORE_MAX);
            problem = c.script().stream().map(line -> problem(script, line)).filter(found -> !found.isEmpty()).findFirst().orElse("");
            bytes = script.wire();
        }

        private static String problem(ResponseScript script, String line) {
            try {
                script.take(line);
                return "";
            } catch (ResponseScript.WriterFault e) {
                return "at the line " + line.strip() + ": " + e.getMessage();
            } catch (RuntimeException | AssertionError e) {
                return "at the line " + line.strip() + ": " + e + Outcome.place(e);
            }
        }

        boolean isRight() {
            return problem.isEmpty() && Arrays.equals(expected, bytes);
        }
    }
}
