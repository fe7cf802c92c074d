package hostling.handler;

import hostling.http.PathNames;
import hostling.wire.FieldLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder that is served, and how.
 *
 * @param folder        an existing folder
 * @param prefix        the common prefix of all request paths; begins and ends with a slash if it is stripped
 * @param keepsPath     whether the whole path is looked up in the folder, or only the part after the prefix
 * @param index         the names of index files; for a folder, the first one that exists is sent
 * @param listing       whether a folder without an index file is shown as a list; if not, it is forbidden (403)
 * @param cache         the value of Cache-Control for files (RFC 9111 section 5.2); empty for none
 * @param precompressed whether {@code name.br} and {@code name.gz} are sent instead of {@code name}
 * @param memoryBytesMax how many bytes are cached, in which case a change may show a second late; 0 to check each file
 *                       for each request
 */
public record FileSettings(Path folder, String prefix, boolean keepsPath, List<String> index, boolean listing,
                           Optional<String> cache, boolean precompressed, long memoryBytesMax) {
    /** The default names of index files. */
    public static final List<String> INDEX = List.of("index.html");
    /** The default size of a site's cache, in bytes. */
    public static final long MEMORY_BYTES = 8L << 20;

    /** Checks the form of the prefix, the names and the value. */
    public FileSettings {
        if (!keepsPath && !(prefix.startsWith("/") && prefix.endsWith("/"))) {
            throw new IllegalArgumentException("a path of files begins and ends with a slash: " + prefix);
        }
        index = List.copyOf(index);
        index.forEach(folder::resolve);                 // throws if a name is invalid on this system
        if (!index.stream().allMatch(PathNames::isPlainName)) {
            throw new IllegalArgumentException("an index is a file in the folder itself, and not hidden: " + index);
        }
        cache.ifPresent(value -> new FieldLine("Cache-Control", value));
    }

    /**
     * A folder served at a path, with {@code index.html} and listings; without Cache-Control, precompressed files or
     * cache.
     */
    public static FileSettings of(Path folder, String prefix) {
        return new FileSettings(folder, prefix, false, INDEX, true, Optional.empty(), false, 0);
    }

    /** The prefix that is stripped from request paths, except for its last slash. */
    String strippedPrefix() {
        return keepsPath ? "/" : prefix;
    }
}
