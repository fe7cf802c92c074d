package hostling.loop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for the socket, in front of a channel that does what a real one will not do on demand. */
class OutboxTest {
    private static final int BUFFER_BYTES = 64;

    @TempDir
    private Path temp;
    private final ByteBuffer lent = ByteBuffer.allocate(BUFFER_BYTES);
    private final Outbox outbox = new Outbox(lent::clear);
    private final WritableByteChannel peer = mock(WritableByteChannel.class);
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private FileChannel file;

    @BeforeEach
    void openThePeer() {
        when(peer.isOpen()).thenReturn(true);
    }

    @AfterEach
    void closeTheFile() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    /** The peer takes so many bytes at each write, and everything once these are used up. */
    private void peerTakes(Integer... counts) throws IOException {
        Iterator<Integer> left = List.of(counts).iterator();
        when(peer.write(any())).thenAnswer(call -> {
            ByteBuffer from = call.getArgument(0);
            int count = Math.min(left.hasNext() ? left.next() : Integer.MAX_VALUE, from.remaining());
            for (int i = 0; i < count; i++) {
                received.write(from.get());
            }
            return count;
        });
    }

    private void add(String ascii) {
        outbox.room().put(ascii.getBytes(US_ASCII));
    }

    private FileChannel file(String content) throws IOException {
        Path path = Files.writeString(temp.resolve("file"), content);
        file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return file;
    }

    private String received() {
        return received.toString(US_ASCII);
    }

    @Test
    void nothingToSendIsNotWritten() throws IOException {
        assertTrue(outbox.isEmpty());
        assertEquals(0, outbox.drainTo(peer));
        outbox.room();
        assertTrue(outbox.isEmpty(), "room alone is nothing to send");
        assertEquals(0, outbox.drainTo(peer));
        verify(peer, never()).write(any());
    }

    @Test
    void whatIsAddedInOneTurnGoesOutInOneWrite() throws IOException {
        peerTakes();
        add("HTTP/1.1 ");
        add("200 OK\r\n");
        assertEquals(17, outbox.pendingBytes());
        assertEquals(17, outbox.drainTo(peer));
        assertEquals("HTTP/1.1 200 OK\r\n", received());
        assertTrue(outbox.isEmpty());
        verify(peer, times(1)).write(any());
    }

    /** Invariant 5: one write each time the channel is selected. */
    @Test
    void aShortWriteKeepsTheRestForTheNextTurn() throws IOException {
        peerTakes(3, 5);
        add("HTTP/1.1 200 OK\r\n");
        assertEquals(3, outbox.drainTo(peer));
        assertEquals(14, outbox.pendingBytes());
        assertFalse(outbox.isEmpty());
        verify(peer, times(1)).write(any());
        assertEquals(5, outbox.drainTo(peer));
        assertEquals(9, outbox.drainTo(peer));
        assertEquals("HTTP/1.1 200 OK\r\n", received());
        assertEquals(0, outbox.pendingBytes());
    }

    @Test
    void bytesThatAreAddedAfterAShortWriteFollowTheRest() throws IOException {
        peerTakes(3);
        add("abcdef");
        outbox.drainTo(peer);
        add("ghi");
        assertEquals(6, outbox.pendingBytes());
        assertEquals(6, outbox.drainTo(peer));
        assertEquals("abcdefghi", received());
    }

    @Test
    void aShortWriteMakesRoomForMore() throws IOException {
        peerTakes(10);
        add("x".repeat(BUFFER_BYTES));
        assertFalse(outbox.room().hasRemaining());
        outbox.drainTo(peer);
        assertEquals(10, outbox.room().remaining());
    }

    @Test
    void aPeerThatTakesNothingLosesNothing() throws IOException {
        peerTakes(0, 0);
        add("abc");
        assertEquals(0, outbox.drainTo(peer));
        assertEquals(0, outbox.drainTo(peer));
        assertEquals(3, outbox.pendingBytes());
        assertEquals(3, outbox.drainTo(peer));
        assertEquals("abc", received());
    }

    /** Invariant 6: between two turns a connection holds what its client has not taken, and no byte more. */
    @Test
    void whatTheClientHasNotTakenIsKeptInABufferOfItsSize() throws IOException {
        peerTakes(2, 0);
        add("abcde");
        outbox.drainTo(peer);
        outbox.park();
        assertEquals(3, outbox.heldBytes());
        assertEquals(3, outbox.pendingBytes());
        lent.clear().put("zzzzz".getBytes(US_ASCII));                   // it is another connection's now
        assertEquals(0, outbox.drainTo(peer));
        outbox.park();
        assertEquals(3, outbox.heldBytes());
        assertEquals(0, outbox.room().remaining(), "what waits goes out first");
        outbox.drainTo(peer);
        add("f");
        outbox.drainTo(peer);
        outbox.park();
        assertEquals(0, outbox.heldBytes());
        assertEquals("abcdef", received());
    }

    @Test
    void roomThatWasNotUsedIsNotHeld() {
        outbox.room();
        outbox.park();
        assertEquals(0, outbox.heldBytes());
        assertTrue(outbox.isEmpty());
    }

    @Test
    void theBytesThatThePeerTookAreCounted() throws IOException {
        peerTakes(2);
        add("abc");
        outbox.drainTo(peer);
        assertEquals(2, outbox.takenBytes());
        outbox.drainTo(peer);
        assertEquals(3, outbox.takenBytes());
    }

    @Test
    void aPeerThatIsGoneIsAnExceptionAndTheRestCanBeForgotten() throws IOException {
        IOException reset = new IOException("connection reset by peer");
        when(peer.write(any())).thenThrow(reset);
        add("abc");
        assertSame(reset, assertThrows(IOException.class, () -> outbox.drainTo(peer)));
        outbox.discard();
        assertTrue(outbox.isEmpty());
        assertEquals(0, outbox.pendingBytes());
        assertEquals(0, outbox.heldBytes());
    }

    @Test
    void aFileGoesOutBehindTheBytes() throws IOException {
        peerTakes();
        add("head ");
        outbox.sendFile(file("0123456789"), 2, 5);
        assertTrue(outbox.hasFile());
        assertEquals(10, outbox.pendingBytes());
        assertEquals(5, outbox.drainTo(peer));
        assertEquals("head ", received());
        assertEquals(5, outbox.drainTo(peer));
        assertEquals("head 23456", received());
        assertTrue(outbox.isEmpty());
        assertFalse(outbox.hasFile());
        assertTrue(file.isOpen(), "it is its owner's to close");
    }

    @Test
    void aFileIsSentFromWhereTheLastWriteEnded() throws IOException {
        peerTakes(3, 0, 1);
        outbox.sendFile(file("0123456789"), 0, 10);
        assertEquals(3, outbox.drainTo(peer));
        assertEquals(7, outbox.pendingBytes());
        assertEquals(0, outbox.drainTo(peer));
        assertEquals(1, outbox.drainTo(peer));
        assertTrue(outbox.hasFile());
        assertEquals(6, outbox.drainTo(peer));
        assertEquals("0123456789", received());
        assertTrue(outbox.isEmpty());
    }

    /** A turn of the loop is bounded: a fast reader of a large file does not keep the others waiting. */
    @Test
    void aLargeFileGoesOutInSeveralTurns() throws IOException {
        peerTakes();
        int length = 3 << 20;
        Path path = temp.resolve("large");
        byte[] content = new byte[length];
        for (int i = 0; i < length; i += 997) {
            content[i] = (byte) i;
        }
        Files.write(path, content);
        file = FileChannel.open(path, StandardOpenOption.READ);
        outbox.sendFile(file, 0, length);
        long first = outbox.drainTo(peer);
        assertTrue(first > 0 && first < length, "one turn sends a part: " + first);
        int turns = 1;
        while (!outbox.isEmpty()) {
            assertTrue(outbox.drainTo(peer) > 0);
            turns++;
        }
        assertTrue(turns >= 3, turns + " turns");
        assertTrue(Arrays.equals(content, received.toByteArray()));
    }

    /** Invariant 9: what was promised can't be kept, so the connection has to go. */
    @Test
    void aFileThatBecameShorterIsAnException() throws IOException {
        peerTakes(4);
        outbox.sendFile(file("0123456789"), 0, 10);
        assertEquals(4, outbox.drainTo(peer));
        file.truncate(6);
        assertEquals(2, outbox.drainTo(peer), "what is there goes out");
        assertThrows(IOException.class, () -> outbox.drainTo(peer));
        outbox.discard();
        assertTrue(outbox.isEmpty());
    }

    @Test
    void aFileThatBecameEmptyIsAnException() throws IOException {
        peerTakes();
        outbox.sendFile(file("0123456789"), 5, 5);
        file.truncate(0);
        assertThrows(IOException.class, () -> outbox.drainTo(peer));
        assertEquals("", received());
    }

    /** What was appended after the head went out is not part of the response. */
    @Test
    void aFileThatBecameLongerIsSentAsFarAsWasPromised() throws IOException {
        peerTakes(4);
        outbox.sendFile(file("0123456789"), 0, 10);
        outbox.drainTo(peer);
        file.write(ByteBuffer.wrap("more".getBytes(US_ASCII)), 10);
        outbox.drainTo(peer);
        assertEquals("0123456789", received());
        assertTrue(outbox.isEmpty());
    }

    /** Slow is not short: a peer that takes nothing from a whole file is waited for. */
    @Test
    void aPeerThatTakesNothingOfAFileIsNoFault() throws IOException {
        peerTakes(0, 0, 0);
        outbox.sendFile(file("0123456789"), 0, 10);
        for (int i = 0; i < 3; i++) {
            assertEquals(0, outbox.drainTo(peer));
        }
        assertEquals(10, outbox.drainTo(peer));
    }

    @Test
    void aPeerThatIsGoneWhileAFileIsSentIsAnException() throws IOException {
        when(peer.write(any())).thenThrow(new IOException("broken pipe"));
        outbox.sendFile(file("0123456789"), 0, 10);
        assertThrows(IOException.class, () -> outbox.drainTo(peer));
        outbox.discard();
        assertTrue(outbox.isEmpty());
        assertFalse(outbox.hasFile());
        assertTrue(file.isOpen(), "it is its owner's to close");
    }

    @Test
    void thereIsOneFileAtATime() throws IOException {
        outbox.sendFile(file("0123456789"), 0, 10);
        assertThrows(IllegalStateException.class, () -> outbox.sendFile(file, 0, 10));
        assertEquals(10, outbox.pendingBytes());
    }

    @Test
    void aRegionWithoutBytesIsSentAtOnce() throws IOException {
        peerTakes();
        outbox.sendFile(file("0123456789"), 10, 0);
        assertEquals(0, outbox.drainTo(peer));
        assertTrue(outbox.isEmpty());
    }

    @Test
    void whatIsForgottenIsNotSent() throws IOException {
        peerTakes();
        add("abc");
        outbox.sendFile(file("0123456789"), 0, 10);
        outbox.discard();
        assertEquals(0, outbox.drainTo(peer));
        assertEquals("", received());
        outbox.sendFile(file, 8, 2);
        assertEquals(2, outbox.drainTo(peer));
        assertEquals("89", received());
    }
}
