package hostling.examine;

import hostling.cases.CaseLibrary;
import java.util.ArrayList;
import java.util.List;

/** All stages, in the order in which a server is usually built. */
final class Stages {
    private Stages() { }

    /** The stages with their checks. */
    static List<Stage> all(CaseLibrary library) {
        CaseChecks cases = new CaseChecks(library);
        List<Stage> stages = new ArrayList<>();
        add(stages, "request-line", "It reads the request line", cases.accepted("basic", "request-line", "versions", "targets"));
        add(stages, "fields", "It reads the fields", cases.accepted("fields", "host"));
        add(stages, "pipelining", "It reads requests that are sent without waiting", cases.accepted("pipelining"));
        add(stages, "length", "It reads content whose length is given", cases.accepted("framing"));
        add(stages, "chunked", "It reads content in chunks",
                cases.accepted("chunked", "chunk-extensions", "trailers", "expect"));
        add(stages, "refusals", "It refuses what is no request", cases.refused());
        add(stages, "hostile", "It has one reading of hostile requests", cases.hostile());
        return List.copyOf(stages);
    }

    private static void add(List<Stage> stages, String name, String title, List<Check> checks) {
        stages.add(new Stage(stages.size() + 1, name, title, checks));
    }
}
