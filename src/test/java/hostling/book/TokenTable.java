package hostling.book;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/** The bytes of a token as a table, and whether a text is a token. */
public final class TokenTable {
    private static final int ASCII_MAX = 0x7f;

    // region: table
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final boolean[] TOKEN = of("0123456789" + LETTERS + "!#$%&'*+-.^_`|~");

    private static boolean[] of(String members) {
        boolean[] table = new boolean[256];
        for (byte b : members.getBytes(US_ASCII)) {
            table[b] = true;
        }
        return table;
    }
    // endregion

    private TokenTable() { }

    /** Prints the lower half of the table, and whether each argument is a token. */
    public static void main(String[] arguments) {
        System.out.println("   0 1 2 3 4 5 6 7 8 9 a b c d e f");
        for (int row = 0; row <= ASCII_MAX; row += 16) {
            System.out.println(row(row));
        }
        for (String argument : arguments) {
            System.out.println(argument + (isToken(argument.getBytes(UTF_8)) ? " is a token" : " is no token"));
        }
    }

    private static String row(int first) {
        StringBuilder row = new StringBuilder(String.format("%x ", first >> 4));
        for (int b = first; b < first + 16; b++) {
            row.append(' ').append(TOKEN[b] ? (char) b : ' ');
        }
        return row.toString().stripTrailing();
    }

    // region: is-token
    static boolean isToken(byte[] bytes) {
        for (byte b : bytes) {
            if (!TOKEN[b & 0xff]) {
                return false;
            }
        }
        return bytes.length > 0;
    }
    // endregion
}
