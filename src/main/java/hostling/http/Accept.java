package hostling.http;

import hostling.wire.Fields;
import java.util.List;
import java.util.Locale;

/** Proactive negotiation of media types by the Accept field (RFC 9110 sections 12.4.2 and 12.5.1). */
public final class Accept {
    /** Browsers send ten or so; thousands would be sent to keep the server busy. */
    private static final int RANGES_MAX = 50;

    private Accept() { }

    /**
     * The type that the client likes best.
     *
     * @param offered types without parameters in the server's order of preference, which decides between equals
     * @return one of them; the first where the client wants none of them or does not say
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

    /** What the most specific range that covers the type says of it, 0 to 1; 0 where none does. */
    private static double weight(List<String> ranges, String type) {
        double weight = 0;
        int specific = -1;
        for (String range : ranges) {
            String[] parts = range.toLowerCase(Locale.ROOT).split(";", Weight.PARTS_MAX);
            int covers = coverage(parts[0].strip(), type);
            if (covers > specific) {
                specific = covers;
                weight = Weight.of(parts);
            }
        }
        return weight;
    }

    /** How closely a range covers a type: 2 by name, 1 by its first half, 0 as everything, -1 not. */
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
