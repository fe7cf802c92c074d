package hostling.examine;

import hostling.cases.CaseLibrary;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Examines a server. */
public final class Examiner {
    private static final Duration TIME = Duration.ofSeconds(100);

    private final Target target;
    private final List<Stage> stages;

    /**
     * @param selection which checks to try
     * @throws IllegalArgumentException if there is no stage or check with one of the names
     */
    public Examiner(Target target, Selection selection) {
        this.target = target;
        List<String> unknown = selection.unknown(allStages());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no stage or check is called '" + unknown.get(0) + "'");
        }
        this.stages = Stages.all(CaseLibrary.ofTheProgram(), target).stream().map(selection::of).filter(stage -> !stage.checks().isEmpty()).toList();
    }

    /** The stages and their checks, one line each. */
    public static List<String> list() {
        List<String> lines = new ArrayList<>();
        for (Stage stage : allStages()) {
            lines.add(stage.number() + " " + stage.name() + ": " + stage.title());
            stage.checks().forEach(check -> lines.add("    " + check.id() + " (" + check.level().word() + "): " + check.heading()));
        }
        return lines;
    }

    private static List<Stage> allStages() {
        return Stages.all(CaseLibrary.ofTheProgram());
    }

    /**
     * Tries everything that was selected. This takes less than two minutes, whatever the server does.
     *
     * @param url    how the user names the server
     * @param report is told of each stage at its end
     * @throws NoServerException if there is no server, or none that answers
     */
    public ExamReport examine(String url, Consumer<StageReport> report) throws NoServerException {
        Reply first = firstReply();
        Exam exam = new Exam(target, TIME);
        exam.prepare(stages);
        List<StageReport> reports = new ArrayList<>();
        for (Stage stage : stages) {
            long start = System.nanoTime();
            List<Result> results = new ArrayList<>();
            exam.run(stage, results::add);
            StageReport done = new StageReport(stage.number(), stage.name(), stage.title(), results,
                    Duration.ofNanos(System.nanoTime() - start));
            report.accept(done);
            reports.add(done);
        }
        return new ExamReport(url, first.field("Server"), reports);
    }

    /** Nothing else can be tried at a server that does not answer an ordinary request. */
    private Reply firstReply() throws NoServerException {
        try (Talk talk = Talk.open(target.address(), Pace.USUAL.secondPatience(), Pace.USUAL.secondPatience())) {
            Optional<Reply> reply = talk.send("GET", " " + target.page() + " HTTP/1.1\r\nHost: " + target.authority()
                    + "\r\nConnection: close\r\n\r\n").reply();
            if (reply.isEmpty()) {
                throw new NoServerException("Something listens at " + target.authority() + ", but GET " + target.page()
                        + " got no complete HTTP response (" + talk.came() + "). All other checks need one.");
            }
            return reply.get();
        } catch (IOException e) {
            throw new NoServerException("No server can be reached at " + target.authority() + " (" + e.getMessage()
                    + "). Start it, and give the address at which it listens.");
        }
    }
}
