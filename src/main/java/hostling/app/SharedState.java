package hostling.app;

import hostling.cgi.PipeWatcher;
import hostling.cgi.Scripts;
import hostling.config.CgiBlock;
import hostling.config.SessionBlock;
import hostling.handler.CookieSessions;
import hostling.handler.MemorySessions;
import hostling.handler.SessionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * State that hosts and routes share and that survives a reload: visitors keep their sessions, and files uploaded to a
 * temporary folder stay there.
 */
final class SharedState implements AutoCloseable {
    private final Map<String, TempFolder> folders = new HashMap<>();
    private final Optional<WorkerParameters> parameters;
    private final PipeWatcher watcher;
    private final StarterThread starter = new StarterThread();
    private Kept kept = new Kept(null, null, null, null);

    /**
     * @param parameters what this worker shares with the others; empty if there are no others
     * @param watcher  watches the output pipes of scripts
     */
    SharedState(Optional<WorkerParameters> parameters, PipeWatcher watcher) {
        this.parameters = parameters;
        this.watcher = watcher;
    }

    /** The session store for this configuration; the existing store if the configuration has not changed. */
    SessionStore sessions(SessionBlock block) {
        if (kept.sessions == null || !isSame(block, kept.sessionBlock)) {
            SecureRandom random = new SecureRandom();
            Optional<byte[]> key = block.key().or(() -> parameters.map(WorkerParameters::sessionKey));
            SessionStore sessions = key.isPresent() ? new CookieSessions(key.get(), block.oldKey(), random, block.limits())
                    : new MemorySessions(random, block.limits());
            kept = new Kept(block, sessions, kept.cgiBlock, kept.scripts);
        }
        return kept.sessions;
    }

    /** A record's own equals compares arrays by identity, not by content. */
    private static boolean isSame(SessionBlock a, SessionBlock b) {
        return a.limits().equals(b.limits())
                && Arrays.equals(a.key().orElse(null), b.key().orElse(null))
                && Arrays.equals(a.oldKey().orElse(null), b.oldKey().orElse(null));
    }

    /** How many scripts run. */
    int runningScripts() {
        return kept.scripts == null ? 0 : kept.scripts.running();
    }

    /** How many sessions are stored, after expired ones were removed. */
    int countSessions(Instant now) {
        return kept.sessions == null ? 0 : kept.sessions.statistics(now).count();
    }

    /** Removes expired sessions. */
    void expireSessions(Instant now) {
        if (kept.sessions != null) {
            kept.sessions.statistics(now);
        }
    }

    /** The running scripts of all hosts together, which share one limit. */
    Scripts scripts(CgiBlock block) {
        if (kept.scripts == null || block.limits().scriptsMax() != kept.cgiBlock.limits().scriptsMax()) {
            Scripts scripts = kept.scripts == null ? new Scripts(block.limits().scriptsMax(), watcher, starter)
                    : kept.scripts.withMax(block.limits().scriptsMax());
            kept = new Kept(kept.sessionBlock, kept.sessions, block, scripts);
        }
        return kept.scripts;
    }

    /** The temporary folder for a purpose: always the same one, in all workers. */
    Path folder(String purpose) throws IOException {
        if (parameters.isPresent()) {
            return Files.createDirectories(parameters.get().folder(purpose));
        }
        if (!folders.containsKey(purpose)) {
            folders.put(purpose, new TempFolder("hostling-uploads-"));
        }
        return folders.get(purpose).path();
    }

    /** The present state, to {@link #restore} if a reload fails. */
    Kept kept() {
        return kept;
    }

    /** Goes back to an earlier state. */
    void restore(Kept before) {
        kept = before;
    }

    @Override
    public void close() throws IOException {
        if (kept.scripts != null) {
            kept.scripts.close();
        }
        starter.close();
        for (TempFolder folder : folders.values()) {
            folder.close();
        }
    }

    /** The session store and the scripts, each with the configuration it was made for; null if not yet needed. */
    record Kept(SessionBlock sessionBlock, SessionStore sessions, CgiBlock cgiBlock, Scripts scripts) { }
}
