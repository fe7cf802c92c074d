package hostling.app;

import hostling.cgi.PipeWatcher;
import hostling.cgi.Scripts;
import hostling.config.CgiBlock;
import hostling.config.SessionBlock;
import hostling.handler.CookieSessions;
import hostling.handler.MemorySessions;
import hostling.handler.SessionLimits;
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
 * What hosts and routes share, and what outlives a change of the configuration: visitors keep their sessions, and files
 * that were uploaded to a temporary folder stay there.
 */
final class SharedState implements AutoCloseable {
    private final Map<String, TempFolder> folders = new HashMap<>();
    private final Optional<Handover> handover;
    private final PipeWatcher watcher;
    private final StarterThread starter = new StarterThread();
    private Kept kept = new Kept(null, null, null, null);

    /**
     * @param handover what this worker has in common with others; empty if there are no others
     * @param watcher  what waits for the output of scripts
     */
    SharedState(Optional<Handover> handover, PipeWatcher watcher) {
        this.handover = handover;
        this.watcher = watcher;
    }

    /** The sessions that this asks for; those that there are, where it asks for the same as before. */
    SessionStore sessions(SessionBlock block) {
        if (kept.sessions == null || !isSame(block, kept.sessionBlock)) {
            SecureRandom random = new SecureRandom();
            SessionLimits limits = new SessionLimits(block.countMax(), block.idleMax(), block.ageMax());
            Optional<byte[]> key = block.key().or(() -> handover.map(Handover::sessionKey));
            SessionStore sessions = key.isPresent() ? new CookieSessions(key.get(), random, limits)
                    : new MemorySessions(random, limits);
            kept = new Kept(block, sessions, kept.cgiBlock, kept.scripts);
        }
        return kept.sessions;
    }

    /** A record compares its arrays by which they are, not by what is in them. */
    private static boolean isSame(SessionBlock a, SessionBlock b) {
        return a.countMax() == b.countMax() && a.idleMax().equals(b.idleMax()) && a.ageMax().equals(b.ageMax())
                && Arrays.equals(a.key().orElse(null), b.key().orElse(null));
    }

    /** Lets the sessions go that are over. */
    void expireSessions(Instant now) {
        if (kept.sessions != null) {
            kept.sessions.statistics(now);
        }
    }

    /** The count of scripts that run; those of all hosts together. */
    Scripts scripts(CgiBlock block) {
        if (kept.scripts == null || block.scriptsMax() != kept.cgiBlock.scriptsMax()) {
            Scripts scripts = kept.scripts == null ? new Scripts(block.scriptsMax(), watcher, starter)
                    : kept.scripts.withMax(block.scriptsMax());
            kept = new Kept(kept.sessionBlock, kept.sessions, block, scripts);
        }
        return kept.scripts;
    }

    /** A temporary folder, the same one each time for the same purpose, in each worker. */
    Path folder(String purpose) throws IOException {
        if (handover.isPresent()) {
            return Files.createDirectories(handover.get().folder(purpose));
        }
        if (!folders.containsKey(purpose)) {
            folders.put(purpose, new TempFolder("hostling-uploads-"));
        }
        return folders.get(purpose).path();
    }

    /** What there is now, to {@link #goBackTo} where a new configuration can't be had. */
    Kept kept() {
        return kept;
    }

    /** Forgets what was made since then. */
    void goBackTo(Kept before) {
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

    /** Sessions and the count of scripts, each with what asked for it; null while nothing does. */
    record Kept(SessionBlock sessionBlock, SessionStore sessions, CgiBlock cgiBlock, Scripts scripts) { }
}
