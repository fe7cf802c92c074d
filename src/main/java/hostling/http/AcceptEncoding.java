package hostling.http;

import hostling.wire.Fields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which content codings a client prefers to none (RFC 9110 section 12.5.3). */
public final class AcceptEncoding {
    private static final String IDENTITY = "identity";
    private static final String ANY = "*";

    /** More than there are codings; only an attacker sends thousands, to keep the server busy. */
    private static final int MEMBERS_MAX = 50;

    private AcceptEncoding() { }

    // region: preferred-codings
    /**
     * The offered codings that the client likes at least as much as plain content, the best first. A client without
     * Accept-Encoding gets plain content.
     *
     * <p>Plain content remains the last resort even if {@code identity;q=0} refuses it: a server may disregard a
     * preference that it can't meet (section 12.4.1), and 406 would help nobody.
     *
     * @param offered names in lower case, in the server's order of preference, which breaks ties
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
     * If a coding is named twice, the last one counts. Names are case-insensitive (RFC 9110 section 8.4.1), and
     * {@code x-gzip} is an old name for {@code gzip} (RFC 9110 section 8.4.1.3).
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
