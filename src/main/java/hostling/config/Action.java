package hostling.config;

import hostling.http.Method;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a route does. */
public sealed interface Action {
    /** All methods except TRACE and CONNECT, which every route rejects. */
    SortedSet<Method> ALL_METHODS = set(Method.GET, Method.HEAD, Method.POST, Method.PUT, Method.PATCH, Method.DELETE,
            Method.OPTIONS);

    private static SortedSet<Method> set(Method... methods) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(List.of(methods)));
    }

    /** The methods that the action supports, including OPTIONS. A route may allow fewer of them. */
    default SortedSet<Method> methods() {
        return ALL_METHODS;
    }

    /**
     * Serves the files of a folder.
     *
     * @param folder        an existing folder
     * @param keepsPath     whether the whole path of a request is looked up in the folder ({@code root}), or only the
     *                      part after the route's path ({@code alias})
     * @param index         the names of index files; for a folder, the first one that exists is sent
     * @param listing       whether a folder without an index file is shown as a list
     * @param cache         the value of Cache-Control; empty for none
     * @param precompressed whether {@code name.br} and {@code name.gz} are sent instead of {@code name}
     * @param memoryBytesMax how many bytes of file content are cached in memory
     */
    record Files(Path folder, boolean keepsPath, List<String> index, boolean listing, Optional<String> cache,
                 boolean precompressed, long memoryBytesMax) implements Action {
        /** The default index files. */
        static final List<String> INDEX = List.of("index.html");
        /** The default size of the cache in bytes. */
        static final long MEMORY_BYTES = 8L << 20;

        @Override
        public SortedSet<Method> methods() {
            return Action.set(Method.GET, Method.HEAD, Method.OPTIONS);
        }
    }

    /**
     * Stores uploaded files in a folder, serves and deletes them. The route's path ends in a slash.
     *
     * @param folder          an existing folder; empty for a temporary one, deleted when the server ends
     * @param form            a path that takes forms, besides the route's own
     * @param fileBytesMax    the maximum size of one file
     * @param requestBytesMax the maximum size of a request with all its files
     * @param overwrites      whether an existing file may be replaced
     * @param extensions      the allowed file name extensions, in lower case without the dot; empty to allow any
     */
    record Uploads(Optional<Path> folder, Optional<String> form, long fileBytesMax, long requestBytesMax,
                   boolean overwrites, Set<String> extensions) implements Action {
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
     * One of the server's own demonstrations. The route's path ends in a slash.
     *
     * @param name {@code echo}, {@code sessions}, {@code failure}
     */
    record Demo(String name) implements Action { }
}
