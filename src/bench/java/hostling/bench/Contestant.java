package hostling.bench;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A server that can be measured.
 *
 * @param name  its name in {@code bench.only} and in the results
 * @param title its name in tables
 * @param what  a short description
 * @param can   what it can be measured for
 */
public record Contestant(String name, String title, String what, Set<Can> can, Launch launch) {
    /** What a server can do. */
    public enum Can {
        /** The small page, from memory or from a file. */
        PAGE,
        /** Any file of the site. */
        FILES,
        /** One file, which is given at its start. */
        ONE_FILE,
        /** PUT to {@code /uploads/}. */
        UPLOADS,
        /** It is measured only for its start and its memory. */
        REST,
        /** It is measured only for the number of its workers. */
        SHARE,
        /** It runs in a Java virtual machine. */
        JAVA
    }

    /** What settings of the server a case needs. */
    public enum Mode {
        /** The usual settings. */
        PLAIN,
        /** The server accepts uploads and keeps idle connections open for minutes. */
        PATIENT
    }

    /** How it is started. */
    @FunctionalInterface
    public interface Launch {
        /** The command of a server that listens on this port of 127.0.0.1. */
        List<String> command(int port, Mode mode, String file) throws IOException;
    }

    public boolean can(Can what) {
        return can.contains(what);
    }

    /** Whether it is a lower bound and not a real server. */
    public boolean isFloor() {
        return name.startsWith("floor");
    }
}
