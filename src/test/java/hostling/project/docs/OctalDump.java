package hostling.project.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code od} prints. */
final class OctalDump {
    private static final int LINE = 16;
    private static final Map<Integer, String> NAMED = Map.of(0, "\\0", 7, "\\a", 8, "\\b", 9, "\\t", 10, "\\n", 11, "\\v", 12, "\\f", 13, "\\r");

    private OctalDump() { }

    /** As {@code od -c}: each line begins with the number of its first byte, in octal. */
    static String characters(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += LINE) {
            StringBuilder line = new StringBuilder(String.format("%07o", from));
            for (int i = from; i < Math.min(from + LINE, bytes.length); i++) {
                line.append(String.format("%4s", character(bytes[i] & 0xff)));
            }
            lines.add(line.toString());
        }
        lines.add(String.format("%07o", bytes.length));
        return String.join("\n", lines);
    }

    private static String character(int b) {
        return NAMED.getOrDefault(b, b >= ' ' && b < 0x7f ? String.valueOf((char) b) : String.format("%03o", b));
    }

    /** As {@code od -An -tx1}: two hexadecimal digits for each byte. */
    static String hex(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += LINE) {
            StringBuilder line = new StringBuilder();
            for (int i = from; i < Math.min(from + LINE, bytes.length); i++) {
                line.append(String.format(" %02x", bytes[i]));
            }
            lines.add(line.toString());
        }
        return String.join("\n", lines);
    }
}
