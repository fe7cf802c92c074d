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
import java.util.Iterator;
import java.util.concurrent.Executor;

/**
 * Ends what a script has started, in steps of bounded size, each in a turn of the loop of its own: there may be
 * any number of processes, of the script's and of others.
 *
 * <p>First those that still hang together, parents before their children: who is killed starts no more, and its children
 * were asked for before. Then, on Linux, all that have the script's mark in their environment, however far they have gone.
 * The list of all processes is in the order of their numbers, and numbers are given out in order, so what is started
 * while the list is read comes up behind. One look at the whole list is enough where it finds nothing; where it finds
 * something, or what was in the list was gone when it was looked at, there is another.
 */
final class ProcessKiller implements Runnable {
    private static final Path PROCESSES = Path.of("/proc");
    /** So many small files of the system are read in a step at most. */
    private static final int FILES_A_STEP = 32;
    /** So many names of processes are read in a step at most; most of them need no more than a glance. */
    private static final int NAMES_A_STEP = 256;
    /** A large environment counts as one file more for each of so many bytes. */
    private static final int BYTES_A_FILE = 16 * 1024;
    private static final int LOOKS_MAX = 64;
    /** There is always somebody who ends a process while the list is read; that alone is no reason to look for ever. */
    private static final int UNSURE_LOOKS_MAX = 8;
    /** How often in a step the processes that were started last are looked at, and how many of them. */
    private static final int CHASES_A_STEP = 8;
    private static final int CHASED = 4;

    private final ProcessTree tree;
    private final Executor loop;
    private final Deque<Long> family;
    private final Runnable finished;
    private final Runnable givenUp;
    private DirectoryStream<Path> list;
    private Iterator<Path> rest;
    private long last;
    private boolean found;
    private boolean unsure;
    private int looks;
    private int unsureLooks;
    private int filesLeft;
    private int namesLeft;

    /**
     * @param family   numbers of processes that are to be ended with their children
     * @param finished to be run once, when nothing is left
     * @param givenUp  to be run before that where something may be left all the same
     */
    ProcessKiller(ProcessTree tree, Executor loop, Deque<Long> family, Runnable finished, Runnable givenUp) {
        this.tree = tree;
        this.loop = loop;
        this.family = new ArrayDeque<>(family);
        this.finished = finished;
        this.givenUp = givenUp;
    }

    /** One step; the next one follows in another turn. */
    @Override
    public void run() {
        boolean isOver = true;
        try {
            isOver = step();
        } finally {
            if (isOver) {
                closeList();
                finished.run();
            } else {
                loop.execute(this);
            }
        }
    }

    /** Whether it was the last. */
    private boolean step() {
        filesLeft = FILES_A_STEP;
        namesLeft = NAMES_A_STEP;
        while (!family.isEmpty() && filesLeft > 0) {
            endWithChildren(family.removeFirst());
        }
        while (family.isEmpty() && filesLeft > 0 && namesLeft > 0) {
            if (list == null ? !beginLook() : !lookOn()) {
                return true;
            }
        }
        return false;
    }

    private void endWithChildren(long pid) {
        filesLeft -= 3;
        family.addAll(ProcessTree.children(pid));
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Whether there is anything to look at. */
    private boolean beginLook() {
        filesLeft -= 2;
        last = ProcessTree.lastStarted();
        if (!ProcessTree.IS_LINUX || last == tree.pid()) {
            return false;                               // the usual case: it has started nothing
        }
        if (looks == LOOKS_MAX) {
            givenUp.run();
            return false;
        }
        looks++;
        found = false;
        unsure = false;
        try {
            list = Files.newDirectoryStream(PROCESSES, "[1-9]*");
            rest = list.iterator();
        } catch (IOException e) {
            list = null;                                // the system has no descriptor for it; perhaps in another turn
            namesLeft = 0;
        }
        return true;
    }

    /** Whether there is more to look at. */
    private boolean lookOn() {
        try {
            if (rest.hasNext()) {
                lookAt(rest.next());
                return true;
            }
        } catch (DirectoryIteratorException e) {
            unsure = true;
        }
        closeList();
        if (found || unsure) {
            chase();
        }
        unsureLooks = found ? 0 : unsureLooks + 1;
        return found || unsure && unsureLooks < UNSURE_LOOKS_MAX;
    }

    /**
     * A chain of processes, each of which starts the next one and ends, is quicker than a look at the whole list. But its
     * head is always among the processes that were started last.
     */
    private void chase() {
        for (int chases = 0; chases < CHASES_A_STEP; chases++) {
            long newest = ProcessTree.lastStarted();
            for (long pid = newest + 1; pid > newest + 1 - CHASED; pid--) {
                lookAt(pid, PROCESSES.resolve(Long.toString(pid)));
            }
        }
        filesLeft = 0;
    }

    private void lookAt(Path process) {
        namesLeft--;
        long pid = Long.parseLong(process.getFileName().toString());
        if (tree.mayBeLater(pid, last)) {
            lookAt(pid, process);
        }
    }

    private void lookAt(long pid, Path process) {
        filesLeft--;
        try {
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            filesLeft -= environment.length() / BYTES_A_FILE;
            if (tree.isMarked(environment)) {
                found = true;
                filesLeft--;
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (AccessDeniedException e) {
            // It is somebody else's.
        } catch (IOException e) {
            unsure = true;                              // it has ended; perhaps it has started another one before
        }
    }

    private void closeList() {
        if (list == null) {
            return;
        }
        try {
            list.close();
        } catch (IOException e) {
            // It was only read.
        }
        list = null;
    }
}
