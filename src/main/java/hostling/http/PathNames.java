package hostling.http;

/** Rules for the names in a path: the same for files, uploads, scripts and the configuration. */
public final class PathNames {
    private PathNames() { }

    /**
     * Whether a name is hidden: it begins with a dot, as do {@code .} and {@code ..}. The folder {@code .well-known} is
     * made to be seen (RFC 8615): there, clients look for what concerns the whole site, such as {@code security.txt}.
     */
    public static boolean isHidden(String name) {
        return name.startsWith(".") && !name.equals(".well-known");
    }

    /** Whether one of these names is hidden. A {@code java.nio.file.Path} yields its names one by one. */
    public static boolean anyHidden(Iterable<?> names) {
        for (Object name : names) {
            if (isHidden(name.toString())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether every program reads this as one name: it contains no separator of any system and no control character. An
     * encoded slash is no delimiter in a target, but would be one for whoever decodes it.
     */
    public static boolean isUnambiguous(String name) {
        return name.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '/' || c == '\\');
    }

    /** Whether it is the name of one visible file on any system: not hidden, and unambiguous. */
    public static boolean isPlainName(String name) {
        return !name.isEmpty() && !isHidden(name) && isUnambiguous(name);
    }
}
