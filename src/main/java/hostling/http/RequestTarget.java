package hostling.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.wire.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a request goes, in the form in which it is safe to choose by: percent encodings normalised first (RFC 3986
 * section 6.2.2), then dot segments removed (section 5.2.4), so that {@code /a/%2e%2e/b} and {@code /b} are one path,
 * while an encoded slash never becomes a delimiter. URIs that are equal after that name one resource (RFC 9110 section
 * 4.2.3).
 *
 * <p>With the scheme, which is http here, the three make the target URI (RFC 9112 section 3.3). The port is not looked
 * at: a default, an empty and a missing one are equal (RFC 3986 section 6.2.3), and the connection has come to one.
 *
 * @param path  normalised and still encoded; begins with a slash, or is {@code *}, or empty for CONNECT
 * @param query as it was sent, without the question mark; empty where there is none
 * @param host  in lower case without port; empty for HTTP/1.0 without Host
 */
public record RequestTarget(String path, String query, String host) {
    /** Takes the target of a head apart; for CONNECT, which has no path, the path is empty. */
    public static RequestTarget of(RequestHead head) {
        String path = switch (head.targetForm()) {
            case ASTERISK -> "*";
            case AUTHORITY -> "";
            case ORIGIN, ABSOLUTE -> normalise(head.path());
        };
        return new RequestTarget(path, head.query(), head.host());
    }

    /**
     * A path that someone wrote down, in the form in which requests for it have it: {@code /ä/./b} becomes
     * {@code /%C3%A4/b}.
     *
     * @param path begins with a slash
     */
    public static String normalPath(String path) {
        return normalise(new String(path.getBytes(UTF_8), ISO_8859_1));
    }

    /** @param path one character for each octet, as a head has it */
    private static String normalise(String path) {
        return removeDotSegments(PercentCoding.normalise(path));
    }

    /**
     * RFC 3986 section 5.2.4, for a path that begins with a slash: it never climbs above the root, and only a segment
     * that is nothing but its dots is one (RFC 3986 section 5.4.2). Encoded dots are plain ones by then (RFC 3986
     * section 6.2.2.3).
     */
    static String removeDotSegments(String path) {
        if (!path.contains("/.")) {
            return path;
        }
        List<String> kept = new ArrayList<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            boolean dots = segments[i].equals(".") || segments[i].equals("..");
            if (segments[i].equals("..") && !kept.isEmpty()) {
                kept.remove(kept.size() - 1);
            }
            if (!dots) {
                kept.add(segments[i]);
            } else if (last) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept);
    }

    /**
     * The segments of the path, each decoded on its own (RFC 3986 section 2.4); the last is empty where the path ends
     * in a slash. Empty where a segment is not UTF-8.
     */
    public Optional<List<String>> segments() {
        List<String> decoded = new ArrayList<>();
        for (String segment : path.substring(Math.min(1, path.length())).split("/", -1)) {
            Optional<String> text = PercentCoding.decode(segment);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            decoded.add(text.get());
        }
        return Optional.of(decoded);
    }

    /** The value of the first parameter with this name in a query like {@code a=1&b=2}; plus signs mean spaces. */
    public Optional<String> parameter(String name) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (decodeForm(key).filter(name::equals).isPresent()) {
                return decodeForm(equals < 0 ? "" : pair.substring(equals + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> decodeForm(String text) {
        return PercentCoding.decode(text.replace('+', ' '));
    }

    /**
     * The target as it looks to a site whose root is this path.
     *
     * @param prefix what the path begins with, its last slash included
     */
    public RequestTarget below(String prefix) {
        return new RequestTarget(path.substring(prefix.length() - 1), query, host);
    }

    /**
     * A reference to the same query of another path, encoded as a Location field needs it: an encoded line break stays
     * encoded, since it would end the field (RFC 3986 section 7.2).
     */
    public String withPath(String otherPath) {
        return query.isEmpty() ? otherPath : otherPath + "?" + PercentCoding.encodeStrays(query);
    }

    /** Path and query as they would be sent again. */
    @Override
    public String toString() {
        return withPath(path);
    }
}
