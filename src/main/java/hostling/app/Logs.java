package hostling.app;

import hostling.config.LogBlock;
import hostling.config.LogBlock.Destination;
import hostling.log.AccessLog;
import hostling.log.CombinedLog;
import hostling.log.ErrorLog;
import hostling.log.LineErrorLog;
import hostling.log.LogTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Both logs of a server, at the places that its configuration wants. Nothing here waits for such a place but
 * {@link #close}, and that not for long.
 */
final class Logs implements AutoCloseable {
    /** How long the last lines may take to be written at the end. */
    private static final Duration LAST_LINES = Duration.ofMillis(500);
    private static final Duration LAST_WORDS = Duration.ofMillis(200);
    private static final LogTarget NOWHERE = lines -> lines.position(lines.limit());
    /** Other names of the standard streams, which can't be opened under them if they are sockets. */
    private static final List<Path> OUTPUT_NAMES = names("stdout", 1);
    private static final List<Path> ERROR_NAMES = names("stderr", 2);

    private final InstantSource clock;
    private final ErrorLog.Level level;
    private final LogTarget accessTarget;
    private final LogTarget errorTarget;
    private final Optional<CombinedLog> access;
    private final LineErrorLog error;

    /** @throws IOException if a file can't be opened */
    Logs(LogBlock block, InstantSource clock) throws IOException {
        this.clock = clock;
        level = ErrorLog.Level.valueOf(block.level().toUpperCase(Locale.ROOT));
        errorTarget = target(block.error());
        try {
            accessTarget = isSame(block.access(), block.error()) ? errorTarget : target(block.access());
        } catch (IOException e) {
            finish(errorTarget);
            throw e;
        }
        error = errorLog();
        access = block.access() instanceof Destination.Off ? Optional.empty()
                : Optional.of(new CombinedLog(ZoneId.systemDefault(), accessTarget, error));
    }

    private LineErrorLog errorLog() {
        return new LineErrorLog(level, clock, ZoneId.systemDefault(), errorTarget);
    }

    private static List<Path> names(String name, int number) {
        return List.of(Path.of("/dev/" + name), Path.of("/dev/fd/" + number), Path.of("/proc/self/fd/" + number));
    }

    /** To compare two records takes 20 ms the first time; it need not be when the server starts. */
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

    /** A log file that fails is told of on the standard error stream: the error log may be that very file. */
    private static LogTarget target(Path path) throws IOException {
        if (OUTPUT_NAMES.contains(path)) {
            return StandardStream.output();
        }
        return ERROR_NAMES.contains(path) ? StandardStream.error() : new LogFile(path, StandardStream.error()::say);
    }

    AccessLog access() {
        return access.isPresent() ? access.get() : AccessLog.NONE;
    }

    ErrorLog error() {
        return error;
    }

    /**
     * Puts a line into the error log from another thread than the one whose logs these are, and waits a moment until it is
     * written: for the last words of a process.
     */
    void noteAtOnce(ErrorLog.Level how, String what) {
        LineErrorLog once = errorLog();                 // its lines are its own, and the targets take them from any thread
        once.note(how, what, null);
        once.endOfTurn();
        linesLeft(errorTarget, Deadline.in(LAST_WORDS));
    }

    /** Goes on in new files; lines that were noted before go to the old ones. */
    void reopen() {
        handOver();
        targets().forEach(LogTarget::reopen);
        error.debug("the logs are opened anew");
    }

    private boolean handOver() {
        return access().endOfTurn() & error.endOfTurn();
    }

    private Stream<LogTarget> targets() {
        return Stream.of(errorTarget, accessTarget).distinct();
    }

    /** Has what was noted written and the files closed, without waiting for it: for logs that others take the place of. */
    void retire() {
        handOver();
        targets().forEach(Logs::finish);
    }

    private static void finish(LogTarget target) {
        if (target instanceof LogFile file) {
            file.finish();
        }
    }

    /** For the end: waits a moment until all is written, and says how much is not. */
    @Override
    public void close() {
        Deadline deadline = Deadline.in(LAST_LINES);
        while (!handOver() && !deadline.hasPassed()) {
            deadline.waitALittle();
        }
        targets().forEach(Logs::finish);
        sayLost("access log", access.map(CombinedLog::unwritten).orElse(0L) + linesLeft(accessTarget, deadline));
        sayLost("error log", error.unwritten() + linesLeft(errorTarget, deadline));
    }

    private static long linesLeft(LogTarget target, Deadline deadline) {
        return target instanceof LogFile file ? file.awaitWritten(deadline) : 0;
    }

    private static void sayLost(String log, long lines) {
        if (lines > 0) {
            StandardStream.error().say(lines + " lines of the " + log + " could not be written before the end");
        }
    }
}
