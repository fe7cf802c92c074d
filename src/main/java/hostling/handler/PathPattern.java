package hostling.handler;

import hostling.http.PercentCoding;
import hostling.http.RequestTarget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A path with parameters, such as {@code /users/{id}}. A parameter stands for one whole segment, which is not empty.
 *
 * @param segments decoded, parameters with their braces
 */
record PathPattern(List<String> segments) {
    /** Whether a path has parameters. No other path has braces: in a normalised path they are encoded. */
    static boolean hasParameters(String path) {
        return path.indexOf('{') >= 0 || path.indexOf('}') >= 0;
    }

    /** Throws IllegalArgumentException if a parameter is not a whole segment, has no name, or is repeated. */
    static PathPattern of(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : RequestTarget.normalPath(path).substring(1).split("/", -1)) {
            segments.add(PercentCoding.decode(segment).orElseThrow(() ->
                    new IllegalArgumentException("a percent sign begins the encoding of a byte of UTF-8: " + path)));
        }
        Set<String> names = new HashSet<>();
        for (String segment : segments) {
            boolean hasBrace = segment.indexOf('{') >= 0 || segment.indexOf('}') >= 0;
            if (hasBrace && !(segment.matches("\\{[A-Za-z][A-Za-z0-9_-]*}") && names.add(segment))) {
                throw new IllegalArgumentException("a parameter is a whole segment with a name of its own, such as {id}: "
                        + path);
            }
        }
        return new PathPattern(List.copyOf(segments));
    }

    /** The decoded values of the parameters, by name; empty if the target does not match. */
    Optional<Map<String, String>> match(RequestTarget target) {
        List<String> given = target.segments().orElse(List.of());
        if (given.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            String segment = segments.get(i);
            if (!segment.startsWith("{")) {
                if (!segment.equals(given.get(i))) {
                    return Optional.empty();
                }
            } else if (given.get(i).isEmpty()) {
                return Optional.empty();
            } else {
                values.put(segment.substring(1, segment.length() - 1), given.get(i));
            }
        }
        return Optional.of(values);
    }
}
