package hostling.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs in files, and their rotation. */
class LogFileTest {
    private final List<String> trouble = new ArrayList<>();

    @TempDir
    private Path folder;

    private static ByteBuffer lines(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    @Test
    void linesAreAddedToWhatIsThere() throws IOException {
        Path path = Files.writeString(folder.resolve("log"), "before\n");
        try (LogFile log = new LogFile(path, trouble::add)) {
            ByteBuffer lines = lines("one\ntwo\n");
            log.write(lines);
            assertFalse(lines.hasRemaining());
        }
        assertEquals("before\none\ntwo\n", Files.readString(path));
    }

    @Test
    void aFileThatWasMovedAwayIsMadeAnewWhenItIsReopened() throws IOException {
        Path path = folder.resolve("log");
        try (LogFile log = new LogFile(path, trouble::add)) {
            log.write(lines("one\n"));
            Path old = Files.move(path, folder.resolve("log.1"));
            log.write(lines("two\n"));
            log.reopen();
            log.write(lines("three\n"));
            assertEquals("one\ntwo\n", Files.readString(old));
            assertEquals("three\n", Files.readString(path));
        }
    }

    @Test
    void whereThereIsNoNewFileTheOldOneIsWrittenOn() throws IOException {
        Path path = folder.resolve("log");
        try (LogFile log = new LogFile(path, trouble::add)) {
            Path old = Files.move(path, folder.resolve("log.1"));
            Files.createDirectory(path);
            log.reopen();
            log.write(lines("kept\n"));
            assertEquals("kept\n", Files.readString(old));
            assertTrue(trouble.get(0).startsWith("the log " + path + " can't be opened again"), trouble.toString());
        }
    }

    /** Two workers do the same with two descriptors that know nothing of each other. */
    @Test
    void whoHasTheFileOpenAsWellIsNotWrittenOver() throws IOException {
        Path path = folder.resolve("log");
        try (LogFile one = new LogFile(path, trouble::add); LogFile other = new LogFile(path, trouble::add)) {
            one.write(lines("1\n"));
            other.write(lines("2\n"));
            one.write(lines("3\n"));
        }
        assertEquals("1\n2\n3\n", Files.readString(path));
    }

    @Test
    void aFullDiskIsSaidOnce() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        try (LogFile log = new LogFile(full, trouble::add)) {
            for (int i = 0; i < 3; i++) {
                ByteBuffer lines = lines("lost\n");
                log.write(lines);
                assertFalse(lines.hasRemaining());
            }
        }
        assertEquals(1, trouble.size(), trouble.toString());
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        assertThrows(IOException.class, () -> new LogFile(folder.resolve("no/log"), trouble::add));
    }
}
