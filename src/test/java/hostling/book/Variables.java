package hostling.book;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The variables that a CGI script gets for a request. The arguments are the request line and the fields. */
final class Variables {
    private static final Set<String> SCRIPTS = Set.of("/cgi-bin/test.sh", "/cgi-bin/old/test.sh");
    private static final Map<String, String> WITHHELD = Map.of(
            "authorization", "other programs on the machine might read it",
            "proxy", "HTTP_PROXY means something else to a script",
            "connection", "about the connection, which ends here",
            "transfer-encoding", "the chunks have been taken apart");

    private final Map<String, String> all = new TreeMap<>();
    private final Map<String, String> leftOut = new LinkedHashMap<>();

    /**
     * @param requestLine method, target and version
     * @param fields      each a name, a colon, and a value
     */
    Variables(String requestLine, List<String> fields) {
        String[] words = requestLine.split(" ");
        all.put("REQUEST_METHOD", words[0]);
        all.put("SERVER_PROTOCOL", words[2]);
        putTarget(words[1]);
        fields.forEach(this::putField);
    }

    public static void main(String[] arguments) {
        Variables variables = new Variables(arguments[0], List.of(arguments).subList(1, arguments.length));
        variables.all().forEach((name, value) -> System.out.println(name + "=" + value));
        variables.leftOut().forEach((name, reason) -> System.out.println("(left out) " + name + ": " + reason));
    }

    /** By name, in the order of the names. */
    Map<String, String> all() {
        return all;
    }

    /** The fields that are left out, and why. */
    Map<String, String> leftOut() {
        return leftOut;
    }

    // region: target
    /** The first script on the path runs; what follows it on the path is for the script to understand. */
    private void putTarget(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        String script = scriptOn(path);
        all.put("SCRIPT_NAME", script);
        all.put("QUERY_STRING", query < 0 ? "" : target.substring(query + 1));
        if (path.length() > script.length()) {
            all.put("PATH_INFO", path.substring(script.length()));
        }
    }

    private static String scriptOn(String path) {
        for (int end = 1; end <= path.length(); end++) {
            if ((end == path.length() || path.charAt(end) == '/') && SCRIPTS.contains(path.substring(0, end))) {
                return path.substring(0, end);
            }
        }
        throw new IllegalArgumentException("404: there is no script on " + path);
    }
    // endregion

    // region: fields
    private void putField(String line) {
        String name = line.substring(0, line.indexOf(':'));
        String value = line.substring(name.length() + 1).strip();
        String lower = name.toLowerCase(Locale.ROOT);
        if (WITHHELD.containsKey(lower)) {
            leftOut.put(name, WITHHELD.get(lower));
        } else if (name.contains("_")) {
            leftOut.put(name, "it would pass for " + name.replace('_', '-'));
        } else {
            all.put(variable(lower), value);
        }
    }

    private static String variable(String lower) {
        String name = lower.toUpperCase(Locale.ROOT).replace('-', '_');
        boolean isAboutContent = lower.equals("content-type") || lower.equals("content-length");
        return isAboutContent ? name : "HTTP_" + name;
    }
    // endregion
}
