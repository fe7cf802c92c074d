package hostling.handler;

import hostling.wire.FieldLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which folder is served, and how.
 *
 * @param folder        an existing one
 * @param prefix        what all paths asked for begin with; begins and ends with a slash where it is cut off
 * @param keepsPath     whether the whole path is looked for in the folder, or what is left of it behind the prefix
 * @param index         names of files that are shown for a folder, the first that is there
 * @param listing       whether a folder without any of them is shown as a list; if not, it is forbidden (403)
 * @param cache         the value of Cache-Control with files (RFC 9111 section 5.2); empty where there is none
 * @param precompressed whether {@code name.br} and {@code name.gz} are sent in the place of {@code name}
 * @param memoryBytesMax how much of the files is kept in memory, in which case a change may show a second late; 0 for
 *                       files that are looked at for each request
 */
public record FileSettings(Path folder, String prefix, boolean keepsPath, List<String> index, boolean listing,
                           Optional<String> cache, boolean precompressed, long memoryBytesMax) {
    /** Checks the form of the prefix, the names and the value. */
    public FileSettings {
        if (!keepsPath && !(prefix.startsWith("/") && prefix.endsWith("/"))) {
            throw new IllegalArgumentException("a path of files begins and ends with a slash: " + prefix);
        }
        index = List.copyOf(index);
        index.forEach(folder::resolve);                 // throws where the system can't have such a name
        if (!index.stream().allMatch(PathJail::isPlainName)) {
            throw new IllegalArgumentException("an index is a file in the folder itself, and not hidden: " + index);
        }
        cache.ifPresent(value -> new FieldLine("Cache-Control", value));
    }

    /**
     * A folder shown at a path, with {@code index.html} and lists; nothing is said of caches, nothing compressed,
     * nothing kept in memory.
     */
    public static FileSettings of(Path folder, String prefix) {
        return new FileSettings(folder, prefix, false, List.of("index.html"), true, Optional.empty(), false, 0);
    }

    /** What a path begins with that is not looked for in the folder, but for its last slash. */
    String cut() {
        return keepsPath ? "/" : prefix;
    }
}
