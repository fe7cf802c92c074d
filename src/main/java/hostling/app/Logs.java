package hostling.app;

import hostling.config.LogBlock;
import hostling.config.LogBlock.Destination;
import hostling.log.AccessFormat;
import hostling.log.AccessLog;
import hostling.log.CombinedFormat;
import hostling.log.ErrorLog;
import hostling.log.JsonFormat;
import hostling.log.LineAccessLog;
import hostling.log.LineErrorLog;
import hostling.log.LogTarget;
import hostling.log.ShortFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The access log and the error log of a server, at their configured destinations. Only {@link #writeNow} and
 * {@link #close} wait for a destination, and both only briefly.
 */
final class Logs implements AutoCloseable {
    /** The time limit for the last lines, counted from {@link #close}. */
    private static final Duration LAST_LINES = Duration.ofMillis(500);
    private static final Duration MESSAGE_TIME = Duration.ofMillis(200);
    private static final LogTarget NOWHERE = lines -> lines.position(lines.limit());
    /** Paths of the standard streams. Opening them by path fails if they are sockets. */
    private static final List<Path> OUTPUT_NAMES = names("stdout", 1);
    private static final List<Path> ERROR_NAMES = names("stderr", 2);

    private final InstantSource clock;
    private final ErrorLog.Level level;
    private final LogTarget accessTarget;
    private final LogTarget errorTarget;
    private final Optional<LineAccessLog> access;
    private final LineErrorLog error;

    /** @throws IOException if a file can't be opened */
    Logs(LogBlock block, InstantSource clock) throws IOException {
        this.clock = clock;
        level = block.level();
        errorTarget = target(block.error());
        try {
            accessTarget = isSame(block.access(), block.error()) ? errorTarget : target(block.access());
        } catch (IOException e) {
            finish(errorTarget);
            throw e;
        }
        error = errorLog();
        access = block.access() instanceof Destination.Off ? Optional.empty()
                : Optional.of(new LineAccessLog(accessFormat(block.format()), accessTarget, error));
    }

    /** On a terminal, a person reads the log: short lines say what a person wants to know. */
    private AccessFormat accessFormat(LogBlock.Format format) {
        ZoneId zone = ZoneId.systemDefault();
        return switch (format) {
            case COMBINED -> accessTarget == StandardStream.output() && Terminal.isStandardOutput()
                    ? new ShortFormat(zone, Terminal.showsColours()) : new CombinedFormat(zone, false);
            case COMBINED_DURATION -> new CombinedFormat(zone, true);
            case JSON -> new JsonFormat(zone);
        };
    }

    private LineErrorLog errorLog() {
        return new LineErrorLog(level, clock, ZoneId.systemDefault(), errorTarget);
    }

    private static List<Path> names(String name, int number) {
        return List.of(Path.of("/dev/" + name), Path.of("/dev/fd/" + number), Path.of("/proc/self/fd/" + number));
    }

    /** Comparing two records takes 20 ms the first time; comparing the classes first saves that at start-up. */
    private static boolean isSame(Destination one, Destination other) {
        return one.getClass() == other.getClass() && one.equals(other);
    }

    private static LogTarget target(Destination destination) throws IOException {
        if (destination instanceof Destination.ToFile file) {
            return target(file.path());
        }
        if (destination instanceof Destination.StandardOutput) {
            return StandardStream.output();
        }
        return destination instanceof Destination.StandardError ? StandardStream.error() : NOWHERE;
    }

    /** The failure of a log file is reported on standard error: the error log may be that very file. */
    private static LogTarget target(Path path) throws IOException {
        if (OUTPUT_NAMES.contains(path)) {
            return StandardStream.output();
        }
        return ERROR_NAMES.contains(path) ? StandardStream.error() : new LogFile(path, StandardStream.error()::printLine);
    }

    AccessLog access() {
        return access.isPresent() ? access.get() : AccessLog.NONE;
    }

    ErrorLog error() {
        return error;
    }

    /** How many lines of the access log were lost so far. */
    long lostLines() {
        return access.map(LineAccessLog::lostInAll).orElse(0L);
    }

    /**
     * Writes a line to the error log from a thread that does not own these logs, and waits up to 200 ms until it is
     * written. For the last message of a process.
     */
    void writeNow(ErrorLog.Level how, String what) {
        LineErrorLog once = errorLog();                 // has its own buffer; the targets take lines from any thread
        once.log(how, what, null);
        once.flush();
        linesLeft(errorTarget, Deadline.in(MESSAGE_TIME));
    }

    /** Reopens the log files; lines that were logged before go to the old ones. */
    void reopen() {
        handOver();
        targets().forEach(LogTarget::reopen);
        error.debug("the logs are reopened");
    }

    private boolean handOver() {
        return access().flush() & error.flush();
    }

    private Stream<LogTarget> targets() {
        return Stream.of(errorTarget, accessTarget).distinct();
    }

    /** For logs that are replaced by others: the writers write the queued lines and close the files. Returns at once. */
    void retire() {
        handOver();
        targets().forEach(Logs::finish);
    }

    private static void finish(LogTarget target) {
        if (target instanceof LogFile file) {
            file.finish();
        }
    }

    /** Waits up to 500 ms until all is written, and reports the number of lines that were not. */
    @Override
    public void close() {
        Deadline deadline = Deadline.in(LAST_LINES);
        while (!handOver() && !deadline.hasPassed()) {
            deadline.parkBriefly();
        }
        targets().forEach(Logs::finish);
        reportLost("access log", access.map(LineAccessLog::unwritten).orElse(0L) + linesLeft(accessTarget, deadline));
        reportLost("error log", error.unwritten() + linesLeft(errorTarget, deadline));
    }

    private static long linesLeft(LogTarget target, Deadline deadline) {
        return target instanceof LogFile file ? file.awaitWritten(deadline) : 0;
    }

    private static void reportLost(String log, long lines) {
        if (lines > 0) {
            StandardStream.error().printLine(lines + " lines of the " + log + " could not be written before the end");
        }
    }
}
