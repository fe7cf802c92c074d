package hostling.app;

import hostling.config.ServerBlock;
import hostling.server.Counters;
import hostling.server.Counters.Gauge;
import hostling.server.HttpEngine;
import hostling.server.ServerSettings;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes numbers that rise and fall into the counters, each second: those that nobody needs in between. */
final class Gauges {
    /** Since Linux 6.2, the size of this folder is the number of open file descriptors. */
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern DESCRIPTORS_MAX = Pattern.compile("Max open files +(\\d+)");

    private final HttpEngine engine;
    private final Counters counters;
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();

    Gauges(HttpEngine engine, long startedMillis) {
        this.engine = engine;
        this.counters = engine.counters();
        counters.set(Gauge.STARTED_MILLIS, startedMillis);
        counters.set(Gauge.DESCRIPTORS_MAX, descriptorsMax());
    }

    /** The limit on open file descriptors; 0 if the system does not tell. */
    private static long descriptorsMax() {
        try {
            Matcher limit = DESCRIPTORS_MAX.matcher(Files.readString(LIMITS));
            return limit.find() ? Long.parseLong(limit.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Takes the limits of a configuration. */
    void setLimits(ServerBlock server, int scriptsMax) {
        counters.set(Gauge.CONNECTIONS_MAX, server.connectionsMax());
        counters.set(Gauge.HELD_BYTES_MAX, server.memoryBytesMax().orElseGet(ServerSettings::defaultMemoryBytes));
        counters.set(Gauge.SCRIPTS_MAX, scriptsMax);
    }

    /** Another second has passed. */
    void update(int scripts, int sessions, long lostLogLines) {
        Runtime runtime = Runtime.getRuntime();
        counters.set(Gauge.HELD_BYTES, engine.heldBytes());
        counters.set(Gauge.HEAP_BYTES, runtime.totalMemory() - runtime.freeMemory());
        counters.set(Gauge.HEAP_BYTES_MAX, runtime.maxMemory());
        counters.set(Gauge.COLLECTIONS, collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum());
        counters.set(Gauge.COLLECTION_MILLIS, collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum());
        counters.set(Gauge.DESCRIPTORS, openDescriptors());
        counters.set(Gauge.SCRIPTS, scripts);
        counters.set(Gauge.SESSIONS, sessions);
        counters.set(Gauge.LOST_LOG_LINES, lostLogLines);
    }

    private static long openDescriptors() {
        try {
            return Files.size(DESCRIPTORS);
        } catch (IOException e) {
            return 0;                                   // this system does not tell
        }
    }
}
