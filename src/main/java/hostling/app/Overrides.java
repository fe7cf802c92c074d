package hostling.app;

import hostling.config.Configuration;
import java.util.OptionalInt;

/**
 * Command-line options that override the configuration, also after each reload.
 *
 * @param quiet   whether the access log is off
 * @param workers the number of processes that serve
 */
record Overrides(boolean quiet, OptionalInt workers) {
    Configuration over(Configuration configuration) {
        Configuration asked = workers.isPresent() ? configuration.withWorkers(workers.getAsInt()) : configuration;
        return quiet ? asked.withoutAccessLog() : asked;
    }
}
