package hostling.examine;

import hostling.cases.Finding;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tries the checks one after the other. What fails is tried a second time with more patience before it is reported, as a machine
 * may be busy for a moment. After many silences it waits less, and at the end of its time it tries nothing more: an examination
 * ends.
 */
final class Exam {
    static final Duration PATIENCE = Duration.ofMillis(1_500);
    static final Duration PATIENCE_SECOND = Duration.ofMillis(3_000);
    private static final Duration PATIENCE_LOST = Duration.ofMillis(500);
    private static final int SILENCES_MAX = 6;

    private final Server server;
    private final long deadline;
    private int silences;

    /**
     * @param time how long all of it may take
     */
    Exam(Server server, Duration time) {
        this.server = server;
        this.deadline = System.nanoTime() + time.toNanos();
    }

    /** Tries all checks of a stage; each result is passed on as it comes. */
    void run(Stage stage, Consumer<Result> results) {
        stage.checks().forEach(check -> results.accept(run(check)));
    }

    private Result run(Check check) {
        if (System.nanoTime() >= deadline) {
            return notTried(check, "The time of the examination is over.");
        }
        boolean isPatient = silences <= SILENCES_MAX;
        Result first = attempt(check, isPatient ? PATIENCE : PATIENCE_LOST);
        if (!isPatient || first.verdict() == Verdict.PASSED || first.verdict() == Verdict.NOT_TRIED) {
            return first;
        }
        return attempt(check, PATIENCE_SECOND);
    }

    private Result attempt(Check check, Duration patience) {
        try (Attempt attempt = new Attempt(server, patience)) {
            try {
                Judgement judgement = check.trial().judge(attempt);
                if (attempt.last().filter(talk -> talk.wasSilent() && !judgement.isGood()).isPresent()) {
                    silences++;
                }
                Verdict verdict = judgement.isGood() ? Verdict.PASSED : Verdict.against(judgement.level());
                return result(check, verdict, judgement.problem(), attempt.last());
            } catch (NotTriedException e) {
                return notTried(check, e.getMessage());
            } catch (IOException e) {
                return result(check, Verdict.FAILED, "No connection can be made: " + e.getMessage() + ".", attempt.last());
            }
        }
    }

    private static Result notTried(Check check, String reason) {
        return result(check, Verdict.NOT_TRIED, reason, Optional.empty());
    }

    private static Result result(Check check, Verdict verdict, String reason, Optional<Talk> talk) {
        List<Finding.Part> parts = new ArrayList<>();
        talk.ifPresent(last -> parts.add(new Finding.Sent("sent", last.sent())));
        talk.ifPresent(last -> parts.add(new Finding.Words("came", last.came())));
        parts.add(new Finding.Words("allowed", check.allowed()));
        if (!reason.isEmpty()) {
            parts.add(new Finding.Words(verdict == Verdict.NOT_TRIED ? "needs" : "problem", reason));
        }
        return new Result(check.id(), check.level(), verdict, reason,
                new Finding(check.heading(), check.location(), List.copyOf(parts), check.requirements(), check.chapter()));
    }
}
