package hostling.cgi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * A script and all processes that it has started, which must end with it. The parent of an orphaned process is unknown, so
 * each script has a mark in its environment, which its descendants inherit; on Linux the environment of a process can be
 * read. Processes that are still linked as parents and children are found on every system.
 */
final class ProcessTree {
    static final String MARK = "HOSTLING_SCRIPT";

    private static final Path PROCESSES = Path.of("/proc");
    static final boolean IS_LINUX = Files.isReadable(PROCESSES.resolve("self/environ"));
    /** Linux lists the children of a process; elsewhere, Java has to ask every process for its parent. */
    private static final boolean CHILDREN_ARE_LISTED = Files.isReadable(PROCESSES.resolve("thread-self/children"));
    /** Lower than the number of any process. */
    private static final long UNKNOWN_PID = 0;

    /** How many processes may start during one scan of the process list. */
    private static final int PID_MARGIN = 4_096;

    private final long pid;
    private final String markEntry;

    private ProcessTree(long pid, String mark) {
        this.pid = pid;
        this.markEntry = MARK + "=" + mark + "\0";
    }

    /** @param mark the value of {@link #MARK} in the script's environment, unique to the script */
    static ProcessTree of(ProcessHandle script, String mark) {
        return new ProcessTree(script.pid(), mark);
    }

    /** Processes that were started with this mark, if Java does not tell their numbers. */
    static ProcessTree marked(String mark) {
        return new ProcessTree(UNKNOWN_PID, mark);
    }

    // region: kill
    /**
     * Kills all of it: usually at once, or in steps if there are many processes.
     *
     * @param script     may have ended, while processes that it started may still run
     * @param loop       runs the steps
     * @param keepsDetached whether processes in another session than the server's may live on, as daemons do
     * @param onFinished is run at the end
     * @param onGiveUp   is run before {@code onFinished} if processes may be left
     */
    void kill(ProcessHandle script, Executor loop, boolean keepsDetached, Runnable onFinished, Runnable onGiveUp) {
        Deque<Long> children = new ArrayDeque<>();
        if (script.isAlive()) {
            // While the script lives, its children are known, even those that have removed its mark.
            children.addAll(children(pid));
        }
        script.destroyForcibly();
        new ProcessKiller(this, loop, children, keepsDetached, onFinished, onGiveUp).run();
    }
    // endregion

    /** As {@link #kill}, if only the mark is known. */
    void killMarked(Executor loop, boolean keepsDetached, Runnable onFinished, Runnable onGiveUp) {
        new ProcessKiller(this, loop, new ArrayDeque<>(), keepsDetached, onFinished, onGiveUp).run();
    }

    long pid() {
        return pid;
    }

    /** The numbers of the living children of a process; if the system does not list these, of all its descendants. */
    static List<Long> children(long pid) {
        if (!CHILDREN_ARE_LISTED) {
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

    /**
     * Whether a process is in another <b>session</b> than the server: it has called {@code setsid}, as daemons do to
     * outlive whoever started them. False if the system does not tell.
     */
    static boolean isDetached(long pid) {
        long session = session(Long.toString(pid));
        return session != UNKNOWN_PID && session != session("self");
    }

    /** The session of a process; 0 if the system does not tell. */
    private static long session(String process) {
        try {
            String status = Files.readString(PROCESSES.resolve(process).resolve("stat"), StandardCharsets.ISO_8859_1);
            // pid (name) state ppid pgrp session: the name may contain anything, even parentheses
            return Long.parseLong(status.substring(status.lastIndexOf(')') + 2).split(" ")[3]);
        } catch (IOException | RuntimeException e) {
            return UNKNOWN_PID;
        }
    }

    /** The number of the newest process; 0 if the system does not tell. */
    static long newestPid() {
        try {
            String[] parts = Files.readString(PROCESSES.resolve("loadavg")).strip().split(" ");
            return Long.parseLong(parts[parts.length - 1]);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Whether a process may have been started after the script. Numbers are assigned in ascending order, and wrap around at
     * the highest one. A process that was started after {@code last} was read may have a number slightly above it.
     *
     * @param last the number of the newest process, read a moment ago
     */
    boolean mayBeNewer(long other, long last) {
        boolean isNew = other <= last + PID_MARGIN;
        return pid == UNKNOWN_PID || (last >= pid ? other > pid && isNew : other > pid || isNew);
    }

    /** @param environment the environment of a process, one character for each byte */
    boolean isMarked(String environment) {
        int at = environment.indexOf(markEntry);
        return at == 0 || at > 0 && environment.charAt(at - 1) == 0;
    }
}
