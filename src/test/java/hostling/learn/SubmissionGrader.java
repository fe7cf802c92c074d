package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.cases.Finding;
import hostling.project.arch.SubmittedCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Grades one submission: whatever is in it, there is a grade for each exercise. */
final class SubmissionGrader {
    private static final int PATIENCE_SECONDS = 10;
    private static final int SECONDS_MAX = 120;
    private static final int TRIES = 1_000;
    private static final int COMPILE_SECONDS_MAX = 60;
    private static final String RULES = "exercises.md#rules-for-your-code";
    private static final Finding NOTHING = finding("");

    private final List<Exercise> exercises;
    private final Points points;
    private final Map<String, HeldBack> heldBack;
    private final String salt;
    private final String lenient;
    private final String classPath;

    /**
     * @param heldBack cases that the students do not know, by the names of exercises
     * @param salt     a word of the teacher, from which the seeds of the properties are made, with the name of the student
     * @param lenient  a folder with lenient parsers that the students do not know; empty for ours
     */
    SubmissionGrader(List<Exercise> exercises, Points points, Map<String, HeldBack> heldBack, String salt, String lenient,
            String classPath) {
        this.exercises = exercises;
        this.points = points;
        this.heldBack = heldBack;
        this.salt = salt;
        this.lenient = lenient;
        this.classPath = classPath;
    }

    Grades grade(Submission submission) throws InterruptedException {
        List<Grade> grades = new ArrayList<>();
        List<String> remarks = new ArrayList<>(submission.remarks());
        for (Exercise each : exercises) {
            grades.add(grade(submission, each, remarks));
        }
        return new Grades(submission.student(), grades, remarks);
    }

    private Grade grade(Submission submission, Exercise exercise, List<String> remarks) throws InterruptedException {
        try {
            Optional<String> missing = missing(submission, exercise);
            if (missing.isPresent()) {
                return none(exercise, missing.get(), finding("Nothing to grade: " + missing.get()));
            }
            if (SourceText.isSame(submission.folder(), exercise, Written::real)) {
                remarks.add(exercise.name() + " is the solution of the project, but for comments and spaces");
            }
            Effort effort = new Effort(PATIENCE_SECONDS, SECONDS_MAX, TRIES, seed(salt, submission.student()),
                    heldBack.getOrDefault(exercise.name(), HeldBack.NONE), lenient);
            Attempt attempt = new Attempt(submission.folder(), submission.folder().resolveSibling("work"), classPath, effort);
            Optional<Finding> before = inTime(() -> attempt.beforeItRuns(exercise));
            if (before.isPresent()) {
                return none(exercise, "does not compile", before.get());
            }
            List<SubmittedCode.Broken> broken = exercise.classNames().isEmpty() ? List.of()
                    : SubmittedCode.broken(attempt.classes(exercise), exercise.classNames());
            if (!broken.isEmpty()) {
                remarks.add((exercise.name() + " breaks a rule: " + broken.get(0).found() + " " + broken.get(0).place()).strip());
                return none(exercise, "breaks a rule", finding(broken.get(0)));
            }
            return graded(exercise, attempt.run(exercise));
        } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
            remarks.add(exercise.name() + " could not be graded: " + e);
            return none(exercise, "could not be graded", finding("It could not be graded", new Finding.Words("problem", String.valueOf(e))));
        }
    }

    private static Optional<String> missing(Submission submission, Exercise exercise) throws IOException {
        List<String> missing = exercise.files().stream().filter(each -> !Files.exists(each.in(submission.folder()))).map(Written::name).toList();
        if (!missing.isEmpty()) {
            return Optional.of(missing.size() == exercise.files().size() ? "not handed in" : String.join(", ", missing) + " is missing");
        }
        return SourceText.isSame(submission.folder(), exercise, Written::blank) ? Optional.of("not begun") : Optional.empty();
    }

    /** The compiler can't be asked to stop: a thread that it keeps ends with the program. */
    private static <T> T inTime(Callable<T> compiling) throws InterruptedException, ExecutionException, TimeoutException {
        FutureTask<T> task = new FutureTask<>(compiling);
        Thread thread = new Thread(task, "compiler");
        thread.setDaemon(true);
        thread.start();
        return task.get(COMPILE_SECONDS_MAX, TimeUnit.SECONDS);
    }

    private Grade graded(Exercise exercise, Verdict verdict) {
        int steps = exercise.steps().size();
        double most = points.most(Points.Part.EXERCISES, exercise.name());
        double own = points.of(most, verdict.stepsPassed(), steps);
        double reached = verdict.isPassed() ? own + heldBackPoints(exercise) : own;
        double all = most + heldBackPoints(exercise);
        if (verdict.isPassed()) {
            return new Grade(exercise.name(), exercise.title(), reached, all, "all right", NOTHING, NOTHING);
        }
        boolean isHeldBack = verdict.stepsPassed() >= steps;
        String result = isHeldBack ? "held-back cases" : "step " + (verdict.stepsPassed() + 1) + " of " + steps;
        return new Grade(exercise.name(), exercise.title(), reached, all, result,
                isHeldBack ? heldBack(verdict.finding()) : verdict.finding(), verdict.finding());
    }

    private double heldBackPoints(Exercise exercise) {
        return heldBack.containsKey(exercise.name()) ? points.most(Points.Part.HELD_BACK, exercise.name()) : 0;
    }

    private Grade none(Exercise exercise, String result, Finding finding) {
        double most = points.most(Points.Part.EXERCISES, exercise.name()) + heldBackPoints(exercise);
        return new Grade(exercise.name(), exercise.title(), 0, most, result, finding, finding);
    }

    /** The heading and the rule, and nothing of the bytes. */
    private static Finding heldBack(Finding finding) {
        return new Finding(finding.heading(), "", List.of(new Finding.Words("held back",
                "This is a case of your teacher, which the exercise does not show.")), finding.requirements(), finding.chapter());
    }

    private static Finding finding(SubmittedCode.Broken broken) {
        return new Finding("The class keeps the rules", "", List.of(new Finding.Words("rule", broken.rule()), new Finding.Words("found",
                broken.found()), new Finding.Words("at", broken.place()), new Finding.Words("now", "So the class was not tried.")), List.of(), RULES);
    }

    private static Finding finding(String heading, Finding.Part... parts) {
        return new Finding(heading, "", List.of(parts), List.of(), "");
    }

    /** The same for the same words, and another one for another student. */
    static String seed(String salt, String student) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((salt + "\n" + student).getBytes(UTF_8));
            return String.valueOf(ByteBuffer.wrap(hash).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
