package hostling.config;

import java.util.List;
import java.util.Optional;

/**
 * The result of reading a configuration file.
 *
 * @param configuration the configuration with all hosts that have no error; empty if there is no such host, or an error
 *                      outside of the hosts
 * @param diagnostics   all diagnostics, in the order of the file
 */
public record LoadResult(Optional<Configuration> configuration, List<Diagnostic> diagnostics) {
    /** Whether the file has no errors, so that no host is left out; it may have warnings. */
    public boolean isWhole() {
        return diagnostics.stream().noneMatch(each -> each.severity() == Diagnostic.Severity.ERROR);
    }
}
