package hostling.config;

import hostling.http.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;

/**
 * One {@code [[host.route]]}.
 *
 * @param path         with a trailing slash, a <b>prefix</b>: all paths that begin with it, except those of a longer
 *                     route; otherwise only this path. Percent-encoded as in a normalised target
 * @param methods      the accepted methods, by default all that the action supports. Always includes OPTIONS
 * @param bodyBytesMax the maximum content of a request; empty if only the server's limit applies
 * @param cors         the permissions for pages of other origins; empty if they may not read responses
 * @param action       what the route does
 */
public record RouteBlock(String path, SortedSet<Method> methods, OptionalLong bodyBytesMax, Optional<Cors> cors,
                         Action action) {
    /**
     * The permissions of pages from other origins (the Fetch standard, "CORS protocol").
     *
     * @param origins       the allowed origins, as browsers send them, such as {@code https://example.org}; or only
     *                      {@code *}
     * @param fields        the request fields that they may set, besides the always allowed ones; or only {@code *}
     * @param exposedFields the response fields that they may read, besides the always readable ones; or only {@code *}
     * @param credentials   whether browsers may send cookies with their requests; never together with {@code *}
     * @param maxAge        how long a browser may cache the answer to a preflight
     */
    public record Cors(Set<String> origins, List<String> fields, List<String> exposedFields, boolean credentials,
                       Duration maxAge) { }
}
