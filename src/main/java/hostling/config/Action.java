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
    /** All methods but TRACE and CONNECT, which are refused everywhere. */
    SortedSet<Method> ALL_METHODS = set(Method.GET, Method.HEAD, Method.POST, Method.PUT, Method.PATCH, Method.DELETE,
            Method.OPTIONS);

    private static SortedSet<Method> set(Method... methods) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(List.of(methods)));
    }

    /** The methods that it can deal with: all that a route of it can let through, OPTIONS among them. */
    default SortedSet<Method> methods() {
        return ALL_METHODS;
    }

    /**
     * Serves the files of a folder.
     *
     * @param folder        an existing one
     * @param keepsPath     whether the whole path of a request is looked for in the folder ({@code root}), or what is
     *                      left of it behind the path of the route ({@code alias})
     * @param index         names of files that are shown for a folder, the first that is there
     * @param listing       whether a folder without any of them is shown as a list
     * @param cache         the value of Cache-Control; empty where there is none
     * @param precompressed whether {@code name.br} and {@code name.gz} are sent in the place of {@code name}
     * @param memoryBytesMax how much of the files is kept in memory
     */
    record Files(Path folder, boolean keepsPath, List<String> index, boolean listing, Optional<String> cache,
                 boolean precompressed, long memoryBytesMax) implements Action {
        /** What is shown for a folder where the file says nothing. */
        static final List<String> INDEX = List.of("index.html");
        /** How much is kept in memory where the file says nothing. */
        static final long MEMORY_BYTES = 8L << 20;

        @Override
        public SortedSet<Method> methods() {
            return Action.set(Method.GET, Method.HEAD, Method.OPTIONS);
        }
    }

    /**
     * Takes files into a folder, shows and deletes them. The route's path ends in a slash.
     *
     * @param folder          an existing one; empty for a temporary one, deleted when the server ends
     * @param form            the path that takes forms, besides the route's own
     * @param fileBytesMax    the size of one file
     * @param requestBytesMax the size of a request with all its files
     * @param overwrites      whether a file that is there may be replaced
     * @param extensions      which extensions names may have, in lower case without the dot; empty where any will do
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
     * @param folder an existing one
     */
    record Cgi(Path folder) implements Action { }

    /**
     * Sends clients elsewhere.
     *
     * @param status    301, 302, 303, 307 or 308
     * @param to        a URI reference
     * @param keepsRest whether what follows the route's path, and the query, are put behind it
     */
    record Redirect(int status, String to, boolean keepsRest) implements Action { }

    /**
     * One of the server's own demonstrations. The route's path ends in a slash.
     *
     * @param name {@code echo}, {@code sessions}, {@code failure}
     */
    record Demo(String name) implements Action { }
}
