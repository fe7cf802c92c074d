package hostling.server;

import hostling.http.Body;
import hostling.http.BodySource;
import hostling.wire.ResponseWriter;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Moves the content of responses to the output buffer, whatever its shape, as far as there is room and content. */
final class BodyWriter {
    /** A chunk's size in hexadecimal digits, and two line ends: what is around the content of a chunk. */
    private static final int CHUNK_FRAMING_BYTES = 8 + 2 + 2;
    /** With less room than that a source is not asked: the next turn has more. */
    private static final int PULL_BYTES_MIN = 256;
    /** How often a source is asked in one turn before the clock is looked at. */
    private static final int PULLS_PER_LOOK = 8;

    private final ResponseWriter writer;
    private final HttpEngine engine;
    private Body body = Body.EMPTY;
    private SourceListener listener;
    /** How many pieces of the body are taken: one is all there is, but of a sequence. */
    private int piecesTaken;
    private long contentBytes;
    /** How much of the bytes that are sent now is taken. */
    private int bytesTaken;
    private boolean fileIsHandedOn;
    private boolean sourceIsBegun;
    private boolean sourceEnded;
    private boolean waitsForSource;
    private boolean pulling;
    private boolean wokenWhilePulling;

    /** Is told of a stream's source. */
    interface SourceListener {
        /** A stream that had nothing for a while has something again. */
        void sourceIsReady();

        /** Whether the source has had its share of this turn. */
        boolean isTurnOver();
    }

    BodyWriter(ResponseWriter writer, HttpEngine engine) {
        this.writer = writer;
        this.engine = engine;
    }

    /** Begins with the content of a response whose head the writer has. */
    void begin(Body content, SourceListener whoWantsIt) {
        body = content;
        listener = whoWantsIt;
        piecesTaken = writer.hasContent() ? 0 : pieces();
        bytesTaken = 0;
        fileIsHandedOn = false;
        sourceIsBegun = false;
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

    /** The content in memory that is being sent, or null. */
    Body.Bytes bytes() {
        return body instanceof Body.Bytes bytes && piecesTaken == 0 ? bytes : null;
    }

    /** Goes on; true once all content is taken and no file region of it waits in the output buffer. */
    boolean send(OutputBuffer out) throws IOException, Fault {
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

    private boolean send(Body piece, OutputBuffer out) throws IOException, Fault {
        if (piece instanceof Body.Bytes bytes) {
            return sendBytes(bytes, out.room());
        } else if (piece instanceof Body.File file) {
            return sendFile(file, out);
        } else if (piece instanceof Body.Stream stream) {
            return sendStream(stream.source(), out);
        }
        throw new IllegalStateException("an explanation is rendered before it is sent");
    }

    private boolean sendBytes(Body.Bytes bytes, ByteBuffer room) {
        int count = (int) Math.min(bytes.length() - bytesTaken, room.remaining());
        bytes.copy(bytesTaken, count, room);
        bytesTaken += count;
        contentBytes += count;
        writer.contentSentElsewhere(count);
        boolean whole = bytesTaken == bytes.length();
        if (whole) {
            bytesTaken = 0;
        }
        return whole;
    }

    /** A file that fits goes into the same write as the head; a larger one never comes into the heap. */
    private boolean sendFile(Body.File file, OutputBuffer out) throws IOException {
        if (fileIsHandedOn) {                           // and the output buffer is done with it, or nobody would ask
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
        try {
            room.limit(start + (int) file.length());
            while (room.hasRemaining()) {
                if (file.channel().read(room, file.offset() + room.position() - start) < 0) {
                    throw new IOException("the file became shorter while it was sent");
                }
            }
        } finally {
            room.limit(limit);
        }
    }

    private boolean sendStream(BodySource source, OutputBuffer out) throws Fault {
        if (!sourceIsBegun) {
            sourceIsBegun = true;
            Body mine = body;
            ForeignCode.whenReady(source, () -> wake(mine));
        }
        int pulls = 0;
        while (!sourceEnded && !waitsForSource) {
            int room = out.room().remaining() - CHUNK_FRAMING_BYTES;
            if (room < PULL_BYTES_MIN || pulls++ % PULLS_PER_LOOK == PULLS_PER_LOOK - 1 && listener.isTurnOver()) {
                return false;
            }
            pull(source, room, out);
        }
        return sourceEnded;
    }

    /** Asks for no more than there is room for, so that nothing of it has to be kept. */
    private void pull(BodySource source, int bytesMax, OutputBuffer out) throws Fault {
        ByteBuffer content = engine.content();
        content.limit(Math.min(bytesMax, content.capacity()));
        pulling = true;
        wokenWhilePulling = false;
        BodySource.Progress progress;
        try {
            progress = ForeignCode.read(source, content);
        } finally {
            pulling = false;
        }
        content.flip();
        if (progress == BodySource.Progress.MORE && !content.hasRemaining()) {
            throw new Fault(new IllegalStateException("a source that has nothing says PENDING or END"));
        }
        contentBytes += content.remaining();
        if (!writer.content(content, out.room())) {
            throw new IllegalStateException("there was room for this chunk");
        }
        sourceEnded = progress == BodySource.Progress.END;
        waitsForSource = progress == BodySource.Progress.PENDING;
        if (waitsForSource && wokenWhilePulling) {
            listener.sourceIsReady();                   // it is asked again in another turn: it may say the same for ever
        }
    }

    /** May be run by any thread. A source that was given up may still run it, when this sends other content already. */
    private void wake(Body of) {
        if (!engine.isLoopThread()) {
            engine.execute(() -> wake(of));
        } else if (body == of) {
            if (pulling) {
                wokenWhilePulling = true;
            } else if (waitsForSource) {
                listener.sourceIsReady();
            }
        }
    }

    /** The source may be asked again. */
    void goOn() {
        waitsForSource = false;
    }

    /** Lets go of the content. */
    void end() {
        contentBytes = 0;
        body = Body.EMPTY;
        listener = null;
    }
}
