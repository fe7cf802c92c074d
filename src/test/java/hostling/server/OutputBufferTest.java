package hostling.server;

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

/** The output buffer, with a channel that does what a real one will not do on demand. */
class OutputBufferTest {
    private static final int BUFFER_BYTES = 64;

    @TempDir
    private Path temp;
    private final ByteBuffer lent = ByteBuffer.allocate(BUFFER_BYTES);
    private final OutputBuffer output = new OutputBuffer(lent::clear);
    private final WritableByteChannel peer = mock(WritableByteChannel.class);
    private final Transport transport = new ChannelTransport(peer);
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

    /** The peer accepts these numbers of bytes, one per write, and then everything. */
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
        output.room().put(ascii.getBytes(US_ASCII));
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
        assertTrue(output.isEmpty());
        assertEquals(0, output.drainTo(transport));
        output.room();
        assertTrue(output.isEmpty(), "room alone is nothing to send");
        assertEquals(0, output.drainTo(transport));
        verify(peer, never()).write(any());
    }

    @Test
    void whatIsAddedInOneTurnGoesOutInOneWrite() throws IOException {
        peerTakes();
        add("HTTP/1.1 ");
        add("200 OK\r\n");
        assertEquals(17, output.pendingBytes());
        assertEquals(17, output.drainTo(transport));
        assertEquals("HTTP/1.1 200 OK\r\n", received());
        assertTrue(output.isEmpty());
        verify(peer, times(1)).write(any());
    }

    /** Invariant 5: one write each time the channel is selected. */
    @Test
    void aShortWriteKeepsTheRestForTheNextTurn() throws IOException {
        peerTakes(3, 5);
        add("HTTP/1.1 200 OK\r\n");
        assertEquals(3, output.drainTo(transport));
        assertEquals(14, output.pendingBytes());
        assertFalse(output.isEmpty());
        verify(peer, times(1)).write(any());
        assertEquals(5, output.drainTo(transport));
        assertEquals(9, output.drainTo(transport));
        assertEquals("HTTP/1.1 200 OK\r\n", received());
        assertEquals(0, output.pendingBytes());
    }

    @Test
    void bytesThatAreAddedAfterAShortWriteFollowTheRest() throws IOException {
        peerTakes(3);
        add("abcdef");
        output.drainTo(transport);
        add("ghi");
        assertEquals(6, output.pendingBytes());
        assertEquals(6, output.drainTo(transport));
        assertEquals("abcdefghi", received());
    }

    @Test
    void aShortWriteMakesRoomForMore() throws IOException {
        peerTakes(10);
        add("x".repeat(BUFFER_BYTES));
        assertFalse(output.room().hasRemaining());
        output.drainTo(transport);
        assertEquals(10, output.room().remaining());
    }

    @Test
    void aPeerThatTakesNothingLosesNothing() throws IOException {
        peerTakes(0, 0);
        add("abc");
        assertEquals(0, output.drainTo(transport));
        assertEquals(0, output.drainTo(transport));
        assertEquals(3, output.pendingBytes());
        assertEquals(3, output.drainTo(transport));
        assertEquals("abc", received());
    }

    /** Invariant 6: between two turns a connection holds the bytes that its client has not accepted, and no others. */
    @Test
    void whatTheClientHasNotTakenIsKeptInABufferOfItsSize() throws IOException {
        peerTakes(2, 0);
        add("abcde");
        output.drainTo(transport);
        output.park();
        assertEquals(3, output.heldBytes());
        assertEquals(3, output.pendingBytes());
        lent.clear().put("zzzzz".getBytes(US_ASCII));                   // another connection uses it now
        assertEquals(0, output.drainTo(transport));
        output.park();
        assertEquals(3, output.heldBytes());
        assertEquals(0, output.room().remaining(), "pending bytes go out first");
        output.drainTo(transport);
        add("f");
        output.drainTo(transport);
        output.park();
        assertEquals(0, output.heldBytes());
        assertEquals("abcdef", received());
    }

    @Test
    void roomThatWasNotUsedIsNotHeld() {
        output.room();
        output.park();
        assertEquals(0, output.heldBytes());
        assertTrue(output.isEmpty());
    }

    @Test
    void theBytesThatThePeerTookAreCounted() throws IOException {
        peerTakes(2);
        add("abc");
        output.drainTo(transport);
        assertEquals(2, output.writtenBytes());
        output.drainTo(transport);
        assertEquals(3, output.writtenBytes());
    }

    @Test
    void aPeerThatIsGoneIsAnExceptionAndTheRestCanBeForgotten() throws IOException {
        IOException reset = new IOException("connection reset by peer");
        when(peer.write(any())).thenThrow(reset);
        add("abc");
        assertSame(reset, assertThrows(IOException.class, () -> output.drainTo(transport)));
        output.discard();
        assertTrue(output.isEmpty());
        assertEquals(0, output.pendingBytes());
        assertEquals(0, output.heldBytes());
    }

    @Test
    void aFileGoesOutBehindTheBytes() throws IOException {
        peerTakes();
        add("head ");
        output.sendFile(file("0123456789"), 2, 5);
        assertTrue(output.hasFile());
        assertEquals(10, output.pendingBytes());
        assertEquals(5, output.drainTo(transport));
        assertEquals("head ", received());
        assertEquals(5, output.drainTo(transport));
        assertEquals("head 23456", received());
        assertTrue(output.isEmpty());
        assertFalse(output.hasFile());
        assertTrue(file.isOpen(), "only its owner closes it");
    }

    @Test
    void aFileIsSentFromWhereTheLastWriteEnded() throws IOException {
        peerTakes(3, 0, 1);
        output.sendFile(file("0123456789"), 0, 10);
        assertEquals(3, output.drainTo(transport));
        assertEquals(7, output.pendingBytes());
        assertEquals(0, output.drainTo(transport));
        assertEquals(1, output.drainTo(transport));
        assertTrue(output.hasFile());
        assertEquals(6, output.drainTo(transport));
        assertEquals("0123456789", received());
        assertTrue(output.isEmpty());
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
        output.sendFile(file, 0, length);
        long first = output.drainTo(transport);
        assertTrue(first > 0 && first < length, "one turn sends a part: " + first);
        int turns = 1;
        while (!output.isEmpty()) {
            assertTrue(output.drainTo(transport) > 0);
            turns++;
        }
        assertTrue(turns >= 3, turns + " turns");
        assertTrue(Arrays.equals(content, received.toByteArray()));
    }

    /** Invariant 9: the announced length can't be kept, so the connection must be closed. */
    @Test
    void aFileThatBecameShorterIsAnException() throws IOException {
        peerTakes(4);
        output.sendFile(file("0123456789"), 0, 10);
        assertEquals(4, output.drainTo(transport));
        file.truncate(6);
        assertEquals(2, output.drainTo(transport), "the bytes that exist go out");
        assertThrows(IOException.class, () -> output.drainTo(transport));
        output.discard();
        assertTrue(output.isEmpty());
    }

    @Test
    void aFileThatBecameEmptyIsAnException() throws IOException {
        peerTakes();
        output.sendFile(file("0123456789"), 5, 5);
        file.truncate(0);
        assertThrows(IOException.class, () -> output.drainTo(transport));
        assertEquals("", received());
    }

    /** What was appended after the head went out is not part of the response. */
    @Test
    void aFileThatBecameLongerIsSentAsFarAsWasPromised() throws IOException {
        peerTakes(4);
        output.sendFile(file("0123456789"), 0, 10);
        output.drainTo(transport);
        file.write(ByteBuffer.wrap("more".getBytes(US_ASCII)), 10);
        output.drainTo(transport);
        assertEquals("0123456789", received());
        assertTrue(output.isEmpty());
    }

    /** Slow is not short: the buffer waits for a peer that accepts nothing of a complete file. */
    @Test
    void aPeerThatTakesNothingOfAFileIsNoFault() throws IOException {
        peerTakes(0, 0, 0);
        output.sendFile(file("0123456789"), 0, 10);
        for (int i = 0; i < 3; i++) {
            assertEquals(0, output.drainTo(transport));
        }
        assertEquals(10, output.drainTo(transport));
    }

    @Test
    void aPeerThatIsGoneWhileAFileIsSentIsAnException() throws IOException {
        when(peer.write(any())).thenThrow(new IOException("broken pipe"));
        output.sendFile(file("0123456789"), 0, 10);
        assertThrows(IOException.class, () -> output.drainTo(transport));
        output.discard();
        assertTrue(output.isEmpty());
        assertFalse(output.hasFile());
        assertTrue(file.isOpen(), "only its owner closes it");
    }

    @Test
    void thereIsOneFileAtATime() throws IOException {
        output.sendFile(file("0123456789"), 0, 10);
        assertThrows(IllegalStateException.class, () -> output.sendFile(file, 0, 10));
        assertEquals(10, output.pendingBytes());
    }

    @Test
    void aRegionWithoutBytesIsSentAtOnce() throws IOException {
        peerTakes();
        output.sendFile(file("0123456789"), 10, 0);
        assertEquals(0, output.drainTo(transport));
        assertTrue(output.isEmpty());
    }

    @Test
    void whatIsForgottenIsNotSent() throws IOException {
        peerTakes();
        add("abc");
        output.sendFile(file("0123456789"), 0, 10);
        output.discard();
        assertEquals(0, output.drainTo(transport));
        assertEquals("", received());
        output.sendFile(file, 8, 2);
        assertEquals(2, output.drainTo(transport));
        assertEquals("89", received());
    }
}
