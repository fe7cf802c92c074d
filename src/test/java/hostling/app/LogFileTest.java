package hostling.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs in files, and their rotation. */
class LogFileTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<String> trouble = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    /** A writer that had not yet come to opening its file would make it anew while the folder is deleted. */
    @AfterEach
    void awaitTheWriters() throws Exception {
        await(() -> Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("log log"))
                .allMatch(thread -> waits(thread.getValue())));
    }

    private static boolean waits(StackTraceElement[] stack) {
        return Arrays.stream(stack).map(StackTraceElement::getMethodName).anyMatch(name -> name.equals("park") || name.equals("open0"));
    }

    private static ByteBuffer lines(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    /** Writes lines, and waits until they are in the file. */
    private static void write(LogFile log, String text) {
        ByteBuffer lines = lines(text);
        log.write(lines);
        assertFalse(lines.hasRemaining());
        assertEquals(0, log.awaitWritten(Deadline.in(PATIENCE)));
    }

    private LogFile open(Path path) throws IOException {
        return new LogFile(path, trouble::add);
    }

    private static void await(Callable<Boolean> isSo) throws Exception {
        Deadline deadline = Deadline.in(PATIENCE);
        while (!isSo.call()) {
            assertFalse(deadline.hasPassed());
            deadline.parkBriefly();
        }
    }

    private static void mkfifo(Path path) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
        assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
    }

    @Test
    void linesAreAddedToWhatIsThere() throws IOException {
        Path path = Files.writeString(folder.resolve("log"), "before\n");
        write(open(path), "one\ntwo\n");
        assertEquals("before\none\ntwo\n", Files.readString(path));
    }

    @Test
    void aFileThatWasMovedAwayIsMadeAnewWhenItIsReopened() throws IOException {
        Path path = folder.resolve("log");
        LogFile log = open(path);
        write(log, "one\n");
        Path old = Files.move(path, folder.resolve("log.1"));
        log.write(lines("two\n"));
        log.reopen();
        write(log, "three\n");
        assertEquals("one\ntwo\n", Files.readString(old));
        assertEquals("three\n", Files.readString(path));
    }

    @Test
    void ifThereIsNoNewFileTheOldOneIsWrittenOn() throws IOException {
        Path path = folder.resolve("log");
        LogFile log = open(path);
        Path old = Files.move(path, folder.resolve("log.1"));
        Files.createDirectory(path);
        log.reopen();
        write(log, "kept\n");
        assertEquals("kept\n", Files.readString(old));
        assertTrue(trouble.get(0).startsWith("the log " + path + " can't be reopened"), trouble.toString());
    }

    /** Two workers append to the same file with independent descriptors. */
    @Test
    void whoHasTheFileOpenAsWellIsNotWrittenOver() throws IOException {
        Path path = folder.resolve("log");
        LogFile one = open(path);
        LogFile other = open(path);
        write(one, "1\n");
        write(other, "2\n");
        write(one, "3\n");
        assertEquals("1\n2\n3\n", Files.readString(path));
    }

    /** Opening a FIFO blocks until it has a reader, as does writing to the old one: only the writer thread waits. */
    @Test
    void aFifoThatNobodyReadsStopsNobody() throws Exception {
        Path path = folder.resolve("log");
        mkfifo(path);
        LogFile log = open(path);
        log.write(lines("one\n"));
        assertEquals(1, log.awaitWritten(Deadline.in(Duration.ofMillis(1))), "the number of unwritten lines");
        log.reopen();
        log.write(lines("two\n"));
        assertEquals(2, log.awaitWritten(Deadline.in(Duration.ofMillis(1))));
        // For reading and writing: a reader alone would see the end when the old writer has closed and the new one has not opened.
        try (RandomAccessFile reader = new RandomAccessFile(path.toFile(), "rw")) {
            assertEquals(Set.of("one", "two"), Set.of(reader.readLine(), reader.readLine()));
        }
        assertEquals(List.of(), trouble);
    }

    @Test
    void aFileTakesThePlaceOfAFifoThatNobodyReads() throws Exception {
        Path path = folder.resolve("log");
        mkfifo(path);
        LogFile log = open(path);
        log.write(lines("stuck\n"));
        Files.delete(path);
        log.reopen();
        log.write(lines("written\n"));
        await(() -> Files.exists(path) && Files.readString(path).contains("written\n"));
    }

    @Test
    void aFifoThatNobodyReadsIsNotOpenedForEver() throws Exception {
        Path path = folder.resolve("log");
        mkfifo(path);
        LogFile log = open(path);
        for (int i = 0; i < 20; i++) {
            log.write(lines("waits for a reader\n"));
            log.reopen();
        }
        assertEquals(12, trouble.size(), trouble.toString());
        assertTrue(trouble.get(0).contains("is not reopened: after 8 reopenings"), trouble.toString());
    }

    @Test
    void aFullDiskIsSaidOnceAndItsLinesAreKept() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        LogFile log = open(full);
        for (int i = 0; i < 3; i++) {
            log.write(lines("kept\n"));
        }
        await(() -> !trouble.isEmpty());
        assertEquals(3, log.awaitWritten(Deadline.in(Duration.ofMillis(1))));
        assertEquals(List.of("the log /dev/full can't be written: No space left on device"), trouble);
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        assertThrows(IOException.class, () -> new LogFile(folder.resolve("no/log"), trouble::add));
    }
}
