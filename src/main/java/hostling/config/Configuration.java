package hostling.config;

import hostling.handler.FileSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The content of a configuration file, checked and with defaults filled in. Immutable.
 *
 * @param server   the settings for all connections
 * @param logs     the destinations of the logs
 * @param sessions how the sessions of visitors are stored
 * @param cgi      the settings for all CGI scripts
 * @param hosts    the virtual hosts in the order of the file, at least one
 */
public record Configuration(ServerBlock server, LogBlock logs, SessionBlock sessions, CgiBlock cgi,
                            List<HostBlock> hosts) {

    /**
     * The configuration of {@code hostling DIR}: the files of one folder, at one address, for any host name.
     *
     * @param folder an existing folder
     */
    public static Configuration ofFolder(Path folder, InetSocketAddress address) {
        Action.Files files = new Action.Files(new FileSettings(folder, "/", true, FileSettings.INDEX, true,
                Optional.empty(), false, FileSettings.MEMORY_BYTES));
        RouteBlock route = new RouteBlock("/", files.methods(), OptionalLong.empty(), Optional.empty(), List.of(), files);
        HostBlock host = new HostBlock(List.of(), List.of(address), Set.of(address), Optional.empty(), Map.of(),
                List.of(), List.of(route));
        return new Configuration(ServerBlock.DEFAULT, LogBlock.DEFAULT, SessionBlock.DEFAULT, CgiBlock.DEFAULT,
                List.of(host));
    }

    /**
     * A copy whose hosts all listen at one other address. If several hosts have the same name, the first one keeps it;
     * the first host that is the default at any address becomes the default.
     */
    public Configuration listeningAt(InetSocketAddress address) {
        Set<String> taken = new HashSet<>();
        boolean hasDefault = false;
        List<HostBlock> moved = new ArrayList<>();
        for (HostBlock host : hosts) {
            List<String> names = host.names().stream().filter(taken::add).toList();
            boolean isDefault = !hasDefault && !host.defaultAt().isEmpty();
            hasDefault |= isDefault;
            moved.add(new HostBlock(names, List.of(address), isDefault ? Set.of(address) : Set.of(),
                    host.template(), host.errorPages(), host.fields(), host.routes()));
        }
        return new Configuration(server, logs, sessions, cgi, List.copyOf(moved));
    }

    /** A copy without an access log. */
    public Configuration withoutAccessLog() {
        LogBlock quiet = new LogBlock(new LogBlock.Destination.Off(), logs.format(), logs.error(), logs.level());
        return new Configuration(server, quiet, sessions, cgi, hosts);
    }

    /** A copy with another number of worker processes. */
    public Configuration withWorkers(int count) {
        return new Configuration(server.withWorkers(count), logs, sessions, cgi, hosts);
    }

    /** Each address that a host listens at, once, in the order of the file. */
    public Collection<InetSocketAddress> addresses() {
        Set<InetSocketAddress> addresses = new LinkedHashSet<>();
        hosts.forEach(host -> addresses.addAll(host.listen()));
        return addresses;
    }

    /** The hosts at an address, in the order of the file. */
    public List<HostBlock> hostsAt(InetSocketAddress address) {
        return hosts.stream().filter(host -> host.listen().contains(address)).toList();
    }
}
