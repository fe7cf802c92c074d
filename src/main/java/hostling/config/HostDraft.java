package hostling.config;

import hostling.wire.FieldLine;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A {@code [[host]]} as far as it could be read, before it is seen beside its neighbours. */
final class HostDraft {
    final Section section;
    final List<Located<String>> names;
    final List<Located<InetSocketAddress>> listen;
    final boolean asksToBeDefault;
    private final Map<Integer, Path> errorPages;
    private final List<FieldLine> fields;
    private final List<RouteBlock> routes;
    private boolean broken;

    HostDraft(Section section, List<Located<String>> names, List<Located<InetSocketAddress>> listen,
              boolean asksToBeDefault, Map<Integer, Path> errorPages, List<FieldLine> fields, List<RouteBlock> routes) {
        this.section = section;
        this.names = names;
        this.listen = listen;
        this.asksToBeDefault = asksToBeDefault;
        this.errorPages = errorPages;
        this.fields = fields;
        this.routes = routes;
    }

    /** It has an error and is left out. */
    void leaveOut() {
        broken = true;
    }

    boolean isLeftOut() {
        return broken;
    }

    /** Whether it is served at an address. */
    boolean listensAt(InetSocketAddress address) {
        return listen.stream().anyMatch(any -> any.value().equals(address));
    }

    /** The host, given where it is the default. */
    HostBlock block(Set<InetSocketAddress> defaultAt) {
        return new HostBlock(names.stream().map(Located::value).distinct().toList(),
                listen.stream().map(Located::value).toList(), defaultAt, errorPages, fields, routes);
    }
}
