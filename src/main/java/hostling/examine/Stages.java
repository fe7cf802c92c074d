package hostling.examine;

import hostling.cases.CaseLibrary;
import java.util.ArrayList;
import java.util.List;

/** All stages, in the order in which a server is usually built. */
final class Stages {
    private static final String ASSIGNMENT = "assignment";

    private Stages() { }

    /** The stages for a server: that of the assignment is one of them if the user has named a path for it. */
    static List<Stage> all(CaseLibrary library, Target target) {
        return all(library).stream()
                .filter(stage -> !stage.name().equals(ASSIGNMENT) || AssignmentChecks.areAskedFor(target)).toList();
    }

    /** All stages with their checks. */
    static List<Stage> all(CaseLibrary library) {
        CaseChecks cases = new CaseChecks(library);
        List<Stage> stages = new ArrayList<>();
        add(stages, "answer", "It answers", AnswerChecks.all(library));
        add(stages, "request-line", "It reads the request line", RequestLineChecks.all(library),
                cases.accepted("basic", "request-line", "versions", "targets"));
        add(stages, "fields", "It reads the fields", cases.accepted("fields", "host"));
        add(stages, "keep-alive", "It keeps the connection for the next request", KeepAliveChecks.all(library));
        add(stages, "pipelining", "It reads requests that are sent without waiting", PipeliningChecks.all(library),
                cases.accepted("pipelining"));
        add(stages, "length", "It reads content whose length is given", ContentChecks.length(library), cases.accepted("framing"));
        add(stages, "chunked", "It reads content in chunks", ContentChecks.chunked(library),
                cases.accepted("chunked", "chunk-extensions", "trailers", "expect"));
        add(stages, "refusals", "It refuses what is no request, and what is too large", cases.refused(), LimitChecks.all(library));
        add(stages, "crowd", "It serves many at once, and slow clients keep nobody waiting", CrowdChecks.all(library));
        add(stages, "files", "It serves files", FileChecks.all(library), RangeChecks.all(library));
        add(stages, "escape", "It stays in the folder of the site", EscapeChecks.all(library));
        add(stages, "hostile", "It has one reading of hostile requests", cases.hostile());
        add(stages, "timeouts", "It does not wait for ever", TimeoutChecks.all(library));
        add(stages, "siege", "It stands a siege", SiegeChecks.all(library));
        add(stages, ASSIGNMENT, "It does what assignments ask", AssignmentChecks.all(library));
        return List.copyOf(stages);
    }

    @SafeVarargs
    private static void add(List<Stage> stages, String name, String title, List<Check>... groups) {
        List<Check> checks = new ArrayList<>();
        for (List<Check> group : groups) {
            checks.addAll(group);
        }
        stages.add(new Stage(stages.size() + 1, name, title, List.copyOf(checks)));
    }
}
