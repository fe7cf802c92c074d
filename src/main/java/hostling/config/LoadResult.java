package hostling.config;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a file.
 *
 * @param configuration the hosts without an error and all else; empty where there is no such host, or an error outside
 *                      of hosts
 * @param problems      all complaints, in the order of the file
 */
public record LoadResult(Optional<Configuration> configuration, List<Diagnostic> problems) {
    /** Whether the file is good as it is: there may be warnings, but no host was left out. */
    public boolean isWhole() {
        return problems.stream().noneMatch(problem -> problem.severity() == Diagnostic.Severity.ERROR);
    }
}
