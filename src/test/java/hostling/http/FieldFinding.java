package hostling.http;

import hostling.cases.Finding;
import hostling.testing.tutor.FailedCase;
import java.util.List;

/** Says what is wrong with an answer to some fields. */
final class FieldFinding {
    private static final String READ = "01-how-a-request-travels.md#a-handler-answers";

    private FieldFinding() { }

    /**
     * Fails unless the answer is the expected one.
     *
     * @param heading what should be true, as a sentence
     * @param fields  what the client sends
     * @param current what the server has
     */
    static void require(Object expected, Object got, String heading, String fields, String current) {
        if (!expected.equals(got)) {
            throw new FailedCase(new Finding(heading, "", List.of(new Finding.Words("sent", fields),
                    new Finding.Words("current", current), new Finding.Words("expected", expected.toString()),
                    new Finding.Words("got", got.toString())), List.of(), READ), "expected " + expected + "; got " + got);
        }
    }
}
