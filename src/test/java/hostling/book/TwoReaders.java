package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reads the same bytes as two lenient servers would that stand one after the other, and prints of each line to which request
 * it belongs for the first one, and for the second one. Both know Content-Length, and nothing else that ends content.
 */
public final class TwoReaders {
    private static final String LENGTH = "content-length:";
    private static final String EMPTY_LINE = "\r\n\r\n";
    private static final String ROW = "%-11s%-11s%s%n";

    private TwoReaders() { }

    // region: choices
    /** How many bytes of content follow, by the values that a head has for Content-Length. */
    interface Choice {
        int length(List<String> values);
    }

    /** The server in front: the last value counts, in any notation that Java knows. */
    static int inFront(List<String> values) {
        try {
            return values.isEmpty() ? 0 : Integer.decode(values.get(values.size() - 1));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The server behind: the first value counts, if it consists of digits. */
    static int behind(List<String> values) {
        return values.isEmpty() || !values.get(0).matches("[0-9]{1,9}") ? 0 : Integer.parseInt(values.get(0));
    }
    // endregion

    /** Reads the bytes from the standard input. */
    public static void main(String[] arguments) throws IOException {
        print(new String(System.in.readAllBytes(), ISO_8859_1));
    }

    // region: read
    /** For each byte: the number of the request that it belongs to, and the part of it. */
    static String[] read(String bytes, Choice choice) {
        String[] parts = new String[bytes.length()];
        int at = 0;
        for (int request = 1; at < bytes.length(); request++) {
            int emptyLine = bytes.indexOf(EMPTY_LINE, at);
            int headEnd = emptyLine < 0 ? bytes.length() : emptyLine + EMPTY_LINE.length();
            int length = choice.length(values(bytes.substring(at, headEnd)));
            int end = Math.min(headEnd + Math.max(length, 0), bytes.length());
            Arrays.fill(parts, at, headEnd, request + " head");
            Arrays.fill(parts, headEnd, end, request + " content");
            at = end;
        }
        return parts;
    }

    /** The values of Content-Length: a line may have several, with commas between them. */
    private static List<String> values(String head) {
        return head.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(LENGTH))
                .flatMap(line -> Stream.of(line.substring(LENGTH.length()).split(","))).map(String::trim).toList();
    }
    // endregion

    private static void print(String bytes) {
        String[] inFront = read(bytes, TwoReaders::inFront);
        String[] behind = read(bytes, TwoReaders::behind);
        System.out.printf(ROW, "in front", "behind", "bytes");
        int start = 0;
        for (int end = 1; end <= bytes.length(); end++) {
            boolean isCut = end == bytes.length() || !inFront[end].equals(inFront[start]) || !behind[end].equals(behind[start]);
            if (isCut || bytes.charAt(end - 1) == '\n') {
                String line = bytes.substring(start, end).replace("\r", "\\r").replace("\n", "\\n");
                System.out.printf(ROW, inFront[start], behind[start], line);
                start = end;
            }
        }
    }
}
