package hostling.handler;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The permissions of pages from other origins on the resources of a route (the Fetch standard, "CORS protocol").
 *
 * @param origins       the allowed origins, exactly as browsers send them, such as {@code https://example.org}; or only
 *                      {@code *} for all. The origin {@code null} can be sent by any page, so it is allowed only if it
 *                      is listed
 * @param fields        request fields that they may set, besides the always allowed ones; or only {@code *} for all
 *                      except Authorization
 * @param exposedFields response fields that they may read, besides the always readable ones; or only {@code *}
 * @param credentials   whether browsers may send cookies with their requests; never together with {@code *}, which is
 *                      no wildcard to browsers then
 * @param maxAge        how long a browser may cache the answer to a preflight, in whole seconds
 */
public record CorsSettings(Set<String> origins, List<String> fields, List<String> exposedFields, boolean credentials,
                           Duration maxAge) {
    static final String ANY = "*";

    /** Checks that an asterisk is the only element of its list, and not combined with credentials. */
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
