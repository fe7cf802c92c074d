package hostling.loop;

import hostling.http.Body;
import hostling.http.BodySource;
import hostling.wire.ResponseWriter;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Moves the content of responses to the outbox, whatever its shape, as far as there is room and content. */
final class ContentSender {
    private final ResponseWriter writer;
    private final Host host;
    private Body body = Body.EMPTY;
    private Runnable wake;
    /** How many pieces of the body are taken: one is all there is, but of a sequence. */
    private int piecesTaken;
    private long contentBytes;
    /** How much of the bytes that are sent now is taken. */
    private int bytesTaken;
    /** What is to be written next of a stream; borrowed while one is sent. */
    private ByteBuffer current;
    private boolean fileIsHandedOn;
    private boolean sourceEnded;
    private boolean waitsForSource;

    ContentSender(ResponseWriter writer, Host host) {
        this.writer = writer;
        this.host = host;
    }

    /**
     * Begins with the content of a response whose head the writer has.
     *
     * @param whenReady to be run when a stream that had nothing for a while has something again
     */
    void begin(Body content, Runnable whenReady) {
        body = content;
        wake = whenReady;
        piecesTaken = writer.hasContent() ? 0 : pieces();
        bytesTaken = 0;
        fileIsHandedOn = false;
        sourceEnded = false;
        waitsForSource = false;
    }

    /** How much content was handed on. */
    long contentBytes() {
        return contentBytes;
    }

    /** Whether there is nothing to send before the source has more. */
    boolean waitsForSource() {
        return waitsForSource;
    }

    /** Goes on; true once all content is taken and no file region of it waits in the outbox. */
    boolean send(Outbox out) throws Exception {
        if (!writer.flush(out.room())) {
            return false;
        }
        while (piecesTaken < pieces()) {
            if (!send(piece(), out)) {
                return false;
            }
            piecesTaken++;
        }
        return true;
    }

    private int pieces() {
        return body instanceof Body.Sequence sequence ? sequence.pieces().size() : 1;
    }

    private Body piece() {
        return body instanceof Body.Sequence sequence ? sequence.pieces().get(piecesTaken) : body;
    }

    private boolean send(Body piece, Outbox out) throws Exception {
        if (piece instanceof Body.Bytes bytes) {
            return sendBytes(bytes, out);
        } else if (piece instanceof Body.File file) {
            return sendFile(file, out);
        } else if (piece instanceof Body.Stream stream) {
            return sendStream(stream.source(), out);
        }
        throw new IllegalStateException("an explanation is dressed before it is sent");
    }

    /** The buffer may serve other responses, too, so it is left as it was found. */
    private boolean sendBytes(Body.Bytes bytes, Outbox out) {
        ByteBuffer content = bytes.content();
        int start = content.position();
        try {
            boolean whole = write(content.position(start + bytesTaken), out);
            bytesTaken = whole ? 0 : content.position() - start;
            return whole;
        } finally {
            content.position(start);
        }
    }

    private boolean write(ByteBuffer content, Outbox out) {
        int before = content.remaining();
        boolean whole = writer.content(content, out.room());
        contentBytes += before - content.remaining();
        return whole;
    }

    /** A file that fits goes into the same write as the head; a larger one never comes into the heap. */
    private boolean sendFile(Body.File file, Outbox out) throws IOException {
        if (fileIsHandedOn) {                           // and the outbox is done with it, or nobody would ask
            fileIsHandedOn = false;
            return true;
        }
        contentBytes += file.length();
        writer.contentSentElsewhere(file.length());
        if (file.length() <= out.room().remaining()) {
            read(file, out.room());
            return true;
        }
        out.sendFile(file.channel(), file.offset(), file.length());
        fileIsHandedOn = true;
        return false;
    }

    private static void read(Body.File file, ByteBuffer room) throws IOException {
        int limit = room.limit();
        int start = room.position();
        room.limit(start + (int) file.length());
        while (room.hasRemaining()) {
            if (file.channel().read(room, file.offset() + room.position() - start) < 0) {
                throw new IOException("the file became shorter while it was sent");
            }
        }
        room.limit(limit);
    }

    private boolean sendStream(BodySource source, Outbox out) throws Exception {
        if (current == null) {
            current = host.buffers().borrow().limit(0);
            Body mine = body;
            source.whenReady(() -> sourceIsReady(mine));
        }
        while (write(current, out)) {
            if (sourceEnded || waitsForSource) {
                return sourceEnded;
            }
            pull(source);
        }
        return false;
    }

    private void pull(BodySource source) throws Exception {
        current.clear();
        waitsForSource = true;                          // unless the source wakes us before it returns
        BodySource.Progress progress = source.read(current);
        current.flip();
        sourceEnded = progress == BodySource.Progress.END;
        waitsForSource &= progress == BodySource.Progress.LATER;
        if (progress == BodySource.Progress.MORE && !current.hasRemaining()) {
            throw new IllegalStateException("a source that has nothing says LATER or END");
        }
    }

    /** A source that was given up may still have something to say, when this sends other content already. */
    private void sourceIsReady(Body of) {
        if (body == of) {
            waitsForSource = false;
            wake.run();
        }
    }

    /** Lets go of the content, and gives back what was borrowed for it. */
    void end() {
        if (body instanceof Body.Stream && current != null) {
            host.buffers().giveBack(current.clear());
        }
        current = null;
        contentBytes = 0;
        body = Body.EMPTY;
        wake = null;
    }
}
