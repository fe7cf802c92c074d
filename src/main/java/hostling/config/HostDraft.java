package hostling.config;

import hostling.wire.FieldLine;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A {@code [[host]]} as far as it could be read, before {@link HostConflicts} compares it with the other hosts. */
final class HostDraft {
    final Section section;
    final List<Located<String>> names;
    final List<Located<InetSocketAddress>> listen;
    final boolean wantsDefault;
    private final Optional<Path> template;
    private final Map<Integer, Path> errorPages;
    private final List<FieldLine> fields;
    private final List<RouteBlock> routes;
    private boolean excluded;

    HostDraft(Section section, List<Located<String>> names, List<Located<InetSocketAddress>> listen,
              boolean wantsDefault, Optional<Path> template, Map<Integer, Path> errorPages, List<FieldLine> fields,
              List<RouteBlock> routes) {
        this.section = section;
        this.names = names;
        this.listen = listen;
        this.wantsDefault = wantsDefault;
        this.template = template;
        this.errorPages = errorPages;
        this.fields = fields;
        this.routes = routes;
    }

    /** Leaves it out of the configuration, because it has an error. */
    void exclude() {
        excluded = true;
    }

    boolean isExcluded() {
        return excluded;
    }

    /** Whether it listens at an address. */
    boolean listensAt(InetSocketAddress address) {
        return listen.stream().anyMatch(any -> any.value().equals(address));
    }

    /** The finished host, with the addresses at which it is the default. */
    HostBlock block(Set<InetSocketAddress> defaultAt) {
        return new HostBlock(names.stream().map(Located::value).distinct().toList(),
                listen.stream().map(Located::value).toList(), defaultAt, template, errorPages, fields, routes);
    }
}
