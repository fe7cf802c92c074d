package hostling.examine;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
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
public record Target(InetSocketAddress address, String authority, String page, Map<String, String> paths) {
    /** The names of the options that tell a path, with what the path is of. */
    public static final Map<String, String> PATH_OPTIONS = pathOptions();

    private static Map<String, String> pathOptions() {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("post", "takes a POST; it need not do anything with the content");
        paths.put("echo", "answers a POST with the content that it got");
        return paths;
    }

    /** The path that this option names; empty if it was not given. */
    Optional<String> path(String option) {
        return Optional.ofNullable(paths.get(option));
    }
}
