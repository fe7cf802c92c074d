package hostling.cgi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Passes variables to a program in UTF-8. Java encodes them in the charset of the <b>locale</b>, and in a locale such as
 * {@code C} it replaces each character outside of ASCII with a question mark. There, a shell sets these variables: it gets
 * their bytes as octal escapes, sets the variables, and becomes the program ({@code exec}).
 */
final class NativeEncoding {
    /** Takes a count, as many names and values, and the command. The x protects line breaks at the end of a value. */
    private static final String SCRIPT = "hostling_count=$1; shift; while [ \"$hostling_count\" -gt 0 ]; do "
            + "hostling_value=$(printf \"$2x\"); export \"$1=${hostling_value%x}\"; shift 2; "
            + "hostling_count=$((hostling_count - 1)); done; exec \"$@\"";

    private NativeEncoding() { }

    /**
     * The command that runs a command with these variables in UTF-8.
     *
     * @param variables all variables; those that the returned command sets are removed
     * @param isUtf8    whether Java passes variables in UTF-8
     */
    static List<String> command(List<String> command, Map<String, String> variables, boolean isUtf8) {
        List<String> assignments = new ArrayList<>();
        if (!isUtf8) {
            variables.entrySet().removeIf(variable -> assigned(variable.getKey(), variable.getValue(), assignments));
        }
        if (assignments.isEmpty()) {
            return command;
        }
        List<String> whole = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh",
                Integer.toString(assignments.size() / 2)));
        whole.addAll(assignments);
        whole.addAll(command);
        return whole;
    }

    private static boolean assigned(String name, String value, List<String> assignments) {
        boolean isNeeded = !StandardCharsets.US_ASCII.newEncoder().canEncode(value) && name.matches("[A-Za-z_][A-Za-z0-9_]*+");
        if (isNeeded) {
            assignments.add(name);
            assignments.add(escaped(value));
        }
        return isNeeded;
    }

    /** The bytes of a text for the format of {@code printf}; letters and digits stay, which keeps it short. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b == ' ' || b == '/';
            if (isPlain) {
                escaped.append((char) b);
            } else {
                escaped.append('\\').append((char) ('0' + (b >> 6 & 3))).append((char) ('0' + (b >> 3 & 7)))
                        .append((char) ('0' + (b & 7)));
            }
        }
        return escaped.toString();
    }
}
