package hostling.testing.tutor;

import hostling.cases.Bytes;
import hostling.cases.Finding;
import hostling.testing.Transcript;
import hostling.wire.Event;
import hostling.wire.Limits;
import hostling.wire.ParserTrace;
import hostling.wire.ProtocolException;
import hostling.wire.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says at which byte the events of a parser begin to differ from those that were expected, in which state the parser is there,
 * and what differs. Both are lines of a transcript.
 */
public final class EventDifference {
    private static final Pattern ERROR = Pattern.compile("error [0-9]{3} ([A-Z0-9_]+) at ([0-9]+)");
    private static final String END = "end";
    private static final String HEAD = "head ";
    private static final String CONTENT = "body ";
    private static final String NO_MORE = "no more events";
    private static final int LINE_MAX = 160;
    private static final int SHOWN_BEFORE = 60;

    private final byte[] sent;
    private final Limits limits;
    private final List<String> expected;
    private final List<String> got;
    private final int line;
    private final Positions positions;

    /**
     * @param sent     the bytes, which the parser with these limits got
     * @param expected lines that differ from those of {@code got}
     */
    public EventDifference(byte[] sent, Limits limits, List<String> expected, List<String> got) {
        this.sent = sent;
        this.limits = limits;
        this.expected = expected;
        this.got = got;
        this.line = firstDifference(expected, got);
        this.positions = Positions.of(sent, limits);
    }

    private static int firstDifference(List<String> one, List<String> other) {
        int i = 0;
        while (i < one.size() && i < other.size() && one.get(i).equals(other.get(i))) {
            i++;
        }
        return i;
    }

    Limits limits() {
        return limits;
    }

    /** The bytes with the caret, the state, and both events. */
    public List<Finding.Part> parts() {
        int at = at();
        return parts(at, note(at));
    }

    /** The same with the caret at a byte that somebody else chose, or without one for -1. */
    public List<Finding.Part> parts(int at, String note) {
        List<Finding.Part> parts = new ArrayList<>();
        parts.add(new Finding.Sent("sent", sent, at, note));
        state(at).ifPresent(state -> parts.add(new Finding.Words("state", state)));
        parts.add(new Finding.Words("expected", around(expected)));
        parts.add(new Finding.Words("got", around(got)));
        return parts;
    }

    /** Both events in one line. */
    public String summary() {
        return "expected " + text(expected) + "; got " + text(got);
    }

    private String text(List<String> events) {
        return line < events.size() ? shortened(events.get(line), line) : NO_MORE;
    }

    /** The state that a byte meets, in words. */
    private Optional<String> state(int at) {
        try {
            if (at < 0) {
                return Optional.empty();
            }
            return Optional.of(StateWords.of(ParserTrace.of(Arrays.copyOf(sent, at), limits, new Positions())));
        } catch (RuntimeException | AssertionError e) {
            return Optional.empty();                    // the parser is broken, and the state is not what matters most
        }
    }

    /** The index of the byte to look at; the number of bytes if it is the end. */
    private int at() {
        List<Integer> refused = List.of(expected, got).stream().map(this::refusedAt).flatMap(Optional::stream).toList();
        int at = refused.stream().min(Integer::compare).orElseGet(this::differingAt);
        return Math.max(0, Math.min(at, sent.length));
    }

    private Optional<Integer> refusedAt(List<String> events) {
        Matcher error = ERROR.matcher(line < events.size() ? events.get(line) : "");
        if (!error.matches()) {
            return Optional.empty();
        }
        int ends = (int) events.subList(0, line).stream().filter(END::equals).count();
        return Optional.of(positions.startOfMessage(ends) + Integer.parseInt(error.group(2)));
    }

    /** Where the first event arrived that is another one. */
    private int differingAt() {
        if (line >= got.size() || got.get(line).equals(Transcript.INCOMPLETE)) {
            return sent.length;
        }
        int event = (int) got.subList(0, line + 1).stream().filter(text -> !text.startsWith(" ")).count() - 1;
        return positions.of(event, commonContent());
    }

    private int commonContent() {
        return isContent(expected) && isContent(got) ? Math.max(0, Arrays.mismatch(content(expected), content(got))) : 0;
    }

    private byte[] content(List<String> events) {
        String text = events.get(line);
        return Bytes.read(text.substring(text.indexOf('"') + 1, text.length() - 1));
    }

    private String note(int at) {
        boolean wasRefused = refusedAt(got).filter(index -> index == at).isPresent();
        boolean hasToBeRefused = refusedAt(expected).filter(index -> index == at).isPresent();
        if (wasRefused && hasToBeRefused) {
            return "here it is refused, but for another reason";
        } else if (hasToBeRefused) {
            return isOfTheWholeHead(expected, at) ? "here, as soon as the head is complete, it has to be refused"
                    : "this byte has to be refused" + (isRefusedLater() ? ", and not be taken before" : "");
        } else if (wasRefused) {
            return isOfTheWholeHead(got, at) ? "here, as soon as the head is complete, the parser refuses it" : "the parser refuses this byte";
        }
        return at == sent.length ? "the bytes end here" : isContent(got) && isContent(expected) ? "from here on the content differs"
                : "here another event arrives";
    }

    /** Whether both refuse the same, and differ in the place only; the expected one is the first. */
    private boolean isRefusedLater() {
        return line < expected.size() && line < got.size() && violation(expected).equals(violation(got));
    }

    private Optional<String> violation(List<String> events) {
        Matcher error = ERROR.matcher(events.get(line));
        return error.matches() ? Optional.of(error.group(1)) : Optional.empty();
    }

    /** What is wrong with a head as a whole is refused before the next byte, which may not even be there. */
    private boolean isOfTheWholeHead(List<String> events, int at) {
        List<String> message = events.subList(events.subList(0, line).lastIndexOf(END) + 1, line);
        byte[] end = Bytes.latin1("\r\n\r\n");
        return message.stream().noneMatch(event -> event.startsWith(HEAD)) && at >= end.length
                && Arrays.equals(Arrays.copyOfRange(sent, at - end.length, at), end);
    }

    private boolean isContent(List<String> events) {
        return line < events.size() && events.get(line).startsWith(CONTENT);
    }

    /** The line that differs and the next one; if it is a field that differs, below the event that has it or should have it. */
    private String around(List<String> events) {
        List<String> shown = new ArrayList<>();
        if (isField(expected, line) || isField(got, line)) {
            int event = line - 1;
            while (isField(events, event)) {
                event--;
            }
            shown.add(inWords(events, event));
        }
        shown.add(inWords(events, line));
        if (line + 1 < events.size()) {
            shown.add(inWords(events, line + 1));
        }
        return String.join("\n", shown);
    }

    private static boolean isField(List<String> events, int i) {
        return i < events.size() && events.get(i).startsWith(" ");
    }

    private String inWords(List<String> events, int i) {
        if (i >= events.size()) {
            return NO_MORE;
        }
        String text = events.get(i);
        Matcher error = ERROR.matcher(text);
        if (error.matches()) {
            return text + ": " + Violation.valueOf(error.group(1)).reason();
        }
        return text.equals(Transcript.INCOMPLETE) ? "incomplete: the parser waits for more bytes" : shortened(text, i);
    }

    /** A long line is cut; what differs remains. */
    private String shortened(String text, int i) {
        if (text.length() <= LINE_MAX) {
            return text;
        }
        String other = i < expected.size() && i < got.size() ? text.equals(got.get(i)) ? expected.get(i) : got.get(i) : "";
        int same = 0;
        while (same < Math.min(text.length(), other.length()) && text.charAt(same) == other.charAt(same)) {
            same++;
        }
        int from = i == line ? Math.max(0, same - SHOWN_BEFORE) : 0;
        String rest = text.substring(from);
        return (from == 0 ? "" : "…") + (rest.length() <= LINE_MAX ? rest : rest.substring(0, LINE_MAX) + "…");
    }

    /** At which byte each event arrives, if the bytes come one by one. Content that is not interrupted is one event. */
    private static final class Positions implements ParserTrace.Listener {
        private final List<List<Integer>> events = new ArrayList<>();
        private final List<Integer> messageStarts = new ArrayList<>(List.of(0));
        private boolean inContent;

        static Positions of(byte[] sent, Limits limits) {
            Positions positions = new Positions();
            try {
                ParserTrace.of(sent, limits, positions);
            } catch (RuntimeException | AssertionError e) {
                return positions;                       // as far as it came
            }
            return positions;
        }

        int startOfMessage(int number) {
            return messageStarts.get(Math.min(number, messageStarts.size() - 1));
        }

        /** The index of the byte with which an event arrived; of content, that of one of its bytes. */
        int of(int event, int contentByte) {
            if (event >= events.size()) {
                return Integer.MAX_VALUE;
            }
            List<Integer> bytes = events.get(event);
            return contentByte < bytes.size() ? bytes.get(contentByte) : bytes.get(bytes.size() - 1) + 1;
        }

        @Override
        public void bytes(String state, int count) {
            // The states are asked for where they matter.
        }

        @Override
        public void event(int bytesRead, Event event) {
            boolean isContent = event instanceof Event.BodyPart;
            if (!isContent || !inContent) {
                events.add(new ArrayList<>());
            }
            inContent = isContent;
            int count = event instanceof Event.BodyPart part ? part.bytes().remaining() : 1;
            for (int i = 0; i < count; i++) {
                events.get(events.size() - 1).add(bytesRead - count + i);
            }
            if (event instanceof Event.End) {
                messageStarts.add(bytesRead);
            }
        }

        @Override
        public void refused(int bytesRead, ProtocolException refusal) {
            // The transcript has the offset.
        }
    }
}
