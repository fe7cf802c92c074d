package hostling.cgi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A script and all that it has started, which is to be gone when the script is. A child whose parent has ended belongs to
 * nobody that can be followed, so each script has a mark in its environment, which all that it starts inherit: on Linux the
 * environment of a process can be read. What still hangs together is ended in any case.
 */
final class ProcessTree {
    static final String MARK = "HOSTLING_SCRIPT";

    private static final Path PROCESSES = Path.of("/proc");
    private static final boolean IS_LINUX = Files.isReadable(PROCESSES.resolve("self/environ"));
    /** Who is killed while it starts another one leaves that one; a few looks find the last. */
    private static final int LOOKS_MAX = 8;

    private final Process script;
    private final String mark;

    /** @param mark the value of {@link #MARK} in the script's environment, which no other script has */
    ProcessTree(Process script, String mark) {
        this.script = script;
        this.mark = mark;
    }

    // region: kill
    /** Ends all of it at once. */
    void kill() {
        // While it lives its children can be followed, also those that have put its mark away.
        List<ProcessHandle> family = script.isAlive() ? script.descendants().toList() : List.of();
        script.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        for (int look = 0; IS_LINUX && look < LOOKS_MAX; look++) {
            List<Long> left = marked();
            if (left.isEmpty()) {
                return;
            }
            left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
    }
    // endregion

    private List<Long> marked() {
        List<Long> found = new ArrayList<>();
        long last = lastStarted();
        if (last == script.pid()) {
            return found;                               // the usual case: it has started nothing
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[1-9]*")) {
            for (Path process : all) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (isLaterThanTheScript(pid, last) && isMarked(process)) {
                    found.add(pid);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return found;
    }

    /** The number of the process that was started last; 0 where the system does not tell. */
    private static long lastStarted() {
        try {
            String[] parts = Files.readString(PROCESSES.resolve("loadavg")).strip().split(" ");
            return Long.parseLong(parts[parts.length - 1]);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** Numbers are given out in order, and begin again where there are no higher ones. */
    private boolean isLaterThanTheScript(long pid, long last) {
        return last > script.pid() ? pid > script.pid() && pid <= last : pid > script.pid() || pid <= last;
    }

    /** The environment of a process that has ended, or is somebody else's, can't be read. */
    private boolean isMarked(Path process) {
        try {
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return ("\0" + environment).contains("\0" + MARK + "=" + mark + "\0");
        } catch (IOException e) {
            return false;
        }
    }
}
