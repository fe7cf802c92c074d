package hostling.cgi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Kills the processes that a script has started, in steps of bounded size, each in a separate turn of the loop: the script
 * and the system may have any number of processes.
 *
 * <p>First it kills the processes that are still linked as parents and children. It lists the children of a process before
 * it kills it, since a killed process starts no more. Then, on Linux, it kills all processes that have the script's mark in
 * their environment, even if they have detached themselves. The list of all processes is sorted by number, and numbers are
 * assigned in ascending order, so a process that starts during a scan appears later in the same scan. If a scan finds
 * nothing, it was the last. If it finds something, or if a listed process had ended before it was inspected, which no scan
 * has seen before, another scan follows.
 */
final class ProcessKiller implements Runnable {
    private static final Path PROCESSES = Path.of("/proc");
    /** Most small system files to read in one step. */
    private static final int FILES_PER_STEP = 32;
    /** Most process numbers to read in one step; most of them need no file. */
    private static final int NAMES_PER_STEP = 256;
    /** A large environment counts as one more file for each block of this size. */
    private static final int BYTES_PER_FILE = 16 * 1024;
    private static final int SCANS_MAX = 64;
    /** On a busy system some process ends during every scan; that alone must not cause endless scans. */
    private static final int UNSURE_SCANS_MAX = 8;
    /** How often a chase inspects the newest processes, and how many of them. */
    private static final int CHASES_PER_STEP = 8;
    private static final int CHASED = 4;

    private final ProcessTree tree;
    private final Executor loop;
    private final Deque<Long> pending;
    private final boolean keepsDetached;
    private final Runnable onFinished;
    private final Runnable onGiveUp;
    private DirectoryStream<Path> list;
    private Iterator<Path> remaining;
    private long newestPid;
    private boolean found;
    private boolean unsure;
    /** Processes that have ended, but are still in the list: <b>zombies</b>, whose parent has not collected them. */
    private final Set<Long> ended = new HashSet<>();
    private int scans;
    private int unsureScans;
    private int filesLeft;
    private int namesLeft;

    /**
     * @param pending       numbers of processes to kill with their children
     * @param keepsDetached whether processes in a session of their own may live on
     * @param onFinished    is run once, at the end
     * @param onGiveUp      is run before {@code onFinished} if processes may be left
     */
    ProcessKiller(ProcessTree tree, Executor loop, Deque<Long> pending, boolean keepsDetached, Runnable onFinished,
                  Runnable onGiveUp) {
        this.tree = tree;
        this.loop = loop;
        this.pending = new ArrayDeque<>(pending);
        this.keepsDetached = keepsDetached;
        this.onFinished = onFinished;
        this.onGiveUp = onGiveUp;
    }

    /** Takes one step, and queues the next one for another turn. */
    @Override
    public void run() {
        boolean isOver = true;
        try {
            isOver = step();
        } finally {
            if (isOver) {
                closeList();
                onFinished.run();
            } else {
                loop.execute(this);
            }
        }
    }

    /** Takes one step; true if it was the last. */
    private boolean step() {
        filesLeft = FILES_PER_STEP;
        namesLeft = NAMES_PER_STEP;
        while (!pending.isEmpty() && filesLeft > 0) {
            killWithChildren(pending.removeFirst());
        }
        while (pending.isEmpty() && filesLeft > 0 && namesLeft > 0) {
            if (list == null ? !beginScan() : !continueScan()) {
                return true;
            }
        }
        return false;
    }

    private void killWithChildren(long pid) {
        filesLeft -= 3;
        if (isKept(pid)) {
            return;
        }
        pending.addAll(ProcessTree.children(pid));
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Begins a scan; false if none is needed or allowed. */
    private boolean beginScan() {
        filesLeft -= 2;
        newestPid = ProcessTree.newestPid();
        if (!ProcessTree.IS_LINUX || newestPid == tree.pid()) {
            return false;                               // the usual case: the script has started nothing
        }
        if (scans == SCANS_MAX) {
            onGiveUp.run();
            return false;
        }
        scans++;
        found = false;
        unsure = false;
        try {
            list = Files.newDirectoryStream(PROCESSES, "[1-9]*");
            remaining = list.iterator();
        } catch (IOException e) {
            list = null;                                // no descriptor is free; another turn tries again
            namesLeft = 0;
        }
        return true;
    }

    /** Inspects the next process; false if no further scan is needed. */
    private boolean continueScan() {
        try {
            if (remaining.hasNext()) {
                inspect(remaining.next());
                return true;
            }
        } catch (DirectoryIteratorException e) {
            unsure = true;
        }
        closeList();
        if (found || unsure) {
            chase();
        }
        unsureScans = found ? 0 : unsureScans + 1;
        return found || unsure && unsureScans < UNSURE_SCANS_MAX;
    }

    /**
     * Inspects the newest processes. A chain of processes, each of which starts the next one and ends, outruns a scan of the
     * whole list, but its head is always among the newest processes.
     */
    private void chase() {
        for (int chases = 0; chases < CHASES_PER_STEP; chases++) {
            long newest = ProcessTree.newestPid();
            for (long pid = newest + 1; pid > newest + 1 - CHASED; pid--) {
                inspect(pid, PROCESSES.resolve(Long.toString(pid)));
            }
        }
        filesLeft = 0;
    }

    private void inspect(Path process) {
        namesLeft--;
        long pid = Long.parseLong(process.getFileName().toString());
        if (tree.mayBeNewer(pid, newestPid)) {
            inspect(pid, process);
        }
    }

    private void inspect(long pid, Path process) {
        filesLeft--;
        try {
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            filesLeft -= environment.length() / BYTES_PER_FILE;
            if (tree.isMarked(environment) && !isKept(pid)) {
                found = true;
                filesLeft--;
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (AccessDeniedException e) {
            // It belongs to another user.
        } catch (IOException e) {
            unsure |= ended.add(pid);                   // it may have started another one before
        }
    }

    private boolean isKept(long pid) {
        return keepsDetached && ProcessTree.isDetached(pid);
    }

    private void closeList() {
        if (list == null) {
            return;
        }
        try {
            list.close();
        } catch (IOException e) {
            // Nothing is lost: it was only read.
        }
        list = null;
    }
}
