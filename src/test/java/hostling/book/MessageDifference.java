package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hostling.cases.Finding;
import hostling.testing.tutor.EventDifference;
import hostling.wire.Event;
import hostling.wire.Limits;
import hostling.wire.ProtocolException;
import hostling.wire.RequestParser;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What differs between the events that a written message should give and those that it gives. The caret is where the writer has to
 * look, which may be before the byte at which a parser notices it.
 */
final class MessageDifference {
    private static final String HEAD = "head ";
    private static final String END = "end";
    private static final String INCOMPLETE = "incomplete";

    private final byte[] bytes;
    private final List<String> expected;
    private final List<String> got;
    private final EventDifference difference;
    /** The first event that is another one. */
    private final int first;

    /** @param expected lines that differ from those of {@code got} */
    MessageDifference(byte[] bytes, List<String> expected, List<String> got) {
        this.bytes = bytes;
        this.expected = expected;
        this.got = got;
        difference = new EventDifference(bytes, Limits.DEFAULT, expected, got);
        int same = 0;
        while (same < Math.min(got.size(), expected.size()) && got.get(same).equals(expected.get(same))) {
            same++;
        }
        first = same;
    }

    String summary() {
        return difference.summary();
    }

    List<Finding.Part> parts() {
        if (got.isEmpty()) {
            return difference.parts(bytes.length, "the bytes end here, and no request has begun");
        } else if (got.get(0).equals(INCOMPLETE)) {
            return difference.parts(bytes.length, "the bytes end here, and the head has no empty line at its end");
        } else if (first == expected.size()) {
            return difference.parts(endOfMessages(), "the message has ended, and this byte begins another one");
        } else if (first < got.size() && got.get(first).startsWith(HEAD) && expected.get(first).startsWith(HEAD)) {
            return difference.parts(inRequestLine(), "from here on the request line differs");
        }
        return difference.parts();
    }

    private int inRequestLine() {
        String text = new String(bytes, ISO_8859_1);
        String line = got.get(first).substring(HEAD.length());
        int start = first == 0 ? text.indexOf(line) : text.lastIndexOf(line);
        return start + Arrays.mismatch(line.toCharArray(), expected.get(first).substring(HEAD.length()).toCharArray());
    }

    /** How many bytes the messages have that were expected, and have come. */
    private int endOfMessages() {
        int count = Collections.frequency(expected, END);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        RequestParser parser = new RequestParser(Limits.DEFAULT);
        try {
            for (int ends = 0; ends < count;) {
                ends += parser.next(in) instanceof Event.End ? 1 : 0;
            }
        } catch (ProtocolException e) {
            throw new AssertionError("these messages were read before", e);
        }
        return in.position();
    }
}
