package hostling.app;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What signals are for once something runs. Each of these is called by a thread of its own, and returns at once.
 *
 * @param stop       begins to stop: SIGTERM, SIGINT
 * @param stopTime   how long that may take, counted from the signal
 * @param reopenLogs opens log files anew: SIGUSR1
 * @param reload     reads the configuration again: SIGHUP
 * @param lastWords  says why the process ends now, and ends the processes that it has started
 */
record SignalHandlers(Runnable stop, Supplier<Duration> stopTime, Runnable reopenLogs, Runnable reload,
                 Consumer<String> lastWords) { }
