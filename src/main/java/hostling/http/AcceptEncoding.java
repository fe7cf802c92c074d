package hostling.http;

import hostling.wire.Fields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which content codings a client would rather have than none (RFC 9110 section 12.5.3). */
public final class AcceptEncoding {
    private static final String IDENTITY = "identity";
    private static final String ANY = "*";

    /** There are not so many codings; thousands would be sent to keep the server busy. */
    private static final int MEMBERS_MAX = 50;

    private AcceptEncoding() { }

    // region: preferred-codings
    /**
     * Those of the codings offered that the client likes as much as plain content or more, the best first. A client
     * that does not say what it takes gets plain content.
     *
     * <p>Plain content is always good enough to come last, even where {@code identity;q=0} refuses it: a server may
     * disregard a wish that it can't meet (section 12.4.1), and 406 would help nobody.
     *
     * @param offered names in lower case in the server's order of preference, which decides between equals
     */
    public static List<String> preferred(Fields fields, List<String> offered) {
        if (!fields.has("Accept-Encoding")) {
            return List.of();
        }
        Map<String, Double> weights = weights(fields.members("Accept-Encoding", MEMBERS_MAX));
        double others = weights.getOrDefault(ANY, 0.0);
        double plain = weights.getOrDefault(IDENTITY, others);
        List<String> preferred = new ArrayList<>(offered);
        preferred.removeIf(coding -> weights.getOrDefault(coding, others) == 0
                || weights.getOrDefault(coding, others) < plain);
        preferred.sort(Comparator.comparing((String coding) -> -weights.getOrDefault(coding, others)));
        return preferred;
    }
    // endregion

    /**
     * Of a coding that is named twice the last counts. Names are the same in either case (RFC 9110 section 8.4.1), and
     * {@code x-gzip} is an old one for {@code gzip} (RFC 9110 section 8.4.1.3).
     */
    private static Map<String, Double> weights(List<String> members) {
        Map<String, Double> weights = new HashMap<>();
        for (String member : members) {
            String[] parts = member.toLowerCase(Locale.ROOT).split(";", Weight.PARTS_MAX);
            String name = parts[0].strip();
            weights.put(name.equals("x-gzip") ? "gzip" : name, Weight.of(parts));
        }
        return weights;
    }
}
