package hostling.app;

import hostling.config.Configuration;
import java.util.OptionalInt;

/**
 * What the command line says that holds over the configuration, also when that is read again.
 *
 * @param quiet   whether there is no access log
 * @param workers how many processes serve
 */
record Overrides(boolean quiet, OptionalInt workers) {
    Configuration over(Configuration configuration) {
        Configuration asked = workers.isPresent() ? configuration.withWorkers(workers.getAsInt()) : configuration;
        return quiet ? asked.withoutAccessLog() : asked;
    }
}
