package hostling.cgi;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * A script and all that it has started, which is to be gone when the script is. A child whose parent has ended belongs to
 * nobody that can be followed, so each script has a mark in its environment, which all that it starts inherit: on Linux the
 * environment of a process can be read. What still hangs together is ended in any case.
 */
final class ProcessTree {
    static final String MARK = "HOSTLING_SCRIPT";

    private static final Path PROCESSES = Path.of("/proc");
    static final boolean IS_LINUX = Files.isReadable(PROCESSES.resolve("self/environ"));
    /** Linux tells the children of a process; elsewhere, all processes have to be asked for their parents. */
    private static final boolean CHILDREN_ARE_TOLD = Files.isReadable(PROCESSES.resolve("thread-self/children"));
    /** A number lower than that of any process that a server could start. */
    private static final long UNKNOWN = 0;

    /** How many processes may be started while the list of them is read. */
    private static final int MARGIN = 4_096;

    private final long pid;
    private final String entry;

    private ProcessTree(long pid, String mark) {
        this.pid = pid;
        this.entry = MARK + "=" + mark + "\0";
    }

    /** @param mark the value of {@link #MARK} in the script's environment, which no other script has */
    static ProcessTree of(Process script, String mark) {
        return new ProcessTree(script.pid(), mark);
    }

    /** What was begun to be started with this mark, where Java does not tell which process it is. */
    static ProcessTree marked(String mark) {
        return new ProcessTree(UNKNOWN, mark);
    }

    // region: kill
    /**
     * Ends all of it: most of the time at once, and in steps where there is much to look at.
     *
     * @param script   may be over already, but what it has started may not
     * @param finished to be run when nothing is left
     * @param givenUp  to be run before that where something may be left all the same
     */
    void kill(Process script, Executor loop, Runnable finished, Runnable givenUp) {
        Deque<Long> family = new ArrayDeque<>();
        if (script.isAlive()) {
            // While it lives its children can be followed, also those that have put its mark away.
            family.addAll(children(pid));
        }
        script.destroyForcibly();
        new ProcessKiller(this, loop, family, finished, givenUp).run();
    }
    // endregion

    /** The same where there is no more than the mark. */
    void killMarked(Executor loop, Runnable finished, Runnable givenUp) {
        new ProcessKiller(this, loop, new ArrayDeque<>(), finished, givenUp).run();
    }

    long pid() {
        return pid;
    }

    /** The numbers of the processes that this one has started, and that still live; where they are not told, of theirs too. */
    static List<Long> children(long pid) {
        if (!CHILDREN_ARE_TOLD) {
            return ProcessHandle.of(pid).map(process -> process.descendants().map(ProcessHandle::pid).toList())
                    .orElse(List.of());
        }
        List<Long> children = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(PROCESSES.resolve(pid + "/task"))) {
            for (Path thread : threads) {
                for (String child : Files.readString(thread.resolve("children")).split(" ")) {
                    if (!child.isEmpty()) {
                        children.add(Long.parseLong(child));
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return children;                            // it has ended
        }
        return children;
    }

    /** The number of the process that was started last; 0 where the system does not tell. */
    static long lastStarted() {
        try {
            String[] parts = Files.readString(PROCESSES.resolve("loadavg")).strip().split(" ");
            return Long.parseLong(parts[parts.length - 1]);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Whether a process may have been started after the script. Numbers are given out in order, and begin again where there
     * are no higher ones; what is started while this is asked is higher than the last one, too.
     *
     * @param last the number of the process that was started last, a moment ago
     */
    boolean mayBeLater(long other, long last) {
        boolean isNew = other <= last + MARGIN;
        return pid == UNKNOWN || (last >= pid ? other > pid && isNew : other > pid || isNew);
    }

    /** @param environment of a process, one character for each byte */
    boolean isMarked(String environment) {
        int at = environment.indexOf(entry);
        return at == 0 || at > 0 && environment.charAt(at - 1) == 0;
    }
}
