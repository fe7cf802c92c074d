package hostling.http;

import hostling.wire.Fields;
import java.util.List;
import java.util.Locale;

/** Proactive <b>content negotiation</b> of media types by the Accept field (RFC 9110 sections 12.4.2 and 12.5.1). */
public final class Accept {
    /** Browsers send about ten; only an attacker sends thousands, to keep the server busy. */
    private static final int RANGES_MAX = 50;

    private Accept() { }

    /**
     * The type that the client prefers.
     *
     * @param offered types without parameters, one or more, in the server's order of preference, which breaks ties
     * @return one of them; the first if the client accepts none of them or states no preference
     */
    public static String best(Fields fields, List<String> offered) {
        List<String> ranges = fields.members("Accept", RANGES_MAX);
        String best = offered.get(0);
        double bestWeight = weight(ranges, best);
        for (String type : offered) {
            double weight = weight(ranges, type);
            if (weight > bestWeight) {
                best = type;
                bestWeight = weight;
            }
        }
        return best;
    }

    /** The weight of the most specific range that covers the type, 0 to 1; 0 if none does. */
    private static double weight(List<String> ranges, String type) {
        double weight = 0;
        int specificity = -1;
        for (String range : ranges) {
            String[] parts = range.toLowerCase(Locale.ROOT).split(";", Weight.PARTS_MAX);
            int covers = coverage(parts[0].strip(), type);
            if (covers > specificity) {
                specificity = covers;
                weight = Weight.of(parts);
            }
        }
        return weight;
    }

    /** How specifically a range covers a type: 2 names it, 1 names its top-level type, 0 covers all types, -1 does not. */
    private static int coverage(String range, String type) {
        if (range.equals(type)) {
            return 2;
        }
        if (range.equals(type.substring(0, type.indexOf('/')) + "/*")) {
            return 1;
        }
        return range.equals("*/*") ? 0 : -1;
    }
}
