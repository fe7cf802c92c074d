package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Decodes content in the chunked transfer coding. It is a state machine that takes one byte at a time, so the bytes may come in any
 * pieces. Chunk extensions and trailer fields are passed over.
 *
 * <pre>
 *    ┌────────────────────────── LF ────────────────────────────┐
 *    ▼                                                          │
 *  SIZE ── CR ──▶ SIZE_LF ── LF ──▶ DATA ──▶ DATA_CR ── CR ──▶ DATA_LF
 *    │               ▲  │
 *    └▶ EXTENSION ───┘  └─ LF, the size was 0 ──▶ TRAILER_START ── CR ──▶ END_LF ── LF ──▶ END
 *                                                  │        ▲
 *                                                  ▼        │
 *                                               TRAILER ──▶ TRAILER_LF
 * </pre>
 */
public final class ChunkDecoder {
    // region: states
    enum State { SIZE, EXTENSION, SIZE_LF, DATA, DATA_CR, DATA_LF, TRAILER_START, TRAILER, TRAILER_LF, END_LF, END }

    private State state = State.SIZE;
    private int left;                                   // the size, as far as it is read; then how much data is missing
    private int digits;                                 // how many digits the size has until now
    // endregion

    private static final int CONTENT_BYTES_MAX = 1 << 20;
    private static final int DIGITS_MAX = 16;
    private static final int PASSED_OVER_MAX = 4096;

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private int at;
    private int passedOver;

    /** The bytes are not in the chunked transfer coding, or too many. */
    static final class Refused extends Exception {
        Refused(int at, String why) {
            super("refused at byte " + at + ": " + why);
        }
    }

    /** Reads from the standard input; the argument is the number of bytes in each piece. */
    public static void main(String[] arguments) throws IOException {
        int size = arguments.length == 0 ? Integer.MAX_VALUE : Integer.parseInt(arguments[0]);
        byte[] bytes = System.in.readAllBytes();
        ChunkDecoder decoder = new ChunkDecoder();
        try {
            for (int from = 0; from < bytes.length && decoder.state != State.END; from += size) {
                byte[] piece = Arrays.copyOfRange(bytes, from, from + Math.min(size, bytes.length - from));
                int before = decoder.content.size();
                byte[] taken = Arrays.copyOf(piece, decoder.take(piece));
                byte[] gained = Arrays.copyOfRange(decoder.content(), before, decoder.content.size());
                System.out.printf("%-12s content %-8s then %s%n", shown(taken), shown(gained), decoder.state);
            }
        } catch (Refused e) {
            System.out.println(e.getMessage());
        }
    }

    private static String shown(byte[] bytes) {
        return "\"" + new String(bytes, ISO_8859_1).replace("\r", "\\r").replace("\n", "\\n") + "\"";
    }

    State state() {
        return state;
    }

    /** The content until now. It is complete in the state END, and not before. */
    byte[] content() {
        return content.toByteArray();
    }

    // region: take
    /** Takes bytes up to the end of the content. Returns how many: those after them belong to the next request. */
    int take(byte[] piece) throws Refused {
        int taken = 0;
        while (taken < piece.length && state != State.END) {
            state = next(piece[taken] & 0xff);
            taken++;
            at++;
        }
        return taken;
    }

    private State next(int b) throws Refused {
        return switch (state) {
            case SIZE -> size(b);
            case EXTENSION -> b == '\r' ? State.SIZE_LF : passOver(b, State.EXTENSION);
            case SIZE_LF -> expect(b, '\n', left > 0 ? State.DATA : State.TRAILER_START);
            case DATA -> data(b);
            case DATA_CR -> expect(b, '\r', State.DATA_LF);
            case DATA_LF -> expect(b, '\n', State.SIZE);
            case TRAILER_START -> b == '\r' ? State.END_LF : passOver(b, State.TRAILER);
            case TRAILER -> b == '\r' ? State.TRAILER_LF : passOver(b, State.TRAILER);
            case TRAILER_LF -> expect(b, '\n', State.TRAILER_START);
            case END_LF -> expect(b, '\n', State.END);
            case END -> throw new IllegalStateException("the content has ended");
        };
    }
    // endregion

    // region: size
    private State size(int b) throws Refused {
        int digit = "0123456789abcdef".indexOf(Character.toLowerCase(b));
        if (digit < 0) {
            require(digits > 0 && (b == '\r' || b == ';'), "a size consists of hexadecimal digits");
            digits = 0;
            return b == '\r' ? State.SIZE_LF : State.EXTENSION;
        }
        require(++digits <= DIGITS_MAX, "a size has too many digits");
        left = left * 16 + digit;                       // left is small enough: else the line below has refused it
        require(left <= CONTENT_BYTES_MAX - content.size(), "the content is too large");
        return State.SIZE;
    }
    // endregion

    // region: data
    private State data(int b) {
        content.write(b);
        left--;
        return left > 0 ? State.DATA : State.DATA_CR;
    }

    private State expect(int b, int wanted, State next) throws Refused {
        require(b == wanted, state == State.DATA_CR || state == State.DATA_LF ? "after data comes CR LF" : "a line ends in CR LF");
        return next;
    }
    // endregion

    /** Takes a byte of a chunk extension or of a trailer field, which may be any text. */
    private State passOver(int b, State next) throws Refused {
        require(b == '\t' || b >= ' ' && b != 0x7f, "a line has a control character, or ends in LF alone");
        require(++passedOver <= PASSED_OVER_MAX, "extensions and trailer fields are too long");
        return next;
    }

    private void require(boolean isRight, String otherwise) throws Refused {
        if (!isRight) {
            throw new Refused(at, otherwise);
        }
    }
}
