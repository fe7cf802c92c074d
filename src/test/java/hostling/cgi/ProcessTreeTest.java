package hostling.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.testing.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills the processes that a script has started, in steps. */
class ProcessTreeTest {
    private static final int MANY = 60;

    private final Queue<Runnable> turns = new ArrayDeque<>();
    private final String mark = UUID.randomUUID().toString();
    private boolean finished;
    private boolean givenUp;

    @BeforeEach
    void isLinux() {
        assumeTrue(Files.isReadable(Path.of("/proc/self/environ")));
    }

    private Process script(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
        builder.environment().put(ProcessTree.MARK, mark);
        return builder.start();
    }

    private static List<ProcessHandle> numbers(Process script, int count) throws IOException {
        List<ProcessHandle> found = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(script.getInputStream()));
        for (int i = 0; i < count; i++) {
            ProcessHandle.of(Long.parseLong(lines.readLine())).ifPresent(found::add);
        }
        return found;
    }

    private void kill(Process script) {
        kill(script, false);
    }

    private void kill(Process script, boolean keepsDetached) {
        ProcessHandle handle = script.toHandle();
        ProcessTree.of(handle, mark).kill(handle, turns::add, keepsDetached, () -> finished = true, () -> givenUp = true);
    }

    private static void assertEnd(List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle each : processes) {
            each.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void howeverManyThereAreEachStepIsShort() throws Exception {
        Process script = script("i=0; while [ $i -lt " + MANY + " ]; do sleep 1000 >/dev/null 2>&1 & echo $!; i=$((i+1)); "
                + "done; wait");
        List<ProcessHandle> all = numbers(script, MANY);
        assertEquals(MANY, all.size());
        kill(script);
        assertFalse(finished, "so many processes take more than one turn");
        int steps = 1;
        for (; !turns.isEmpty(); steps++) {
            assertFalse(finished);
            turns.remove().run();
        }
        assertTrue(finished && !givenUp);
        assertTrue(steps > 4, steps + " steps");
        assertEnd(all);
    }

    /** A process that removes the mark is still a child of a marked one, and its own children are its descendants. */
    @Test
    void whoeverHangsTogetherIsEnded() throws Exception {
        Process script = script("env -i /bin/sh -c 'sleep 1000 >/dev/null 2>&1 & echo $!; echo $$; wait' & wait");
        List<ProcessHandle> all = numbers(script, 2);
        kill(script);
        while (!turns.isEmpty()) {
            turns.remove().run();
        }
        assertTrue(finished);
        assertEnd(all);
    }

    /** Each process of a chain starts the next one and ends: one that a scan finds is gone a moment later. */
    @Test
    void aChainThatForksOnIsCaught() throws Exception {
        Process script = script("chain='[ -e /proc/1 ] && /bin/sh -c \"$chain\" & '; export chain; eval \"$chain\"; wait");
        kill(script);
        while (!turns.isEmpty()) {
            turns.remove().run();
        }
        assertTrue(finished && !givenUp);
        CompletableFuture.allOf(marked().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .get(20, TimeUnit.SECONDS);
        assertEquals(0, marked().count());
    }

    /** One is detached by its own parent, one is orphaned in the script's session: only the first may live on. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatHasASessionOfItsOwnMayLiveOn(boolean keepsDetached) throws Exception {
        assumeTrue(ProcessTree.IS_LINUX && Files.isExecutable(Path.of("/usr/bin/setsid")));
        Process script = script("setsid sleep 1000 >/dev/null 2>&1 & echo $!; (sleep 1000 >/dev/null 2>&1 & echo $!)");
        List<ProcessHandle> all = numbers(script, 2);
        Eventually.holds("setsid has become sleep", () -> ProcessTree.isDetached(all.get(0).pid()));
        assertFalse(ProcessTree.isDetached(all.get(1).pid()));
        kill(script, keepsDetached);
        while (!turns.isEmpty()) {
            turns.remove().run();
        }
        assertTrue(finished && !givenUp);
        assertEnd(all.subList(1, 2));
        if (keepsDetached) {
            assertTrue(all.get(0).isAlive());
            all.get(0).destroyForcibly();
        } else {
            assertEnd(all);
        }
    }

    /**
     * A zombie stays in the list of processes until its parent collects it; in a container with a careless first process,
     * that is never. It must not lead to one scan after the other.
     */
    @Test
    void zombiesCostNoFurtherScans() throws Exception {
        assumeTrue(ProcessTree.IS_LINUX);
        Process script = script("exec sleep 1000");
        int zombies = 200;
        Process careless = new ProcessBuilder("/bin/sh", "-c", "i=0; while [ $i -lt " + zombies + " ]; do sleep 0.5 & "
                + "i=$((i+1)); done; exec sleep 1000").start();
        try {
            Eventually.holds("there are zombies", () -> zombiesOf(careless.pid()) == zombies);
            kill(script);
            int steps = 1;
            for (; !turns.isEmpty(); steps++) {
                turns.remove().run();
            }
            assertTrue(finished && !givenUp);
            assertTrue(steps < 40, steps + " steps");
        } finally {
            careless.destroyForcibly();
        }
    }

    private static long zombiesOf(long pid) throws IOException {
        long count = 0;
        for (long child : ProcessTree.children(pid)) {
            String status = Files.readString(Path.of("/proc/" + child + "/stat"));
            count += status.startsWith(") Z", status.lastIndexOf(')')) ? 1 : 0;
        }
        return count;
    }

    private Stream<ProcessHandle> marked() {
        return ProcessHandle.allProcesses().filter(each -> {
            try {
                return Files.readString(Path.of("/proc/" + each.pid() + "/environ"),
                        StandardCharsets.ISO_8859_1).contains(mark);
            } catch (IOException e) {
                return false;
            }
        });
    }
}
