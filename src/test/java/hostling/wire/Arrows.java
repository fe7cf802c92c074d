package hostling.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The arrows between the states of each machine, with the bytes that take them: watched while a parser reads. A machine has
 * the name of its class.
 */
final class Arrows {
    /** An arrow between two states of one machine. */
    record Arrow(String from, String to) implements Comparable<Arrow> {
        @Override
        public int compareTo(Arrow other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return from + " --> " + to;
        }
    }

    private static final String HEAD = "RequestParser";
    private static final String LINE = "RequestLineReader";
    private static final String FIELDS = "FieldSectionReader";
    private static final String CHUNKS = "ChunkedBody";
    private static final String EXTENSIONS = "ChunkExtensionReader";
    /** The machine within a state of the request. */
    private static final Map<String, String> NESTED = Map.of("REQUEST_LINE", LINE, "FIELDS", FIELDS, "BODY", CHUNKS);

    private final Map<String, Map<Arrow, BitSet>> seen = new TreeMap<>();

    /** Those that these bytes take, in addition to the others. A refusal is not an arrow. */
    Arrows watch(byte[] input) {
        RequestParser parser = new RequestParser(Limits.DEFAULT);
        try {
            for (byte b : input) {
                take(parser, b);
            }
        } catch (ProtocolException e) {
            return this;
        }
        return this;
    }

    private void take(RequestParser parser, byte b) {
        ByteBuffer segment = ByteBuffer.wrap(new byte[] {b});
        boolean more = true;
        while (more) {
            String before = parser.states();
            more = parser.next(segment) != null;
            note(before.split("/"), parser.states().split("/"), b & 0xff);
        }
    }

    /** Those that a byte takes in each situation of the table. */
    static Arrows ofAllBytes() {
        Arrows arrows = new Arrows();
        for (String situation : new StateTable().situations()) {
            for (int b = 0; b < 256; b++) {
                arrows.watch((situation + (char) b).getBytes(ISO_8859_1));
            }
        }
        return arrows;
    }

    private void note(String[] from, String[] to, int b) {
        note(HEAD, from[0], to[0], b);
        if (from[0].equals(to[0]) && from.length > 1 && to.length > 1) {
            note(NESTED.get(from[0]), from[1], to[1], b);
            if (from.length > 2 && to.length > 2 && from[1].equals(to[1])) {
                note(from[1].equals("TRAILERS") ? FIELDS : EXTENSIONS, from[2], to[2], b);
            } else if (to.length > 2 && to[1].equals("EXTENSIONS")) {
                note(EXTENSIONS, ChunkExtensionReader.State.SIZE_END.toString(), to[2], b);
            }
        }
    }

    private void note(String machine, String from, String to, int b) {
        if (!from.equals(to)) {
            seen.computeIfAbsent(machine, any -> new TreeMap<>()).computeIfAbsent(new Arrow(from, to), any -> new BitSet()).set(b);
        }
    }

    Set<Arrow> of(String machine) {
        return seen.get(machine).keySet();
    }

    /** The bytes that take an arrow. */
    BitSet bytes(String machine, Arrow arrow) {
        return seen.get(machine).get(arrow);
    }
}
