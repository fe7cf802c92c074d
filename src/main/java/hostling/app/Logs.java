package hostling.app;

import hostling.config.LogBlock;
import hostling.config.LogBlock.Destination;
import hostling.metrics.AccessLog;
import hostling.metrics.CombinedLog;
import hostling.metrics.ErrorLog;
import hostling.metrics.LineErrorLog;
import hostling.metrics.LogTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;

/** Both logs of a server, where its configuration wants them. */
final class Logs implements AutoCloseable {
    private static final LogTarget NOWHERE = lines -> lines.position(lines.limit());

    private final LogTarget accessTarget;
    private final LogTarget errorTarget;
    private final AccessLog access;
    private final ErrorLog error;

    /** @throws IOException where a file can't be opened */
    Logs(LogBlock block, InstantSource clock) throws IOException {
        ZoneId zone = ZoneId.systemDefault();
        errorTarget = target(block.error());
        try {
            accessTarget = isSame(block.access(), block.error()) ? errorTarget : target(block.access());
        } catch (IOException e) {
            close(errorTarget);
            throw e;
        }
        error = new LineErrorLog(level(block), clock, zone, errorTarget);
        access = block.access() instanceof Destination.Off ? AccessLog.NONE
                : new CombinedLog(zone, accessTarget, error);
    }

    /** To compare two records takes 20 ms the first time; it need not be when the server starts. */
    private static boolean isSame(Destination one, Destination other) {
        return one.getClass() == other.getClass() && one.equals(other);
    }

    private static ErrorLog.Level level(LogBlock block) {
        return ErrorLog.Level.valueOf(block.level().toUpperCase(Locale.ROOT));
    }

    /** A log file that fails is told of on the standard error stream: the error log may be that very file. */
    private static LogTarget target(Destination destination) throws IOException {
        if (destination instanceof Destination.ToFile file) {
            LogTarget complaints = StandardStream.error();
            return new LogFile(file.path(), text -> complaints.write(line("hostling: " + text)));
        }
        if (destination instanceof Destination.StandardOutput) {
            return StandardStream.output();
        }
        return destination instanceof Destination.StandardError ? StandardStream.error() : NOWHERE;
    }

    private static ByteBuffer line(String text) {
        return StandardCharsets.UTF_8.encode(text + "\n");
    }

    AccessLog access() {
        return access;
    }

    ErrorLog error() {
        return error;
    }

    /** Writes what is left, then goes on in new files where the old ones were moved away. */
    void reopen() {
        write();
        accessTarget.reopen();
        if (errorTarget != accessTarget) {
            errorTarget.reopen();
        }
    }

    private void write() {
        access.endOfTurn();
        error.endOfTurn();
    }

    @Override
    public void close() {
        write();
        close(accessTarget);
        close(errorTarget);
    }

    private static void close(LogTarget target) {
        if (target instanceof LogFile file) {
            file.close();
        }
    }
}
