package hostling.bench.guard;

import com.sun.management.ThreadMXBean;
import hostling.bench.Settings;
import hostling.bench.Workplace;
import hostling.bench.load.Client;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Fails if the loop makes more garbage than it may. The server is that of the command line, but in this process: the
 * loop thread's own count of allocated bytes is exact and contains no other thread's garbage.
 */
public final class AllocationGuard {
    private static final int WARM_UP = 30_000;
    private static final int REQUESTS = 100_000;

    private final Settings settings;

    public AllocationGuard(Settings settings) {
        this.settings = settings;
    }

    /** Measures and returns the exit code. */
    public int run() throws IOException {
        GuardSite.make();
        int port = Workplace.freePort();
        String configuration = GuardSite.configuration(port).toString();
        Thread loop = new Thread(() -> hostling.app.Main.main(new String[] {"--quiet", "--config", configuration}), "loop");
        loop.setDaemon(true);
        loop.start();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Client client = GuardSite.connect(port)) {
            GuardSite.ask(client, GuardSite.PAGE, WARM_UP);
            long before = threads.getThreadAllocatedBytes(loop.getId());
            GuardSite.ask(client, GuardSite.PAGE, REQUESTS);
            double each = (double) (threads.getThreadAllocatedBytes(loop.getId()) - before) / REQUESTS;
            boolean passed = each <= settings.allocationBytesMax();
            System.out.printf(Locale.ROOT, "%s: the loop allocates %.1f bytes for each of %,d GETs of a small page; "
                    + "%d are allowed%n", passed ? "ok" : "FAILED", each, REQUESTS, settings.allocationBytesMax());
            return passed ? 0 : 1;
        }
    }
}
