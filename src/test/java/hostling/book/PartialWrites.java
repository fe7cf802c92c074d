package hostling.book;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** A client asks for an answer in each turn, and reads slowly. Shows what each write takes, and what piles up in memory. */
public final class PartialWrites {
    private static final int ANSWER_BYTES = 20;
    private static final int SOCKET_BYTES = 8;
    private static final int CLIENT_BYTES = 5;
    private static final int TURNS = 8;

    /** What happened in a turn, and how many bytes were left at its end. */
    record Turn(boolean hasRead, int written, int left) { }

    /** A socket whose buffer is small, with a client at its other end. */
    static final class SlowSocket {
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final ByteBuffer buffer = ByteBuffer.allocate(SOCKET_BYTES);

        // region: write
        /** Takes what fits, and says how many bytes that is. */
        int write(ByteBuffer from) {
            int count = Math.min(from.remaining(), buffer.remaining());
            buffer.put(from.slice().limit(count));
            from.position(from.position() + count);
            return count;
        }
        // endregion

        /** The client reads some bytes, so there is room again. */
        private void clientReads(int max) {
            buffer.flip();
            while (buffer.hasRemaining() && buffer.position() < max) {
                received.write(buffer.get());
            }
            buffer.compact();
        }

        byte[] received() {
            return received.toByteArray();
        }
    }

    private final SlowSocket socket = new SlowSocket();
    private final Deque<ByteBuffer> out = new ArrayDeque<>();
    private final boolean readsOn;
    private byte next = 'a';

    /** @param readsOn whether the server reads the next request while an answer is not yet sent */
    PartialWrites(boolean readsOn) {
        this.readsOn = readsOn;
    }

    /** Prints the turns. With the argument reads-on, the server reads on. */
    public static void main(String[] arguments) {
        List<Turn> turns = new PartialWrites(List.of(arguments).contains("reads-on")).run(TURNS);
        print("%4s  %-14s %11s %11s", "turn", "request", "write takes", "left over");
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            print("%4d  %-14s %11d %11d", i + 1, turn.hasRead ? "read" : "not read yet", turn.written, turn.left);
        }
    }

    List<Turn> run(int count) {
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            turns.add(turn());
            socket.clientReads(CLIENT_BYTES);
        }
        return turns;
    }

    SlowSocket socket() {
        return socket;
    }

    // region: turn
    private Turn turn() {
        boolean mayRead = readsOn || out.isEmpty();
        if (mayRead) {
            out.add(answer());                          // a request has been read
        }
        int written = write();
        int left = out.stream().mapToInt(ByteBuffer::remaining).sum();
        return new Turn(mayRead, written, left);
    }

    private int write() {
        int written = 0;
        while (!out.isEmpty()) {
            written += socket.write(out.peek());
            if (out.peek().hasRemaining()) {
                return written;                         // the socket is full, and the rest is remembered
            }
            out.remove();
        }
        return written;
    }
    // endregion

    /** An answer of one letter, and of the next one the next time. */
    private ByteBuffer answer() {
        ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);
        while (answer.hasRemaining()) {
            answer.put(next);
        }
        next++;
        return answer.flip();
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
