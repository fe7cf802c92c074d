package hostling.bench.exam;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A server that is examined, with the settings that it comes with, as far as it comes with any.
 *
 * @param name    its name in {@code bench.only}
 * @param title   its name and version in the table
 * @param what    how it is started, in a few words
 * @param paths   what the examiner is told about it: see the options of {@code hostling examine}
 * @param command the command that starts it at a port of 127.0.0.1
 */
record ExaminedServer(String name, String title, String what, Map<String, String> paths, Launch command) {
    /** How it is started. */
    @FunctionalInterface
    interface Launch {
        /** The command of a server that listens on this port. */
        List<String> at(int port) throws IOException;
    }
}
