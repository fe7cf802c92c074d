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
    /** How long a check may go on that was begun at the last moment. */
    private static final Duration LAST_CHECK = Duration.ofSeconds(15);
    static final String TIME_IS_OVER = "The time of the examination is over.";
    private static final int SILENCES_MAX = 6;
    private static final int LOST_CONNECTIONS_MAX = 4;

    private final Server server;
    private final long deadline;
    private int silences;
    private int lostConnections;
    private boolean isLost;

    /**
     * @param time how long all of it may take
     */
    Exam(Target target, Duration time) {
        this(target, time, Pace.USUAL);
    }

    /** The same at another pace. */
    Exam(Target target, Duration time, Pace pace) {
        this.deadline = System.nanoTime() + time.toNanos();
        this.server = new Server(target, pace, deadline + LAST_CHECK.toNanos());
    }

    /** Prepares the checks of all stages that will be run: what takes long begins now. Without it, it begins with its stage. */
    void prepare(List<Stage> stages) {
        for (Stage stage : stages) {
            for (Check check : stage.checks()) {
                check.trial().prepare(server);
            }
        }
    }

    /** Tries all checks of a stage; each result is passed on as it comes. */
    void run(Stage stage, Consumer<Result> results) {
        stage.checks().forEach(check -> results.accept(run(check)));
    }

    private Result run(Check check) {
        if (System.nanoTime() >= deadline) {
            return notTried(check, TIME_IS_OVER);
        }
        if (lostConnections > LOST_CONNECTIONS_MAX && !isLost) {
            isLost = !server.recovers();
            lostConnections = 0;
        }
        if (isLost) {
            return notTried(check, "The server takes no connections any more.");
        }
        boolean isPatient = silences <= SILENCES_MAX;
        Result first = attempt(check, isPatient ? server.pace().patience() : server.pace().lostPatience());
        boolean isOver = System.nanoTime() >= deadline;
        if (!isPatient || isOver || first.verdict() == Verdict.PASSED || first.verdict() == Verdict.NOT_TRIED) {
            return first;
        }
        return attempt(check, server.pace().secondPatience());
    }

    private Result attempt(Check check, Duration patience) {
        try (Attempt attempt = new Attempt(server, patience)) {
            try {
                Judgement judgement = check.trial().judge(attempt);
                lostConnections = 0;
                if (attempt.last().filter(talk -> talk.wasSilent() && !judgement.isGood()).isPresent()) {
                    silences++;
                }
                Verdict verdict = judgement.isGood() ? Verdict.PASSED : Verdict.against(judgement.level());
                return result(check, verdict, judgement.problem(), attempt.last(), attempt.notes());
            } catch (NotTriedException e) {
                return notTried(check, e.getMessage());
            } catch (IOException e) {
                lostConnections++;
                return result(check, Verdict.against(check.level()), "No connection can be made: " + e.getMessage() + ".", attempt.last(), List.of());
            }
        }
    }

    private static Result notTried(Check check, String reason) {
        return result(check, Verdict.NOT_TRIED, reason, Optional.empty(), List.of());
    }

    private static Result result(Check check, Verdict verdict, String reason, Optional<Talk> talk, List<String> notes) {
        List<Finding.Part> parts = new ArrayList<>();
        talk.ifPresent(last -> parts.add(new Finding.Sent("sent", last.sent())));
        talk.ifPresent(last -> parts.add(new Finding.Words("came", last.came())));
        parts.add(new Finding.Words("allowed", check.allowed()));
        notes.forEach(note -> parts.add(new Finding.Words("measured", note)));
        if (!reason.isEmpty()) {
            parts.add(new Finding.Words(verdict == Verdict.NOT_TRIED ? "needs" : "problem", reason));
        }
        return new Result(check.id(), check.level(), verdict, reason,
                new Finding(check.heading(), check.location(), List.copyOf(parts), check.requirements(), check.chapter()));
    }
}
