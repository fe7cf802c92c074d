package hostling.book;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;

/** Makes lines of a log, wrong and right. The arguments are paths of requests, for files that are not there. */
final class LogLine {
    private static final String START = "2026-11-24T11:15:17Z warning: there is no file ";

    private LogLine() { }

    public static void main(String[] arguments) {
        for (String argument : arguments) {
            String path = URLDecoder.decode(argument, UTF_8);
            System.out.println("as it came:\n" + START + path + "\nescaped:\n" + START + escaped(path));
        }
    }

    // region: escaped
    /** What could end the line, or close a quote, or be a command for a terminal becomes a number. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            boolean isPlain = b >= ' ' && b < 0x7f && b != '"' && b != '\\';
            safe.append(isPlain ? String.valueOf((char) b) : String.format("\\x%02X", b));
        }
        return safe.toString();
    }
    // endregion
}
