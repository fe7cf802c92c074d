package hostling.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets one watch {@link RequestParser} at work: feeds it one byte at a time, and reports the state that each byte meets, the
 * events and the refusal. The states and events are those of the parser itself, which does not know that it is watched.
 */
public final class ParserTrace {
    /** Is told what happens, in this order. */
    public interface Listener {
        /** The next bytes meet the parser in this state; a slash separates the states of nested machines. */
        void bytes(String state, int count);

        /**
         * An event has occurred.
         *
         * @param bytesRead how many bytes had been read by then
         * @param event     valid during the call only
         */
        void event(int bytesRead, Event event);

        /**
         * A byte was refused; no further byte is read.
         *
         * @param bytesRead how many bytes had been read: byte by byte, the refused one is the last of them; in segments it may
         *                  be the next one instead, since a byte can be refused without being taken
         */
        void refused(int bytesRead, ProtocolException refusal);
    }

    private static final int BYTE_VALUES = 256;

    private final RequestParser parser;
    private final Listener listener;
    private String state = "";
    private int bytesInState;

    private ParserTrace(Limits limits, Listener listener) {
        this.parser = new RequestParser(limits);
        this.listener = listener;
    }

    /**
     * Parses these bytes as the beginning of a connection.
     *
     * @return the state that the next byte would meet
     */
    public static String of(byte[] bytes, Limits limits, Listener listener) {
        return new ParserTrace(limits, listener).run(bytes);
    }

    /**
     * Parses these bytes as they might arrive from a network, in segments. The listener hears the state that the first byte of
     * each segment meets, with the size of the segment; after a refusal, there are no more segments.
     *
     * @param cuts the indexes of the first bytes of all segments but the first: ascending, each from 1 to the last index
     * @return the state that the next byte would meet
     * @throws IllegalArgumentException if the cuts are not like that
     */
    public static String inSegments(byte[] bytes, int[] cuts, Limits limits, Listener listener) {
        return new ParserTrace(limits, listener).run(bytes, cuts);
    }

    /**
     * What the parser would do with a byte.
     *
     * @param first   the first of consecutive values of the byte with the same result
     * @param last    the last of them
     * @param state   the state after it
     * @param refusal why it would be refused; empty if it would not
     */
    public record Outcome(int first, int last, String state, Optional<Violation> refusal) {
        private boolean isContinuedBy(Outcome next) {
            return state.equals(next.state) && refusal.equals(next.refusal);
        }

        private Outcome withRange(int from, int to) {
            return new Outcome(from, to, state, refusal);
        }
    }

    /** What the parser would do with each of the 256 values of a byte after these bytes; empty if these are refused. */
    public static List<Outcome> next(byte[] bytes, Limits limits) {
        Outcome[] tried = new Outcome[BYTE_VALUES];
        List<Outcome> outcomes = new ArrayList<>();
        for (int value = 0; value < BYTE_VALUES; value++) {
            int alike = AlikeBytes.first(value);
            if (tried[alike] == null) {
                RequestParser parser = new RequestParser(limits);
                try {
                    feed(parser, ByteBuffer.wrap(bytes));
                } catch (ProtocolException e) {
                    return List.of();
                }
                tried[alike] = outcome(parser, value);
            }
            append(outcomes, tried[alike].withRange(value, value));
        }
        return outcomes;
    }

    private static void append(List<Outcome> outcomes, Outcome next) {
        int last = outcomes.size() - 1;
        if (last >= 0 && outcomes.get(last).isContinuedBy(next)) {
            outcomes.set(last, next.withRange(outcomes.get(last).first, next.last));
        } else {
            outcomes.add(next);
        }
    }

    private static Outcome outcome(RequestParser parser, int value) {
        try {
            feed(parser, ByteBuffer.wrap(new byte[] {(byte) value}));
            return new Outcome(value, value, parser.states(), Optional.empty());
        } catch (ProtocolException e) {
            return new Outcome(value, value, parser.states(), Optional.of(e.violation()));
        }
    }

    private static void feed(RequestParser parser, ByteBuffer in) {
        while (parser.next(in) != null) {
            // The events do not matter here.
        }
    }

    private String run(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        for (int read = 1; read <= bytes.length; read++) {
            count(parser.states());
            in.limit(read);
            try {
                takeAll(in);
            } catch (ProtocolException e) {
                reportBytes();
                listener.refused(read, e);
                return parser.states();
            }
        }
        reportBytes();
        return parser.states();
    }

    private String run(byte[] bytes, int[] cuts) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        for (int i = 0; i <= cuts.length; i++) {
            int end = i < cuts.length ? cuts[i] : bytes.length;
            if (end <= in.position() && bytes.length > 0) {
                throw new IllegalArgumentException("a cut lies between two bytes, and after the previous cut: " + end);
            }
            in.limit(end);                              // throws the same exception if there are not so many bytes
            listener.bytes(parser.states(), in.remaining());
            try {
                takeAll(in);
            } catch (ProtocolException e) {
                listener.refused(in.position(), e);
                return parser.states();
            }
        }
        return parser.states();
    }

    private void takeAll(ByteBuffer in) {
        for (Event event = parser.next(in); event != null; event = parser.next(in)) {
            listener.event(in.position(), event);
        }
    }

    private void count(String now) {
        if (!now.equals(state)) {
            reportBytes();
            state = now;
        }
        bytesInState++;
    }

    private void reportBytes() {
        if (bytesInState > 0) {
            listener.bytes(state, bytesInState);
            bytesInState = 0;
        }
    }
}
