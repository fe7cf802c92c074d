package hostling.bench.cases;

import hostling.bench.Contestant;
import hostling.bench.Metric;
import hostling.bench.Settings;
import java.util.List;

/** Something to measure servers by: in one of the ways that the interfaces which extend this one stand for. */
public interface Case {
    /** As it is asked for, and its key among the results. */
    String name();

    /** As it stands above its table. */
    String title();

    /** How it is measured, with the command where there is one; Markdown. */
    String how(Settings settings);

    /** What its columns are; the first one is drawn. */
    List<Metric> metrics();

    /** Programs that it can't do without. */
    List<String> programs();

    /** Whether a server can be measured by it. */
    boolean takes(Contestant contestant);

    /** How many rounds it takes. */
    default int rounds(Settings settings) {
        return settings.rounds();
    }
}
