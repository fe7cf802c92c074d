package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** What useful methods for texts do that a parser must not do. */
public final class Traps {
    private Traps() { }

    /** Prints each call with its result. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        traps().forEach(out::println);
    }

    static List<String> traps() {
        return List.of(
                line("Integer.parseInt(\"+5\")", Integer.parseInt("+5")),
                line("Integer.parseInt(\"\\u0663\")", Integer.parseInt("\u0663")),
                line("Character.isDigit('\\u0663')", Character.isDigit('\u0663')),
                line("\"TITLE\".toLowerCase(TURKISH)", "TITLE".toLowerCase(Locale.forLanguageTag("tr"))),
                line("\"\\u212a\".equalsIgnoreCase(\"k\")", "\u212a".equalsIgnoreCase("k")),
                line("\"\\0GET\\t\".trim()", "\0GET\t".trim()),
                line("\"3\\u20ac\".getBytes(ISO_8859_1)", hex("3\u20ac".getBytes(ISO_8859_1))),
                line("new String({ff}, UTF_8)", hex(new String(new byte[] {(byte) 0xff}, UTF_8).getBytes(UTF_8))));
    }

    private static String line(String call, Object result) {
        return String.format("%-32s  %s", call, result);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}
