package hostling.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.server.Counters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterBlocksTest {
    @TempDir
    private Path folder;

    private CounterBlocks worker(int number) throws IOException {
        return new CounterBlocks(Optional.of(new WorkerParameters(1, number, false, folder, new byte[32], Map.of())));
    }

    @Test
    void eachWorkerSeesTheNumbersOfAll() throws IOException {
        CounterBlocks one = worker(1);
        assertEquals(1, one.all(2).size(), "the other one has not begun");
        worker(2).own().putLong(0, 7);
        assertEquals(7, one.all(2).get(1).getLong(0));
        assertEquals(1, one.all(1).size(), "after a reload with fewer workers");
        assertEquals(7, worker(2).own().getLong(0), "the one that replaces it goes on");
    }

    /** Writing to a hole of a mapped file fails if the disk is full, in the middle of a turn; so there are no holes. */
    @Test
    void theWholeFileIsOnTheDisk() throws Exception {
        worker(1);
        Path stat = Path.of("/usr/bin/stat");
        assumeTrue(Files.isExecutable(stat));
        Process process = new ProcessBuilder(stat.toString(), "-c", "%b %B", folder.resolve("counters-1").toString()).start();
        String[] blocks = process.inputReader().readLine().split(" ");
        assertTrue(Long.parseLong(blocks[0]) * Long.parseLong(blocks[1]) >= Counters.BYTES, String.join(" of ", blocks));
    }
}
