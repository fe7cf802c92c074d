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
 * @param path         with a slash at its end all paths that begin like it, but for those of a longer route; without
 *                     one this path alone. Percent-encoded as in a normalised target
 * @param methods      what is accepted; all that the action can deal with where the file says nothing. OPTIONS is
 *                     always in
 * @param bodyBytesMax how much content a request may have; empty where the limit of the server holds
 * @param cors         empty where other origins' pages may not read what is answered here
 * @param action       what is done
 */
public record RouteBlock(String path, SortedSet<Method> methods, OptionalLong bodyBytesMax, Optional<Cors> cors,
                         Action action) {
    /**
     * What pages of other origins may do (the Fetch standard, "CORS protocol").
     *
     * @param origins       those that may, as browsers send them, such as {@code https://example.org}; or {@code *}
     *                      alone
     * @param fields        request fields that they may set, beyond those that they always may; or {@code *} alone
     * @param exposedFields response fields that they may read, beyond those that they always may
     * @param credentials   whether cookies go with their requests; never together with {@code *}
     * @param maxAge        how long a browser may remember the answer to a preflight
     */
    public record Cors(Set<String> origins, List<String> fields, List<String> exposedFields, boolean credentials,
                       Duration maxAge) { }
}
