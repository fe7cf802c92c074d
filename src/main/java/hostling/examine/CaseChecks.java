package hostling.examine;

import hostling.cases.CaseLibrary;
import hostling.cases.RequestCase;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The cases of {@code test-data} as checks of any server. */
final class CaseChecks {
    /** The limits in these files and cases are ours; another server may have others. */
    private static final Set<String> OUR_LIMITS = Set.of("requests/limits.md", "hostile/sizes.md");
    private static final Set<String> CASES_OF_OUR_LIMITS = Set.of("limits-begin-anew");

    private final CaseLibrary library;

    CaseChecks(CaseLibrary library) {
        this.library = library;
    }

    /** The requests in these files of {@code test-data/requests} that must be read. */
    List<Check> accepted(String... files) {
        return checks(library.requests(), c -> c.violation().isEmpty() && List.of(files).contains(fileOf(c)));
    }

    /** The requests that must be refused, except hostile ones. */
    List<Check> refused() {
        return checks(library.requests(), c -> !c.violation().isEmpty());
    }

    /** The hostile requests. */
    List<Check> hostile() {
        return checks(library.hostile(), c -> true);
    }

    private List<Check> checks(List<RequestCase> cases, Predicate<RequestCase> chosen) {
        return cases.stream().filter(chosen).filter(c -> !c.isIncomplete())
                .filter(c -> OUR_LIMITS.stream().noneMatch(file -> c.location().contains(file)))
                .filter(c -> !CASES_OF_OUR_LIMITS.contains(c.id())).map(this::check).toList();
    }

    private Check check(RequestCase c) {
        CaseTrial trial = new CaseTrial(c);
        return new Check(c.id(), c.heading(), CaseTrial.allowed(c), trial.level(), library.requirements(c.requirements()),
                c.location(), c.chapter(), trial);
    }

    private static String fileOf(RequestCase c) {
        return c.location().replaceFirst("test-data/requests/(.*)\\.md:.*", "$1");
    }
}
