package hostling.bench.cases;

import hostling.bench.Contestant;
import hostling.bench.Metric;
import hostling.bench.Settings;
import java.util.List;

/** Something that servers are measured for. Each interface that extends this one stands for a way to measure. */
public interface Case {
    /** Its name in {@code bench.cases} and its key in the results. */
    String name();

    /** The heading above its table. */
    String title();

    /** How it is measured, with the command if there is one, in Markdown. */
    String how(Settings settings);

    /** Its columns; the chart shows the first one. */
    List<Metric> metrics();

    /** The programs that it needs. */
    List<String> programs();

    /** Whether a server can be measured for it. */
    boolean takes(Contestant contestant);

    /** How many rounds it takes. */
    default int rounds(Settings settings) {
        return settings.rounds();
    }
}
