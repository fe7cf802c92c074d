package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;

/** Counts how often a byte is looked at until the end of a head is found, if the head comes byte by byte. */
public final class Steps {
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final byte[] head;
    private long steps;

    /** @param length how many bytes the head has */
    Steps(int length) {
        head = ("x".repeat(length - END_OF_HEAD.length()) + END_OF_HEAD).getBytes(ISO_8859_1);
    }

    /** The arguments are lengths of heads. */
    public static void main(String[] arguments) {
        System.out.println(" bytes     read again   remember");
        for (String argument : arguments) {
            int length = Integer.parseInt(argument);
            System.out.println(String.format(Locale.ROOT, "%,6d %,14d %,10d", length, new Steps(length).readAgain(), new Steps(length).remember()));
        }
    }

    /** Looks at all that has come, whenever a byte comes. */
    long readAgain() {
        for (int length = 1; length <= head.length; length++) {
            int matched = 0;
            for (int i = 0; i < length; i++) {
                matched = step(matched, i);
            }
        }
        return steps;
    }

    /** Looks at the byte that has come, and remembers how much of the end it has seen. */
    long remember() {
        int matched = 0;
        for (int i = 0; i < head.length; i++) {
            matched = step(matched, i);
        }
        return steps;
    }

    /** How many bytes of the end have been seen in a row, after another byte. */
    private int step(int matched, int i) {
        steps++;
        if (head[i] == END_OF_HEAD.charAt(matched)) {
            return matched + 1;
        }
        return head[i] == '\r' ? 1 : 0;
    }
}
