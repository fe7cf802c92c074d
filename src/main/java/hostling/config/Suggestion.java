package hostling.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Suggests the word that was meant by an unknown one. */
final class Suggestion {
    private Suggestion() { }

    /** The second half of the message about an unknown word: the word that was probably meant, or all known ones. */
    static String hint(String word, Collection<String> known) {
        return nearest(word, known).map(any -> "did you mean '" + any + "'?")
                .orElseGet(() -> "expected one of: " + String.join(", ", known));
    }

    /**
     * The nearest known word, if its distance can be explained by typing errors: at most one in three letters. Case is
     * ignored.
     */
    static Optional<String> nearest(String word, Collection<String> known) {
        int typosMax = Math.max(1, word.length() / 3);
        ToIntFunction<String> distance = any -> distance(word.toLowerCase(Locale.ROOT), any.toLowerCase(Locale.ROOT));
        return known.stream().filter(any -> Math.abs(any.length() - word.length()) <= typosMax)
                .filter(any -> distance.applyAsInt(any) <= typosMax)
                .min(Comparator.comparingInt(distance).thenComparing(Comparator.naturalOrder()));
    }

    /**
     * The <b>edit distance</b> of two words: the number of letters inserted, deleted or replaced, and of adjacent letters
     * swapped. (The "optimal string alignment" variant: no letter is edited twice.)
     */
    static int distance(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[to.length()];
    }
}
