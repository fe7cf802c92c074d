package hostling.config;

import hostling.wire.FieldLine;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One {@code [[host]]}.
 *
 * @param names      its host names, in lower case without ports; may be empty
 * @param listen     the addresses that it is served at, without duplicates, at least one
 * @param defaultAt  the addresses at which it answers requests whose host name no host there has; at each address of a
 *                   configuration exactly one host is the default
 * @param template   the file with the HTML around the pages that the server writes itself; empty for the
 *                   built-in template
 * @param errorPages by status: the file whose content replaces the built-in error page
 * @param fields     the security fields that are added to each response
 * @param routes     at least one, no two with the same path
 */
public record HostBlock(List<String> names, List<InetSocketAddress> listen, Set<InetSocketAddress> defaultAt,
                        Optional<Path> template, Map<Integer, Path> errorPages, List<FieldLine> fields,
                        List<RouteBlock> routes) { }
