package hostling.learn;

import hostling.cases.Finding;
import hostling.testing.tutor.FailedCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries the class of an exercise, which is the one that these classes see, step by step up to the first failure. */
final class Grading {
    /** What the empty classes throw. */
    private static final String NOT_WRITTEN = "not written yet";
    private static final int RESERVE_BYTES = 1 << 20;

    private final Exercise exercise;
    private final StudentCode code;
    private final HeldBack heldBack;
    private volatile Finding about = new Finding("The first check", "", List.of(), List.of(), "");
    private volatile int stepsPassed;
    /** Memory to tell in that there is none. */
    private byte[] reserve = new byte[RESERVE_BYTES];

    /** @param heldBack cases that are tried after the steps, as one more step */
    Grading(Exercise exercise, StudentCode code, HeldBack heldBack) {
        this.exercise = exercise;
        this.code = code;
        this.heldBack = heldBack;
    }

    /** Hears of each check before it is tried. */
    interface Listener {
        /** What is known about the next check. */
        void begin(Finding about) throws Exception;
    }

    /** The first failure, or nothing. */
    Optional<Finding> failure(Listener listener) {
        try {
            Checks checks = new Checks(exercise);
            for (Exercise.Step step : exercise.steps()) {
                pass(checks.of(step), listener);
            }
            if (!heldBack.isEmpty()) {
                pass(checks.of(heldBack), listener);
            }
            return Optional.empty();
        } catch (Throwable e) {                         // whatever the class of a student may throw
            reserve = null;
            return Optional.of(told(e));
        }
    }

    private void pass(List<Check> step, Listener listener) throws Throwable {
        for (Check check : step) {
            about = check.about();
            listener.begin(about);
            check.trial().execute();
        }
        stepsPassed++;                                  // by one thread alone
    }

    /** How many steps are right. */
    int stepsPassed() {
        return stepsPassed;
    }

    /** What is tried now, with a problem that came up from outside. */
    Finding interrupted(String problem, StackTraceElement[] stack) {
        List<Finding.Part> parts = new ArrayList<>(about.parts());
        parts.add(new Finding.Words("problem", problem));
        code.place(stack).ifPresent(place -> parts.add(new Finding.Words("at", place)));
        return new Finding(about.heading(), about.location(), parts, about.requirements(), about.chapter());
    }

    private Finding told(Throwable thrown) {
        Throwable cause = thrown instanceof Checks.FailedTest ? thrown.getCause() : thrown;
        Optional<String> breakdown = breakdown(cause);
        if (breakdown.isPresent()) {
            return interrupted(breakdown.get(), cause.getStackTrace());
        } else if (thrown instanceof Checks.FailedTest failed) {
            return forStudents(failed.finding());
        }
        return forStudents(thrown instanceof FailedCase failed ? failed.finding()
                : interrupted("Your class throws " + cause, cause.getStackTrace()));
    }

    private static Optional<String> breakdown(Throwable cause) {
        if (cause instanceof StackOverflowError) {
            return Optional.of("Your code calls itself again and again, until the stack is full (StackOverflowError).");
        } else if (cause instanceof OutOfMemoryError) {
            return Optional.of("Your code asks for more and more memory, until there is none (OutOfMemoryError).");
        } else if (cause instanceof ExceptionInInitializerError) {
            return Optional.of("A static field of a class can't be made: " + cause.getCause());
        }
        return Optional.empty();
    }

    /** Without the command, which would try the real class. */
    private Finding forStudents(Finding finding) {
        List<Finding.Part> parts = new ArrayList<>(finding.parts());
        if (finding.parts().stream().anyMatch(part -> part instanceof Finding.Words words && words.text().contains(NOT_WRITTEN))) {
            parts.add(new Finding.Words("now", "Nothing is wrong: at this place there is "
                    + (exercise.classNames().isEmpty() ? "nothing" : "no code") + " yet. Read " + exercise.file() + ", and write the first lines."));
        }
        String chapter = finding.location().isEmpty() ? exercise.chapter() : finding.chapter();
        return new Finding(finding.heading(), finding.location(), parts, finding.requirements(), chapter);
    }
}
