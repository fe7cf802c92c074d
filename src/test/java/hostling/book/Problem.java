package hostling.book;

import hostling.cases.Finding;
import hostling.testing.tutor.FailedCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds the words about a program of the book that does something wrong. */
final class Problem {
    private static final String PROGRAMS = Problem.class.getPackageName() + ".";

    private final String heading;
    private final List<Finding.Part> parts = new ArrayList<>();

    /** @param heading what should be true, as a sentence */
    Problem(String heading) {
        this.heading = heading;
    }

    /** Adds bytes; nothing at all is said in a word. */
    Problem bytes(String label, byte[] bytes) {
        parts.add(bytes.length == 0 ? new Finding.Words(label, "nothing") : new Finding.Sent(label, bytes));
        return this;
    }

    /** Adds bytes with a sign at one of them. */
    Problem bytes(String label, byte[] bytes, int at, String note) {
        parts.add(new Finding.Sent(label, bytes, at, note));
        return this;
    }

    /** Adds a sentence. */
    Problem words(String label, String text) {
        parts.add(new Finding.Words(label, text));
        return this;
    }

    /** Adds what the program threw, and its line. */
    Problem thrown(Throwable thrown) {
        words("problem", "Your code throws " + thrown);
        place(thrown.getStackTrace()).ifPresent(place -> words("at", place));
        return this;
    }

    /** Adds where the thread of the program is, if it is in its code: there it waits, or does not get ahead. */
    Problem now(Thread program) {
        place(program.getStackTrace()).ifPresent(place -> words("at", "The thread of the server is in " + place + "."));
        return this;
    }

    /** The line of a program that was called last. */
    private static Optional<String> place(StackTraceElement[] stack) {
        return Stream.of(stack).filter(frame -> frame.getClassName().startsWith(PROGRAMS) && frame.getFileName().endsWith("Server.java"))
                .findFirst().map(frame -> frame.getFileName() + ":" + frame.getLineNumber());
    }

    /** The failure, with a summary in one line. */
    FailedCase failure(String summary) {
        return new FailedCase(new Finding(heading, "", parts, List.of(), ""), summary);
    }
}
