package hostling.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.AdditionalAnswers;

/** A log has whole lines, even if a write takes only a part. */
class LineChannelTest {
    /** The sizes of the writes for lines of these lengths, each with its line end, in bytes. */
    private static List<Integer> portions(int... lengths) {
        ByteBuffer lines = ByteBuffer.allocate(3 + IntStream.of(lengths).sum());
        lines.position(3);                              // the lines need not start at position 0
        for (int length : lengths) {
            lines.put("x".repeat(length - 1).getBytes(UTF_8)).put((byte) '\n');
        }
        lines.flip().position(3);
        List<Integer> portions = new ArrayList<>();
        while (lines.hasRemaining()) {
            int count = LineChannel.chunkSize(lines);
            portions.add(count);
            lines.position(lines.position() + count);
        }
        return portions;
    }

    /** A write of up to 4,096 bytes (a page) to a pipe is atomic, even if other processes write to it. */
    @Test
    void whatIsWrittenAtOnceIsOfWholeLinesThatFitAPage() {
        assertEquals(List.of(), portions());
        assertEquals(List.of(1), portions(1));
        assertEquals(List.of(4_096), portions(4_000, 96));
        assertEquals(List.of(4_000, 97), portions(4_000, 97));
        assertEquals(List.of(3_000, 4_000, 200), portions(1_000, 2_000, 4_000, 100, 100));
        assertEquals(List.of(4_096, 1), portions(4_096, 1));
    }

    @Test
    void aLineThatIsLongerThanAPageIsCut() {
        assertEquals(List.of(10, 4_096, 4_096, 28), portions(10, 8_200, 20));
    }

    @Test
    void theCallThatAPipeGetsIsOfOnePortion() throws IOException {
        FileChannel pipe = mock(FileChannel.class);
        List<Integer> calls = new ArrayList<>();
        when(pipe.write(any(ByteBuffer.class))).thenAnswer(call -> {
            ByteBuffer given = call.getArgument(0);
            calls.add(given.remaining());
            given.position(given.limit());
            return calls.get(calls.size() - 1);
        });
        ByteBuffer lines = UTF_8.encode(("x".repeat(2_999) + "\n").repeat(2));
        assertTrue(new LineChannel(pipe, false).write(lines));
        assertEquals(3_000, lines.remaining());
        assertTrue(new LineChannel(pipe, false).write(lines));
        assertEquals(List.of(3_000, 3_000), calls);
    }

    @Test
    void aPipeThatTakesNothingNowHasNoRoom() throws IOException {
        FileChannel pipe = mock(FileChannel.class);
        assertFalse(new LineChannel(pipe, false).write(UTF_8.encode("a line\n")));
    }

    @Test
    void aFailureLeavesTheLinesAsTheyWere() throws IOException {
        FileChannel pipe = mock(FileChannel.class);
        when(pipe.write(any(ByteBuffer.class))).thenThrow(new IOException("Broken pipe"));
        ByteBuffer lines = UTF_8.encode("x".repeat(9_000) + "\n");
        assertThrows(IOException.class, () -> new LineChannel(pipe, false).write(lines));
        assertEquals(9_001, lines.remaining());
    }

    /** The file, as if each write found room for only this many bytes on the disk. */
    private static FileChannel smallDisk(FileChannel disk, int room) throws IOException {
        FileChannel small = mock(FileChannel.class, AdditionalAnswers.delegatesTo(disk));
        doAnswer(call -> {
            ByteBuffer given = call.getArgument(0);
            int end = given.limit();
            given.limit(Math.min(end, given.position() + room));
            try {
                return disk.write(given);
            } finally {
                given.limit(end);
            }
        }).when(small).write(any(ByteBuffer.class));
        return small;
    }

    /** Another process may find room first, and its line must not follow half of ours. */
    @Test
    void theHalfOfALineThatAFullDiskTookIsCutOffAgain(@TempDir Path folder) throws IOException {
        Path path = Files.writeString(folder.resolve("log"), "before\n");
        try (FileChannel disk = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            LineChannel log = new LineChannel(smallDisk(disk, 12), true);
            ByteBuffer lines = UTF_8.encode("first\nsecond\nthird\n");
            assertTrue(log.write(lines));
            assertEquals("before\nfirst\n", Files.readString(path));
            assertEquals("second\nthird\n", UTF_8.decode(lines.duplicate()).toString());
            Files.writeString(path, "another\n", StandardOpenOption.APPEND);
            assertTrue(new LineChannel(disk, true).write(lines));
            assertEquals("before\nfirst\nanother\nsecond\nthird\n", Files.readString(path));
        }
    }

    @Property(tries = 200)
    void aFileHasWholeLinesAfterEachWrite(@ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 20) Integer> lengths,
            @ForAll @Size(max = 8) List<@IntRange(max = 30) Integer> rooms) throws IOException {
        StringBuilder all = new StringBuilder();
        lengths.forEach(length -> all.append("x".repeat(length - 1)).append('\n'));
        Path path = Files.createTempFile("hostling-", ".log");
        try (FileChannel disk = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer lines = UTF_8.encode(all.toString());
            for (int room : rooms) {
                try {
                    new LineChannel(smallDisk(disk, room), true).write(lines);
                } catch (IOException e) {
                    assertEquals("the disk has no room for a line", e.getMessage());
                }
                String now = Files.readString(path);
                assertTrue(now.isEmpty() || now.endsWith("\n"), now);
                assertEquals(all.length() - now.length(), lines.remaining());
            }
            new LineChannel(disk, true).write(lines);
            assertEquals(all.toString(), Files.readString(path));
        } finally {
            Files.delete(path);
        }
    }
}
