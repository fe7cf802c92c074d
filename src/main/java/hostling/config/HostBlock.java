package hostling.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import hostling.wire.FieldLine;

/**
 * One {@code [[host]]}.
 *
 * @param names      the host names that it answers to, in lower case without ports; empty where it answers to none by name
 * @param listen     the addresses that it is served at, each once, one at least
 * @param isDefault  whether it answers requests for hosts that nobody at its addresses has the name of; true for one host
 *                   of each address
 * @param errorPages by status: the file whose content stands in the place of our own page
 * @param fields     the security fields that go with each response
 * @param routes     one at least, no two with the same path
 */
public record HostBlock(List<String> names, List<InetSocketAddress> listen, boolean isDefault,
                        Map<Integer, Path> errorPages, List<FieldLine> fields, List<RouteBlock> routes) { }
