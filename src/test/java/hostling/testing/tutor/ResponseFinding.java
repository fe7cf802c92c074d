package hostling.testing.tutor;

import hostling.cases.Finding;
import hostling.testing.ResponseCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Says how a response writer fails a case. */
public final class ResponseFinding {
    private static final String CHAPTER_ON_WRITES = "01-how-a-request-travels.md#the-bytes-leave";

    private ResponseFinding() { }

    /**
     * The failure of a case.
     *
     * @param written    what was
     * @param problem    with what the writer stopped, or the empty string
     * @param bufferSize the size of the buffers, if with all the room that there is the bytes are right
     */
    public static FailedCase of(ResponseCase failed, byte[] written, String problem, OptionalInt bufferSize) {
        byte[] expected = failed.bytes();
        int at = Arrays.mismatch(expected, written);
        List<Finding.Part> parts = new ArrayList<>();
        parts.add(new Finding.Words("response", String.join("\n", failed.script())));
        parts.add(sent("expected", expected, at, "is due"));
        parts.add(sent("got", written, at, "was written"));
        if (!problem.isEmpty()) {
            parts.add(new Finding.Words("problem", problem));
        }
        bufferSize.ifPresent(size -> parts.add(new Finding.Words("buffers", "of " + size + (size == 1 ? " byte. " : " bytes. ")
                + "With enough room the bytes are right. But the network takes as much as it likes: a writer must be able to stop after "
                + "any byte, and to go on with the next one.")));
        List<String> rules = bufferSize.isPresent() ? List.of() : failed.requirements();
        return new FailedCase(new Finding(failed.heading(), failed.location(), parts, CaseFinding.requirements(rules),
                bufferSize.isPresent() ? CHAPTER_ON_WRITES : failed.chapter(), "mvn test -Dtest=ResponseCasesTest -Dcase=" + failed.id()),
                problem.isEmpty() ? "the bytes differ from byte " + at + " on" : problem);
    }

    /** Bytes with the first that differs, if one does. */
    private static Finding.Sent sent(String label, byte[] bytes, int at, String what) {
        return at < 0 ? new Finding.Sent(label, bytes)
                : new Finding.Sent(label, bytes, at, (at < bytes.length ? "this byte " : "nothing more ") + what);
    }
}
