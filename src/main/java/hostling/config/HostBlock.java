package hostling.config;

import hostling.wire.FieldLine;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One {@code [[host]]}.
 *
 * @param names      the host names that it answers to, in lower case without ports; empty where it answers to none by
 *                   name
 * @param listen     the addresses that it is served at, each once, one at least
 * @param defaultAt  those of the addresses at which it answers requests for hosts that nobody there has the name of; at
 *                   each address of a configuration this is one host
 * @param errorPages by status: the file whose content stands in the place of our own page
 * @param fields     the security fields that go with each response
 * @param routes     one at least, no two with the same path
 */
public record HostBlock(List<String> names, List<InetSocketAddress> listen, Set<InetSocketAddress> defaultAt,
                        Map<Integer, Path> errorPages, List<FieldLine> fields, List<RouteBlock> routes) { }
