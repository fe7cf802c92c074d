package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads a request line that comes in pieces: a state machine. It looks at each byte once, and remembers where it is. */
public final class LineMachine {
    private static final int LINE_BYTES_MAX = 8000;
    private static final String TOKEN = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&'*+-.^_`|~";
    /** Each 0 stands for any digit. */
    private static final String VERSION_FORM = "HTTP/0.0";

    // region: states
    /** What is expected next. */
    enum State { METHOD, TARGET, VERSION, LINE_LF, DONE }

    /** The event: a line is complete. */
    record RequestLine(String method, String target, String version) { }

    private State state = State.METHOD;
    private final StringBuilder part = new StringBuilder();
    private final List<String> parts = new ArrayList<>();
    private int taken;
    // endregion

    /** Prints the state before and after each byte. The arguments are the line, without its CR LF. */
    public static void main(String[] arguments) {
        LineMachine machine = new LineMachine();
        System.out.println("byte  state    next state");
        try {
            for (byte b : (String.join(" ", arguments) + "\r\n").getBytes(ISO_8859_1)) {
                State before = machine.state;
                RequestLine line = machine.feed(ByteBuffer.wrap(new byte[] {b}));
                System.out.println(String.format("%-4s  %-7s  %s", name(b), before, machine.state == before ? "" : machine.state).stripTrailing());
                if (line != null) {
                    System.out.println(line);
                }
            }
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }

    State state() {
        return state;
    }

    // region: feed
    /** Takes the bytes that have come. Returns the line if it is complete, and null if more bytes are needed. */
    RequestLine feed(ByteBuffer in) {
        while (in.hasRemaining() && state != State.DONE) {
            state = step(in.get() & 0xff);
            taken++;
        }
        return state == State.DONE ? new RequestLine(parts.get(0), parts.get(1), parts.get(2)) : null;
    }

    private State step(int b) {
        return switch (state) {                         // no default: a forgotten state does not compile
            case METHOD  -> b == ' ' && part.length() > 0 ? end(State.TARGET) : keep(b, TOKEN.indexOf(b) >= 0);
            case TARGET  -> b == ' ' && part.length() > 0 ? end(State.VERSION) : keep(b, b > ' ' && b < 0x7f);
            case VERSION -> b == '\r' && part.length() == VERSION_FORM.length() ? end(State.LINE_LF) : keep(b, isOfVersion(b));
            case LINE_LF -> b == '\n' ? State.DONE : keep(b, false);
            case DONE    -> throw new AssertionError("the loop ends at DONE");
        };
    }
    // endregion

    // region: parts
    /** The byte belongs to the part, and the state stays. */
    private State keep(int b, boolean isExpected) {
        if (!isExpected || taken == LINE_BYTES_MAX) {
            throw new IllegalArgumentException(name(b) + " at byte " + taken + " is refused, the state is " + state);
        }
        part.append((char) b);
        return state;
    }

    /** The part is complete, and the next one begins. */
    private State end(State next) {
        parts.add(part.toString());
        part.setLength(0);
        return next;
    }
    // endregion

    private boolean isOfVersion(int b) {
        if (part.length() == VERSION_FORM.length()) {
            return false;
        }
        char expected = VERSION_FORM.charAt(part.length());
        return expected == '0' ? b >= '0' && b <= '9' : b == expected;
    }

    private static String name(int b) {
        return switch (b) {
            case ' ' -> "SP";
            case '\r' -> "CR";
            case '\n' -> "LF";
            default -> b > ' ' && b < 0x7f ? String.valueOf((char) b) : String.format("%02x", b & 0xff);
        };
    }
}
