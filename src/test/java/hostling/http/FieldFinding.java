package hostling.http;

import hostling.cases.Finding;
import hostling.testing.tutor.FailedCase;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Says what is wrong with an answer to some fields. */
final class FieldFinding {
    private static final String READ = "01-how-a-request-travels.md#a-handler-answers";
    private static final List<String> WRITTEN = List.of(Preconditions.class.getName(), ByteRanges.class.getName());

    private FieldFinding() { }

    /**
     * Fails unless the answer is the expected one. An exception is an answer like any other.
     *
     * @param heading what should be true, as a sentence
     * @param fields  what the client sends
     * @param current what the server has
     */
    static void require(Object expected, Supplier<?> answer, String heading, String fields, String current) {
        Object got = given(answer);
        if (!expected.equals(got)) {
            throw new FailedCase(new Finding(heading, "", List.of(new Finding.Words("sent", fields),
                    new Finding.Words("current", current), new Finding.Words("expected", expected.toString()),
                    new Finding.Words("got", got.toString())), List.of(), READ), "expected " + expected + "; got " + got);
        }
    }

    private static Object given(Supplier<?> answer) {
        try {
            return answer.get();
        } catch (RuntimeException e) {
            String place = Stream.of(e.getStackTrace()).filter(frame -> WRITTEN.contains(frame.getClassName())).findFirst()
                    .map(frame -> ", in " + frame.getFileName() + ":" + frame.getLineNumber()).orElse("");
            return "an exception: " + e + place;
        }
    }
}
