package hostling.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes as lines for a reader: one for each LF, with the CR LF visible, and below one of them a caret. What is far from the
 * caret is left out, and so is the middle of a very long line.
 */
final class ByteLines {
    private static final int COLUMNS_MAX = 96;
    private static final int LINES_MAX = 14;
    private static final int LINES_BEFORE_CARET = 8;
    private static final int BYTES_MAX = 1 << 16;

    /** What a line is. */
    enum Kind { BYTES, CARET, LEFT_OUT }

    /** A line of text without its end. */
    record Line(Kind kind, String text) { }

    private ByteLines() { }

    /** The lines of these bytes. */
    static List<Line> of(Finding.Sent sent) {
        byte[] bytes = sent.bytes().length <= BYTES_MAX ? sent.bytes() : Arrays.copyOf(sent.bytes(), BYTES_MAX);
        List<Line> lines = new ArrayList<>();
        int caretLine = -1;
        int start = 0;
        while (start < bytes.length || start == 0) {
            int end = lineEnd(bytes, start);
            boolean isPointedAt = sent.at() >= start && (sent.at() < end || sent.at() == end && end == bytes.length);
            lines.addAll(isPointedAt ? pointedAt(Arrays.copyOfRange(bytes, start, end), sent.at() - start, sent.note())
                    : List.of(new Line(Kind.BYTES, shortened(Bytes.show(Arrays.copyOfRange(bytes, start, end)), 0))));
            caretLine = isPointedAt ? lines.size() - 1 : caretLine;
            start = Math.max(end, start + 1);
        }
        return near(lines, Math.max(caretLine, 0));
    }

    private static int lineEnd(byte[] bytes, int start) {
        int end = start;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return Math.min(end + 1, bytes.length);
    }

    private static List<Line> pointedAt(byte[] line, int at, String note) {
        String before = Bytes.show(Arrays.copyOf(line, at));
        String all = Bytes.show(line);
        int column = Math.min(common(before, all), Math.max(all.length() - 1, 0));
        int from = Math.max(0, column - COLUMNS_MAX / 2);
        int shift = from == 0 ? 0 : from - 1;                       // an ellipsis takes the place of what is cut off
        return List.of(new Line(Kind.BYTES, shortened(all, from)),
                new Line(Kind.CARET, " ".repeat(column - shift) + "^" + (note.isEmpty() ? "" : " " + note)));
    }

    /** How far two texts agree: a run of one byte is written as a repetition, and the two may cut it in two ways. */
    private static int common(String one, String other) {
        int i = 0;
        while (i < one.length() && i < other.length() && one.charAt(i) == other.charAt(i)) {
            i++;
        }
        return i;
    }

    private static String shortened(String text, int from) {
        String rest = from == 0 ? text : "…" + text.substring(from);
        return rest.length() <= COLUMNS_MAX ? rest : rest.substring(0, COLUMNS_MAX - 1) + "…";
    }

    private static List<Line> near(List<Line> lines, int caretLine) {
        if (lines.size() <= LINES_MAX) {
            return lines;
        }
        int from = Math.max(0, Math.min(caretLine - LINES_BEFORE_CARET, lines.size() - LINES_MAX));
        int to = Math.min(lines.size(), from + LINES_MAX);
        List<Line> near = new ArrayList<>();
        if (from > 0) {
            near.add(leftOut(from));
        }
        near.addAll(lines.subList(from, to));
        if (to < lines.size()) {
            near.add(leftOut(lines.size() - to));
        }
        return near;
    }

    private static Line leftOut(int count) {
        return new Line(Kind.LEFT_OUT, "… " + count + (count == 1 ? " line more" : " lines more"));
    }
}
