package hostling.bench;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A server that can be measured.
 *
 * @param name  as it is asked for
 * @param title as it stands in tables
 * @param what  a few words on what it is
 * @param can   what it can be asked for
 */
public record Contestant(String name, String title, String what, Set<Can> can, Launch launch) {
    /** What a server can do. */
    public enum Can {
        /** The small page, from memory or from a file. */
        PAGE,
        /** Any file of the site. */
        FILES,
        /** One file, which it is started with. */
        ONE_FILE,
        /** PUT to {@code /uploads/}. */
        UPLOADS,
        /** What it costs to start it and to leave it alone is of interest, and nothing else. */
        REST,
        /** How it shares the cores with others of its kind is of interest, and nothing else. */
        SHARE,
        /** It runs in a Java virtual machine. */
        JAVA
    }

    /** What a case needs of the server's settings. */
    public enum Mode {
        /** As it comes. */
        PLAIN,
        /** It takes uploads and keeps idle connections for minutes. */
        PATIENT
    }

    /** How it is started. */
    @FunctionalInterface
    public interface Launch {
        /** The command, which listens at this port of 127.0.0.1. */
        List<String> command(int port, Mode mode, String file) throws IOException;
    }

    public boolean can(Can what) {
        return can.contains(what);
    }

    /** Whether it shows what the least would be, not what a server does. */
    public boolean isFloor() {
        return name.startsWith("floor");
    }
}
