package hostling.bench.cases;

import hostling.bench.Metric;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The result of one round of a case for one server: values by metric key, and a problem if they are invalid. */
public final class Measurement {
    private final Map<String, Double> values = new LinkedHashMap<>();
    private final Optional<String> problem;

    Measurement(Optional<String> problem) {
        this.problem = problem;
    }

    Measurement() {
        this(Optional.empty());
    }

    Measurement with(Metric metric, double value) {
        values.put(metric.key(), value);
        return this;
    }

    public Map<String, Double> values() {
        return values;
    }

    public Optional<String> problem() {
        return problem;
    }
}
