package hostling.book;

import java.util.Arrays;

/**
 * Measures a server that takes 1 ms for each request, and that once stands still for a second. Two clients measure it, and both are
 * honest. Time is a number here, so the program needs none.
 */
final class Latencies {
    private static final int REQUESTS = 5_000;
    private static final int INTERVAL_MILLIS = 10;
    private static final int SERVICE_MILLIS = 1;
    private static final int PAUSE_FROM = 20_000;
    private static final int PAUSE_TO = 21_000;

    private Latencies() { }

    public static void main(String[] arguments) {
        report("waits for each answer", withoutHurry());
        report("keeps its schedule", onSchedule());
    }

    // region: clients
    /** The client sends a request when the answer to the one before is there, and not more often than each 10 ms. */
    static int[] withoutHurry() {
        int[] latencies = new int[REQUESTS];
        int now = 0;
        for (int i = 0; i < REQUESTS; i++) {
            int answered = answered(now);
            latencies[i] = answered - now;
            now = Math.max(now + INTERVAL_MILLIS, answered);
        }
        return latencies;
    }

    /** The client sends a request each 10 ms, as visitors come whether the server is ready or not. */
    static int[] onSchedule() {
        int[] latencies = new int[REQUESTS];
        int serverIsFree = 0;
        for (int i = 0; i < REQUESTS; i++) {
            int sent = i * INTERVAL_MILLIS;
            serverIsFree = answered(Math.max(sent, serverIsFree));
            latencies[i] = serverIsFree - sent;
        }
        return latencies;
    }
    // endregion

    /** When the server has answered, if it begins at this time. */
    private static int answered(int begin) {
        boolean standsStill = begin >= PAUSE_FROM && begin < PAUSE_TO;
        return (standsStill ? PAUSE_TO : begin) + SERVICE_MILLIS;
    }

    private static void report(String client, int[] latencies) {
        System.out.printf("%-22s mean %3d ms   median %d ms   p99 %3d ms   longest %d ms%n", client + ":", Math.round(mean(latencies)),
                quantile(latencies, 0.5), quantile(latencies, 0.99), quantile(latencies, 1));
    }

    static double mean(int[] latencies) {
        return Arrays.stream(latencies).average().orElseThrow();
    }

    /** The latency that a share of all requests does not exceed. */
    static int quantile(int[] latencies, double share) {
        int[] sorted = latencies.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
