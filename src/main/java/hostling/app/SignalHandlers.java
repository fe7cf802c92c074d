package hostling.app;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The actions for signals once the server runs. Each signal comes on its own thread; all but {@code beforeHalt} return
 * at once.
 *
 * @param stop       begins to stop: SIGTERM, SIGINT
 * @param stopTime   how long stopping may take, counted from the signal
 * @param reopenLogs reopens the log files: SIGUSR1
 * @param reload     reads the configuration again: SIGHUP
 * @param beforeHalt logs why the process halts now, and kills its child processes
 */
record SignalHandlers(Runnable stop, Supplier<Duration> stopTime, Runnable reopenLogs, Runnable reload,
                 Consumer<String> beforeHalt) { }
