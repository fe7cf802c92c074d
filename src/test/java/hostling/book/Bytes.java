package hostling.book;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Prints the characters of a text, and the bytes of each. */
public final class Bytes {
    private static final String PLAIN_IN_A_URI = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String ROW = "%-8s  %-11s  %-12s  %s";

    private Bytes() { }

    /** The arguments are the text. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        table(String.join(" ", arguments)).forEach(out::println);
    }

    // region: table
    static List<String> table(String text) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(ROW, "number", "UTF-8", "in a URI", "character"));
        text.codePoints().forEach(number -> lines.add(row(number)));
        lines.add(text.codePointCount(0, text.length()) + " characters, " + text.getBytes(UTF_8).length + " bytes");
        return lines;
    }

    private static String row(int number) {
        String character = Character.toString(number);
        byte[] bytes = character.getBytes(UTF_8);
        String hex = HexFormat.ofDelimiter(" ").formatHex(bytes);
        return String.format(ROW, String.format("U+%04X", number), hex, percentEncoded(character, bytes), character);
    }

    private static String percentEncoded(String character, byte[] bytes) {
        boolean isPlain = PLAIN_IN_A_URI.contains(character);
        return isPlain ? character : HexFormat.of().withUpperCase().withPrefix("%").formatHex(bytes);
    }
    // endregion
}
