package hostling.config;

import hostling.handler.FileSettings;
import hostling.handler.UploadPolicy;
import hostling.http.Method;
import hostling.wire.IpRange;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a route does. */
public sealed interface Action {
    /** All methods except TRACE and CONNECT, which every route rejects. */
    SortedSet<Method> ALL_METHODS = set(Method.GET, Method.HEAD, Method.POST, Method.PUT, Method.PATCH, Method.DELETE,
            Method.OPTIONS);

    /** What shows the inside of the server is for clients on the same machine, unless the configuration says otherwise. */
    List<IpRange> THIS_MACHINE = List.of(IpRange.parse("127.0.0.0/8").orElseThrow(), IpRange.parse("::1").orElseThrow());

    private static SortedSet<Method> set(Method... methods) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(List.of(methods)));
    }

    /** The methods that the action supports, including OPTIONS. A route may allow fewer of them. */
    default SortedSet<Method> methods() {
        return ALL_METHODS;
    }

    /** The addresses that it serves if the configuration does not say; an empty list for all. */
    default List<IpRange> clients() {
        return List.of();
    }

    /** Serves the files of a folder. */
    record Files(FileSettings settings) implements Action {
        @Override
        public SortedSet<Method> methods() {
            return Action.set(Method.GET, Method.HEAD, Method.OPTIONS);
        }
    }

    /**
     * Stores uploaded files in a folder, serves and deletes them. The route's path ends in a slash.
     *
     * @param folder an existing folder; empty for a temporary one, deleted when the server ends
     * @param form   a path that takes forms, besides the route's own
     * @param policy which uploads are accepted
     */
    record Uploads(Optional<Path> folder, Optional<String> form, UploadPolicy policy) implements Action {
        @Override
        public SortedSet<Method> methods() {
            return Action.set(Method.GET, Method.HEAD, Method.POST, Method.PUT, Method.DELETE, Method.OPTIONS);
        }
    }

    /**
     * Runs the scripts of a folder. The route's path ends in a slash.
     *
     * @param folder an existing folder
     */
    record Cgi(Path folder) implements Action { }

    /**
     * Redirects clients.
     *
     * @param status    301, 302, 303, 307 or 308
     * @param to        a URI reference
     * @param keepsRest whether the rest of the path after the route's, and the query, are appended to it
     */
    record Redirect(int status, String to, boolean keepsRest) implements Action { }

    /**
     * Answers health checks.
     *
     * @param isReadiness whether it answers 503 once the server is about to stop; otherwise always 200
     */
    record Health(boolean isReadiness) implements Action {
        @Override
        public SortedSet<Method> methods() {
            return Action.set(Method.GET, Method.HEAD, Method.OPTIONS);
        }
    }

    /**
     * Tells how the server is doing.
     *
     * @param isPage whether it is a page for people, and not only the text for Prometheus
     */
    record Status(boolean isPage) implements Action {
        @Override
        public SortedSet<Method> methods() {
            return Action.set(Method.GET, Method.HEAD, Method.OPTIONS);
        }

        @Override
        public List<IpRange> clients() {
            return THIS_MACHINE;
        }
    }

    /**
     * One of the server's own demonstrations. The route's path ends in a slash.
     *
     * @param name {@code echo}, {@code sessions}, {@code explain}, {@code loop}, {@code failure}, {@code docs}
     */
    record Demo(String name) implements Action {
        @Override
        public List<IpRange> clients() {
            return name.equals("explain") || name.equals("loop") ? THIS_MACHINE : List.of();
        }
    }
}
