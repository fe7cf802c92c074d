package hostling.examine;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The server under examination, as its user describes it.
 *
 * @param address   where it listens
 * @param authority its name in Host: a host, and a port if it is not 80
 * @param page      the path of something that a GET gets with 200
 * @param paths     what else it has, by the name of the option that says so, such as {@code echo}
 */
public record Target(InetSocketAddress address, String authority, String page, Map<String, String> paths) {
    /**
     * An option that tells something about a server.
     *
     * @param key     its name, without the hyphens before it
     * @param value   what follows it: {@code PATH}, say
     * @param meaning what that names
     */
    public record Option(String key, String value, String meaning) { }

    /** The same server, with another name in Host. */
    public Target named(String other) {
        return new Target(address, other, page, paths);
    }

    /** All options that tell about a server. */
    public static List<Option> options() {
        return Stream.of(PathOption.values()).map(option -> new Option(option.key(), option.value(), option.meaning())).toList();
    }

    /** The path that this option names; empty if it was not given. */
    Optional<String> path(PathOption option) {
        return Optional.ofNullable(paths.get(option.key()));
    }

    /**
     * The path that this option names.
     *
     * @throws NotTriedException if it was not given
     */
    String need(PathOption option) {
        return path(option).orElseThrow(() -> new NotTriedException(option.usage() + "."));
    }
}
