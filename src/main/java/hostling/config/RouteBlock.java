package hostling.config;

import hostling.handler.CorsSettings;
import hostling.http.Method;
import hostling.wire.IpRange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * One {@code [[host.route]]}.
 *
 * @param path         with a trailing slash, a <b>prefix</b>: all paths that begin with it, except those of a longer
 *                     route; otherwise only this path. Percent-encoded as in a normalised target
 * @param methods      the accepted methods, by default all that the action supports. Always includes OPTIONS
 * @param bodyBytesMax the maximum content of a request; empty if only the server's limit applies
 * @param cors         the permissions for pages of other origins; empty if they may not read responses
 * @param clients      the addresses that it serves; an empty list for all
 * @param action       what the route does
 */
public record RouteBlock(String path, SortedSet<Method> methods, OptionalLong bodyBytesMax, Optional<CorsSettings> cors,
                         List<IpRange> clients, Action action) { }
