package hostling.docs;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The anchors of a page's headings, as GitHub makes them: small letters, hyphens for blanks, no punctuation. */
final class Slugs {
    private final Map<String, Integer> used = new HashMap<>();

    /** The anchor of the next heading; a number is added if an earlier heading has the same text. */
    String next(String heading) {
        String slug = heading.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{M}\\p{N}_ -]", "").replace(' ', '-');
        int before = used.merge(slug, 1, Integer::sum) - 1;
        return before == 0 ? slug : slug + "-" + before;
    }
}
