package hostling.bench;

/**
 * Something that is measured.
 *
 * @param key      its name among the results
 * @param title    as it stands above a column, with its unit
 * @param decimals how many are shown
 * @param compared whether it is shown as a multiple of nginx's and the floor's too
 */
public record Metric(String key, String title, int decimals, boolean compared) {
    /** CPU time of the server for each request. */
    public static final Metric CPU = new Metric("cpu", "CPU µs a request", 2, true);
    public static final Metric RATE = new Metric("rate", "requests/s", 0, true);
    /** Why the other numbers of a round are worth nothing. */
    public static final String PROBLEM = "problem";

    public static Metric plain(String key, String title, int decimals) {
        return new Metric(key, title, decimals, false);
    }
}
