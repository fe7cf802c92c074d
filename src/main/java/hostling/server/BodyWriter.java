package hostling.server;

import hostling.http.Body;
import hostling.http.BodySource;
import hostling.wire.ResponseWriter;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Moves the content of responses, whatever its kind, to the output buffer as far as there is room and content. */
final class BodyWriter {
    /** The framing of a chunk: its size in hexadecimal digits, and two line ends. */
    private static final int CHUNK_FRAMING_BYTES = 8 + 2 + 2;
    /** With less room than this, a source is read in the next turn. */
    private static final int PULL_BYTES_MIN = 256;
    /** Reads of a source between two readings of the clock. */
    private static final int PULLS_PER_CHECK = 8;

    private final ResponseWriter writer;
    private final HttpEngine engine;
    private Body body = Body.EMPTY;
    private SourceListener listener;
    /** How many parts of the body are written; only a sequence has more than one. */
    private int partsWritten;
    private long contentBytes;
    /** How many bytes of the current part are written, if it is in memory. */
    private int bytesWritten;
    private boolean fileIsQueued;
    private boolean sourceIsStarted;
    private boolean sourceEnded;
    private boolean waitsForSource;
    private boolean pulling;
    private boolean wokenWhilePulling;

    /** Called about the source of a stream. */
    interface SourceListener {
        /** A source that was waiting can be read again. */
        void sourceIsReady();

        /** Whether the source has had its share of this turn. */
        boolean isTurnOver();
    }

    BodyWriter(ResponseWriter writer, HttpEngine engine) {
        this.writer = writer;
        this.engine = engine;
    }

    /** Begins with the content of a response whose head was given to the writer. */
    void begin(Body content, SourceListener newListener) {
        body = content;
        listener = newListener;
        partsWritten = writer.hasContent() ? 0 : pieces();
        bytesWritten = 0;
        fileIsQueued = false;
        sourceIsStarted = false;
        sourceEnded = false;
        waitsForSource = false;
    }

    /** How many bytes of content were passed to the output buffer. */
    long contentBytes() {
        return contentBytes;
    }

    /** Whether there is nothing to send until the source has more. */
    boolean waitsForSource() {
        return waitsForSource;
    }

    /** The content in memory that is being sent, or null. */
    Body.Bytes bytes() {
        return body instanceof Body.Bytes bytes && partsWritten == 0 ? bytes : null;
    }

    /** Writes what it can; true once all content is written and none of its files waits in the output buffer. */
    boolean send(OutputBuffer out) throws IOException, ForeignCodeException {
        if (!writer.flush(out.room())) {
            return false;
        }
        while (partsWritten < pieces()) {
            if (!send(piece(), out)) {
                return false;
            }
            partsWritten++;
        }
        return true;
    }

    private int pieces() {
        return body instanceof Body.Sequence sequence ? sequence.pieces().size() : 1;
    }

    private Body piece() {
        return body instanceof Body.Sequence sequence ? sequence.pieces().get(partsWritten) : body;
    }

    private boolean send(Body piece, OutputBuffer out) throws IOException, ForeignCodeException {
        if (piece instanceof Body.Bytes bytes) {
            return sendBytes(bytes, out.room());
        } else if (piece instanceof Body.File file) {
            return sendFile(file, out);
        } else if (piece instanceof Body.Stream stream) {
            return sendStream(stream.source(), out);
        }
        throw new IllegalStateException("a reason must be rendered before it is sent");
    }

    private boolean sendBytes(Body.Bytes bytes, ByteBuffer room) {
        int count = (int) Math.min(bytes.length() - bytesWritten, room.remaining());
        bytes.copy(bytesWritten, count, room);
        bytesWritten += count;
        contentBytes += count;
        writer.countTransferred(count);
        boolean whole = bytesWritten == bytes.length();
        if (whole) {
            bytesWritten = 0;
        }
        return whole;
    }

    /** A file that fits goes into the same write as the head; a larger one never enters the server's memory. */
    private boolean sendFile(Body.File file, OutputBuffer out) throws IOException {
        if (fileIsQueued) {                             // this is called again only once the output buffer has sent it
            fileIsQueued = false;
            return true;
        }
        contentBytes += file.length();
        writer.countTransferred(file.length());
        if (file.length() <= out.room().remaining()) {
            read(file, out.room());
            return true;
        }
        out.sendFile(file.channel(), file.offset(), file.length());
        fileIsQueued = true;
        return false;
    }

    private static void read(Body.File file, ByteBuffer room) throws IOException {
        int limit = room.limit();
        int start = room.position();
        try {
            room.limit(start + (int) file.length());
            while (room.hasRemaining()) {
                if (file.channel().read(room, file.offset() + room.position() - start) < 0) {
                    throw new TruncatedFileException();
                }
            }
        } finally {
            room.limit(limit);
        }
    }

    private boolean sendStream(BodySource source, OutputBuffer out) throws ForeignCodeException {
        if (!sourceIsStarted) {
            sourceIsStarted = true;
            Body mine = body;
            ForeignCode.whenReady(source, () -> wake(mine));
        }
        int pulls = 0;
        while (!sourceEnded && !waitsForSource) {
            int room = out.room().remaining() - CHUNK_FRAMING_BYTES;
            if (room < PULL_BYTES_MIN || pulls++ % PULLS_PER_CHECK == PULLS_PER_CHECK - 1 && listener.isTurnOver()) {
                return false;
            }
            pull(source, room, out);
        }
        return sourceEnded;
    }

    /** Reads no more than fits into the output buffer, so that nothing has to be stored here (<b>back-pressure</b>). */
    private void pull(BodySource source, int bytesMax, OutputBuffer out) throws ForeignCodeException {
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
            throw new ForeignCodeException(
                    new IllegalStateException("a source that supplies no bytes must return PENDING or END"));
        }
        contentBytes += content.remaining();
        if (!writer.content(content, out.room())) {
            throw new IllegalStateException("a chunk did not fit though there was room");
        }
        sourceEnded = progress == BodySource.Progress.END;
        waitsForSource = progress == BodySource.Progress.PENDING;
        if (waitsForSource && wokenWhilePulling) {
            listener.sourceIsReady();                   // read it in another turn: it might do this for ever
        }
    }

    /** Any thread may call this. A source that was closed may call it while this already sends other content. */
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

    /** Allows the source to be read again. */
    void resume() {
        waitsForSource = false;
    }

    /** Releases the content. */
    void end() {
        contentBytes = 0;
        body = Body.EMPTY;
        listener = null;
    }
}
