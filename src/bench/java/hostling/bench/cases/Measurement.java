package hostling.bench.cases;

import hostling.bench.Metric;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What one round of a case gave for one server: values by the keys of metrics, and what makes them worthless. */
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
