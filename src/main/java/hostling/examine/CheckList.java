package hostling.examine;

import hostling.cases.CaseLibrary;
import hostling.cases.Requirement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that are written by hand, each as a sentence that begins with {@link #check}. */
final class CheckList {
    private final CaseLibrary library;
    private final String chapter;
    private final List<Check> checks = new ArrayList<>();

    /**
     * @param library has the requirements
     * @param chapter where to read about these checks, as a file of {@code docs}
     */
    CheckList(CaseLibrary library, String chapter) {
        this.library = library;
        this.chapter = chapter;
    }

    /** What is done with the server: it throws {@link FaultException} if something is wrong. */
    @FunctionalInterface
    interface Steps {
        /** Tries it once; {@link Trial#judge} says what it throws. */
        void run(Attempt attempt) throws IOException;
    }

    /** A check whose level follows from its requirements. */
    Draft check(String id, String heading) {
        return new Draft(id, heading);
    }

    /** All checks that have been written. */
    List<Check> all() {
        return List.copyOf(checks);
    }

    /** A check that is being written. */
    final class Draft {
        private final String id;
        private final String heading;
        private String allowed = "";
        private List<Requirement> requirements = List.of();
        private Optional<Level> level = Optional.empty();

        private Draft(String id, String heading) {
            this.id = id;
            this.heading = heading;
        }

        /** The answers that are right, in words. */
        Draft allowed(String words) {
            allowed = words;
            return this;
        }

        /** The ids of the rules that require it. */
        Draft because(String... ids) {
            requirements = library.requirements(List.of(ids));
            return this;
        }

        /** How strictly it is required, if that does not follow from the rules. */
        Draft level(Level chosen) {
            level = Optional.of(chosen);
            return this;
        }

        /** Ends the check. */
        void tried(Steps steps) {
            triedAs(attempt -> {
                steps.run(attempt);
                return Judgement.GOOD;
            });
        }

        /** Ends a check that needs preparation. */
        void triedAs(Trial trial) {
            Level strictest = level.orElseGet(() -> Level.of(requirements));
            checks.add(new Check(id, heading, allowed, strictest, requirements, "", chapter, new Judged(trial, strictest)));
        }
    }

    /** A trial that makes a judgement of a fault. */
    private record Judged(Trial trial, Level level) implements Trial {
        @Override
        public void prepare(Server server) {
            trial.prepare(server);
        }

        @Override
        public Judgement judge(Attempt attempt) throws IOException {
            try {
                return trial.judge(attempt);
            } catch (FaultException e) {
                return Judgement.bad(e.level().orElse(level), e.getMessage());
            }
        }
    }
}
