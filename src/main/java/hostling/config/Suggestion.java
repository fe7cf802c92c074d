package hostling.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Guesses what someone meant who wrote a word that nobody knows. */
final class Suggestion {
    private Suggestion() { }

    /** What to say to someone who wrote an unknown word: the word that was meant, or all that there are. */
    static String hint(String word, Collection<String> known) {
        return nearest(word, known).map(any -> "did you mean '" + any + "'?")
                .orElseGet(() -> "known are " + String.join(", ", known));
    }

    /**
     * The known word that is nearest, where it is so near that slips of the keys explain it: one in three letters.
     * Capitals are no slips.
     */
    static Optional<String> nearest(String word, Collection<String> known) {
        int slips = Math.max(1, word.length() / 3);
        ToIntFunction<String> far = any -> distance(word.toLowerCase(Locale.ROOT), any.toLowerCase(Locale.ROOT));
        return known.stream().filter(any -> Math.abs(any.length() - word.length()) <= slips)
                .filter(any -> far.applyAsInt(any) <= slips)
                .min(Comparator.comparingInt(far).thenComparing(Comparator.naturalOrder()));
    }

    /**
     * How many slips lead from one word to the other: a letter too many, too few or another one, or two neighbours
     * exchanged. (The "optimal string alignment": no letter is touched twice.)
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
                boolean exchanged = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (exchanged) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[to.length()];
    }
}
