package hostling.learn;

import hostling.cases.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tries the class of an exercise, in a process of its own: before the real class of the same name stands that of the student.
 * A verdict is written before each check, so that it tells what was tried if the process does not survive that.
 */
public final class Grader {
    private static final Logger JQWIK_LOG = Logger.getLogger("net.jqwik");
    private static final Finding ALL_RIGHT = new Finding("All steps of this exercise are right", "", List.of(), List.of(), "");

    private final Grading grading;
    private final PrintStream answers;
    private final String password;
    private boolean isDone;

    private Grader(Grading grading, PrintStream answers, String password) {
        this.grading = grading;
        this.answers = answers;
        this.password = password;
    }

    /**
     * Tries a class, and ends the process. {@link Orders} come on the standard input. Verdicts go to the standard output, a line
     * each; what the class prints goes to the standard error output.
     *
     * @param arguments the file of the exercise, and the folder of the student
     * @throws IOException if the exercise can't be read
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Orders orders = Orders.read(System.in);
        System.setIn(InputStream.nullInputStream());
        JQWIK_LOG.setLevel(Level.SEVERE);
        Exercise exercise = Exercise.read(Path.of(arguments[0]));
        Grader grader = new Grader(new Grading(exercise, new StudentCode(exercise, Path.of(arguments[1])), orders.heldBack()), answers,
                orders.password());
        Guard guard = new Guard(Thread.currentThread(), grader);
        guard.start();
        Optional<Finding> failure = grader.grading.failure(about -> {
            grader.write(Verdict.State.RUNNING, about);
            guard.begin();
        });
        grader.end(failure.isPresent() ? Verdict.State.FAILED : Verdict.State.PASSED, failure.orElse(ALL_RIGHT));
    }

    /** Ends the process because a check does not come back. */
    void stop(String problem, StackTraceElement[] stack) {
        end(Verdict.State.FAILED, grading.interrupted(problem, stack));
    }

    private synchronized void end(Verdict.State state, Finding finding) {
        if (isDone) {
            return;
        }
        isDone = true;
        try {
            write(state, finding);
        } finally {
            Runtime.getRuntime().halt(0);               // threads of the student would go on
        }
    }

    private synchronized void write(Verdict.State state, Finding finding) {
        answers.println(password + " " + new Verdict(state, grading.stepsPassed(), finding).encoded());
        answers.flush();
    }
}
