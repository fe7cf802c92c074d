package hostling.bench;

/**
 * A measured quantity.
 *
 * @param key      its name among the results
 * @param title    the heading of its column, with its unit
 * @param decimals the number of decimals that are shown
 * @param compared whether it is also shown as a multiple of nginx's value and of the floor's
 */
public record Metric(String key, String title, int decimals, boolean compared) {
    /** CPU time of the server per request. */
    public static final Metric CPU = new Metric("cpu", "CPU µs a request", 2, true);
    public static final Metric RATE = new Metric("rate", "requests/s", 0, true);
    /** The reason why the other numbers of a round are invalid. */
    public static final String PROBLEM = "problem";

    public static Metric plain(String key, String title, int decimals) {
        return new Metric(key, title, decimals, false);
    }
}
