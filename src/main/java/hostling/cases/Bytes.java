package hostling.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes as one line of printable ASCII, and back. A byte is a character of ISO-8859-1. Invisible characters are written
 * {@code \r \n \t \0 \\} or {@code \xHH}, and {@code \{8192 a}} stands for 8192 times the same text, which may contain
 * escapes and repetitions.
 */
public final class Bytes {
    /** The shortest run of one byte that {@link #show} writes as a repetition. */
    static final int RUN_COUNT_MIN = 20;

    private static final int REPETITION_BYTES_MAX = 1 << 20;
    private static final Pattern REPETITION_START = Pattern.compile("\\\\\\{([1-9][0-9]{0,6}) ");

    private Bytes() { }

    /** The bytes of a text without characters above 0xff. */
    public static byte[] latin1(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** The arrays joined in order. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /** The bytes cut before each of these indexes, which may come in any order and more than once. */
    public static List<byte[]> cut(byte[] bytes, int... indexes) {
        List<byte[]> segments = new ArrayList<>();
        int start = 0;
        for (int index : Arrays.stream(indexes).sorted().toArray()) {
            segments.add(Arrays.copyOfRange(bytes, start, index));
            start = index;
        }
        segments.add(Arrays.copyOfRange(bytes, start, bytes.length));
        return segments;
    }

    /** Each byte in its own segment. */
    public static List<byte[]> oneByOne(byte[] bytes) {
        List<byte[]> segments = new ArrayList<>();
        for (byte b : bytes) {
            segments.add(new byte[] {b});
        }
        return segments;
    }

    /** The bytes as text; {@link #read} turns it back into the same bytes. */
    public static String show(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < bytes.length) {
            int end = i + 1;
            while (end < bytes.length && bytes[end] == bytes[i]) {
                end++;
            }
            int count = end - i;
            String one = show(bytes[i] & 0xff);
            text.append(count < RUN_COUNT_MIN ? one.repeat(count)
                    : "\\{" + count + " " + (bytes[i] == '}' ? "\\x7d" : one) + "}");
            i = end;
        }
        return text.toString();
    }

    private static String show(int b) {
        return switch (b) {
            case '\r' -> "\\r";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case 0 -> "\\0";
            case '\\' -> "\\\\";
            default -> b >= ' ' && b < 0x7f ? String.valueOf((char) b) : String.format(Locale.ROOT, "\\x%02x", b);
        };
    }

    /**
     * The bytes that a line with escapes stands for.
     *
     * @throws IllegalArgumentException if it has an unknown escape or a character beyond ASCII
     */
    public static byte[] read(String text) {
        Reader reader = new Reader(text);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (reader.hasMore()) {
            reader.readNext(bytes);
        }
        return bytes.toByteArray();
    }

    /** Reads a line of text once, from left to right. */
    private static final class Reader {
        private final String text;
        private int next;

        Reader(String text) {
            this.text = text;
        }

        boolean hasMore() {
            return next < text.length();
        }

        void readNext(ByteArrayOutputStream to) {
            if (text.startsWith("\\{", next)) {
                readRepetition(to);
            } else {
                to.write(text.charAt(next) == '\\' ? escape() : plain());
            }
        }

        private int plain() {
            char c = text.charAt(next);
            require(c >= ' ' && c <= '~', String.format(Locale.ROOT, "write the character U+%04X as an escape", (int) c));
            next++;
            return c;
        }

        private int escape() {
            char kind = next + 1 < text.length() ? text.charAt(next + 1) : ' ';
            if (kind == 'x') {
                return hex();
            }
            int meaning = "rnt0\\".indexOf(kind);
            require(meaning >= 0, "unknown escape \\" + kind);
            next += 2;
            return "\r\n\t\0\\".charAt(meaning);
        }

        private int hex() {
            String digits = text.substring(next + 2, Math.min(next + 4, text.length()));
            require(digits.matches("[0-9a-f]{2}"), "\\x is followed by two lower-case hex digits, not " + digits);
            next += 4;
            return Integer.parseInt(digits, 16);
        }

        private void readRepetition(ByteArrayOutputStream to) {
            Matcher start = REPETITION_START.matcher(text).region(next, text.length());
            require(start.lookingAt(), "a repetition is \\{count text}");
            next = start.end();
            ByteArrayOutputStream unit = new ByteArrayOutputStream();
            while (hasMore() && text.charAt(next) != '}') {
                readNext(unit);
            }
            require(hasMore() && unit.size() > 0, "a repetition is \\{count text}");
            next++;
            int count = Integer.parseInt(start.group(1));
            require((long) count * unit.size() <= REPETITION_BYTES_MAX,
                    "a repetition has at most " + REPETITION_BYTES_MAX + " bytes");
            for (int i = 0; i < count; i++) {
                to.writeBytes(unit.toByteArray());
            }
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new IllegalArgumentException(otherwise);
            }
        }
    }
}
