package hostling.handler;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What pages of other origins may do with the resources of a route (the Fetch standard, "CORS protocol").
 *
 * @param origins       those that may, just as browsers send them, such as {@code https://example.org}; or {@code *}
 *                      alone for all. The origin {@code null} is that of no one in particular, so it is only meant
 *                      where it is written
 * @param fields        request fields that they may set, beyond those that they always may; or {@code *} alone for all
 *                      but Authorization
 * @param exposedFields response fields that they may read, beyond those that they always may; or {@code *} alone
 * @param credentials   whether cookies go with their requests; never together with {@code *}, which browsers don't
 *                      take as all then
 * @param maxAge        how long a browser may remember the answer to a preflight, in whole seconds
 */
public record CorsSettings(Set<String> origins, List<String> fields, List<String> exposedFields, boolean credentials,
                           Duration maxAge) {
    static final String ANY = "*";

    /** Checks that the asterisk stands alone, and without credentials. */
    public CorsSettings {
        origins = Set.copyOf(origins);
        fields = List.copyOf(fields);
        exposedFields = List.copyOf(exposedFields);
        for (var list : List.of(List.copyOf(origins), fields, exposedFields)) {
            require(!list.contains(ANY) || list.size() == 1, "* stands alone");
            require(!list.contains(ANY) || !credentials, "credentials don't go together with *");
        }
        require(!maxAge.isNegative(), "a time is not negative");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    boolean allowsAnyOrigin() {
        return origins.contains(ANY);
    }
}
