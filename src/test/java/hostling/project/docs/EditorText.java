package hostling.project.docs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** The notation of the explorer's editor. */
final class EditorText {
    private EditorText() { }

    /** The bytes in the notation of the explorer's editor: the end of a line is CR LF. */
    static String of(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (String line : new String(bytes, ISO_8859_1).split("(?<=\r\n)")) {
            boolean isWhole = line.endsWith("\r\n");
            (isWhole ? line.substring(0, line.length() - 2) : line).chars().forEach(b -> text.append(editorText(b)));
            text.append(isWhole ? "\n" : "");
        }
        return text.toString();
    }

    private static String editorText(int b) {
        return switch (b) {
            case '\r' -> "\\r";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\\' -> "\\\\";
            default -> b >= ' ' && b < 0x7f ? String.valueOf((char) b) : String.format("\\x%02x", b);
        };
    }
}
