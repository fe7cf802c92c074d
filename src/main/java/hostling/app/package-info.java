/**
 * Puts the parts together: the command line, the demo site, the clocks, the signals, the workers, and the
 * threads that write the logs.
 *
 * <p>Where to start: {@link hostling.app.Main}, {@link hostling.app.Server}, {@code SiteBuilder}.
 */
package hostling.app;
