package hostling.book;

import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Searches for an input that breaks a rule, and makes it small. What is tried reads the size of a chunk. It looks right, and has
 * a mistake that many servers had.
 */
final class Search {
    private static final int TRIES = 1_000;
    private static final int LENGTH_MAX = 12;
    private static final String DIGITS = "0123456789abcdefABCDEF";
    /** Once in so many characters, one that is not a digit. */
    private static final int ODD_ONE_IN = 8;
    private static final String ODD = "+-xg_ \t.\r\n";

    private final Random random;
    private int tries;

    /** @param seed decides which inputs are made, so that a search can be done again */
    Search(long seed) {
        random = new Random(seed);
    }

    /** Searches in two ways; the argument is the seed. */
    public static void main(String[] arguments) {
        long seed = Long.parseLong(arguments[0]);
        report("any bytes", new Search(seed), Search::anyBytes);
        report("nearly right", new Search(seed), Search::nearlyRight);
    }

    private interface Generator {
        String next(Search search);
    }

    private static void report(String name, Search search, Generator generator) {
        Optional<String> found = search.first(() -> generator.next(search), Search::breaksTheRule);
        System.out.println(name + ": " + found.map(input -> "input " + search.tries + " breaks the rule: " + quoted(input)
                + "\nthe smallest like it: " + quoted(smallest(input, Search::breaksTheRule)))
                .orElse(TRIES + " inputs, and none breaks the rule"));
    }

    // region: suspect
    /** The code that is tried. It throws if the text is no size. */
    static int size(String text) {
        return Integer.parseInt(text, 16);
    }

    /** The rule: what is accepted has hexadecimal digits, and nothing else. */
    static boolean breaksTheRule(String text) {
        try {
            size(text);
            return !text.matches("[0-9a-fA-F]+");
        } catch (NumberFormatException refused) {
            return false;
        }
    }
    // endregion

    // region: generators
    /** Any bytes at all. */
    String anyBytes() {
        StringBuilder text = new StringBuilder();
        for (int length = 1 + random.nextInt(LENGTH_MAX); length > 0; length--) {
            text.append((char) random.nextInt(256));
        }
        return text.toString();
    }

    /** Digits, and now and then something else. */
    String nearlyRight() {
        StringBuilder text = new StringBuilder();
        for (int length = 1 + random.nextInt(LENGTH_MAX / 2); length > 0; length--) {
            String from = random.nextInt(ODD_ONE_IN) == 0 ? ODD : DIGITS;
            text.append(from.charAt(random.nextInt(from.length())));
        }
        return text.toString();
    }
    // endregion

    /** The first of some inputs for which something is true. */
    Optional<String> first(Supplier<String> inputs, Predicate<String> isWanted) {
        for (tries = 1; tries <= TRIES; tries++) {
            String input = inputs.get();
            if (isWanted.test(input)) {
                return Optional.of(input);
            }
        }
        return Optional.empty();
    }

    // region: shrink
    /** Leaves out one character after the other, as long as the rule is still broken, and makes each digit that is left a 0. */
    static String smallest(String input, Predicate<String> isWanted) {
        String smallest = input;
        for (int i = 0; i < smallest.length(); ) {
            String shorter = smallest.substring(0, i) + smallest.substring(i + 1);
            String plainer = smallest.substring(0, i) + "0" + smallest.substring(i + 1);
            if (isWanted.test(shorter)) {
                smallest = shorter;
            } else {
                smallest = isWanted.test(plainer) ? plainer : smallest;
                i++;
            }
        }
        return smallest;
    }
    // endregion

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(c >= ' ' && c < 0x7f ? String.valueOf((char) c) : String.format("\\x%02x", c)));
        return quoted.append('"').toString();
    }
}
