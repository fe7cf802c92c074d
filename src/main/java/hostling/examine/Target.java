package hostling.examine;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * The server under examination, as its user describes it.
 *
 * @param address   where it listens
 * @param authority its name in Host: a host, and a port if it is not 80
 * @param page      the path of something that a GET gets with 200
 * @param paths     what else it has, by the name of the option that says so, such as {@code echo}
 */
record Target(InetSocketAddress address, String authority, String page, Map<String, String> paths) {
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
