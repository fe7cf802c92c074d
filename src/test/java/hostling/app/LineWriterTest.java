package hostling.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The thread that waits for the reader of a log, so that no other thread has to. */
@Timeout(30)
class LineWriterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Queue<String> trouble = new ConcurrentLinkedQueue<>();
    private final StringBuffer written = new StringBuffer();

    private static ByteBuffer lines(String text) {
        return UTF_8.encode(text);
    }

    private static boolean isWritten(LineWriter writer) {
        return writer.awaitWritten(Deadline.in(PATIENCE));
    }

    private LineWriter start(LineWriter.Opening opening) {
        return LineWriter.start("test", opening, trouble::add);
    }

    /** A channel whose writes wait for the gate; the first ones throw these exceptions. */
    private LineChannel channel(CountDownLatch gate, IOException... failures) throws IOException {
        FileChannel channel = mock(FileChannel.class);
        Queue<IOException> next = new ConcurrentLinkedQueue<>(List.of(failures));
        when(channel.write(any(ByteBuffer.class))).thenAnswer(call -> {
            gate.await();
            if (!next.isEmpty()) {
                throw next.poll();
            }
            ByteBuffer given = call.getArgument(0);
            int count = given.remaining();
            written.append(UTF_8.decode(given));
            return count;
        });
        return new LineChannel(channel, false);
    }

    @Test
    void whatIsOfferedIsWrittenInItsOrder() throws Exception {
        LineChannel channel = channel(new CountDownLatch(0));
        LineWriter writer = start(() -> channel);
        for (int i = 0; i < 1_000; i++) {
            ByteBuffer line = lines(i + "\n");
            assertTrue(writer.offer(line) && !line.hasRemaining() || isWritten(writer));
        }
        assertTrue(isWritten(writer));
        String[] all = written.toString().split("\n");
        assertEquals(1_000, all.length);
        for (int i = 0; i < all.length; i++) {
            assertEquals(String.valueOf(i), all[i]);
        }
    }

    @Test
    void whoOffersNeverWaitsAndIsRefusedWhenTheQueueIsFull() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        LineChannel channel = channel(gate);
        LineWriter writer = start(() -> channel);
        ByteBuffer line = lines("x".repeat(1_023) + "\n");
        int taken = 0;
        while (writer.offer(line.duplicate())) {
            taken++;
        }
        assertEquals(LineWriter.WAITING_BYTES_MAX / 1_024, taken);
        assertEquals(taken, writer.linesWaiting());
        assertFalse(writer.awaitWritten(Deadline.in(Duration.ofMillis(1))));
        gate.countDown();
        assertTrue(isWritten(writer));
        assertTrue(writer.offer(line));
        assertTrue(isWritten(writer));
        assertEquals((taken + 1) * 1_024, written.length());
    }

    @Test
    void whatCantBeOpenedNowIsOpenedLater() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        LineChannel channel = channel(new CountDownLatch(0));
        LineWriter writer = start(() -> {
            try {
                gate.await();                           // like a FIFO that nobody reads
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return channel;
        });
        assertTrue(writer.offer(lines("early\n")));
        assertEquals(1, writer.linesWaiting());
        gate.countDown();
        assertTrue(isWritten(writer));
        assertEquals("early\n", written.toString());
    }

    @Test
    void whatFailsIsSaidOnceAndTriedAgain() throws Exception {
        LineChannel channel = channel(new CountDownLatch(0), new IOException("No space left on device"),
                new IOException("No space left on device"));
        LineWriter writer = start(() -> channel);
        assertTrue(writer.offer(lines("one\ntwo\n")));
        assertTrue(isWritten(writer));
        assertEquals("one\ntwo\n", written.toString());
        assertEquals("[No space left on device]", trouble.toString());
    }

    @Test
    void whatWasTakenIsWrittenBeforeTheEnd(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("log");
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        LineWriter writer = start(() -> new LineChannel(file, true));
        assertTrue(writer.offer(lines("last\n")));
        writer.finish();
        Deadline deadline = Deadline.in(PATIENCE);
        while (!writer.hasEnded() && !deadline.hasPassed()) {
            deadline.parkBriefly();
        }
        assertTrue(writer.hasEnded());
        assertFalse(file.isOpen());
        assertEquals("last\n", Files.readString(path));
    }
}
