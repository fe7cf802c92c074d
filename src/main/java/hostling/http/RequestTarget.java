package hostling.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.wire.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The target of a request, in a form that is safe for routing: first percent-encodings are normalised (RFC 3986 section
 * 6.2.2), then dot segments are removed (section 5.2.4). So {@code /a/%2e%2e/b} and {@code /b} are one path, while an
 * encoded slash never becomes a delimiter. URIs that are equal after that identify one resource (RFC 9110 section 4.2.3).
 *
 * <p>Together with the scheme, http, the three components make up the target URI (RFC 9112 section 3.3). The port is
 * ignored: a default, an empty and a missing port are equal (RFC 3986 section 6.2.3), and the connection determines the
 * port anyway.
 *
 * @param path  normalised and still encoded; begins with a slash, or is {@code *}, or empty for CONNECT
 * @param query as sent, without the question mark; empty if there is none
 * @param host  in lower case without port; empty for HTTP/1.0 without Host
 */
public record RequestTarget(String path, String query, String host) {
    /** Analyses the target of a head; for CONNECT, which has no path, the path is empty. */
    public static RequestTarget of(RequestHead head) {
        String path = switch (head.targetForm()) {
            case ASTERISK -> "*";
            case AUTHORITY -> "";
            case ORIGIN, ABSOLUTE -> normalise(head.path());
        };
        return new RequestTarget(path, head.query(), head.host());
    }

    /**
     * Normalises a path written by a person, for example in the configuration, so that it equals the path of requests for
     * it: {@code /ä/./b} becomes {@code /%C3%A4/b}.
     *
     * @param path begins with a slash
     */
    public static String normalPath(String path) {
        return normalise(new String(path.getBytes(UTF_8), ISO_8859_1));
    }

    /** @param path one character for each octet, as in a head */
    private static String normalise(String path) {
        return removeDotSegments(PercentCoding.normalise(path));
    }

    /**
     * RFC 3986 section 5.2.4, for a path that begins with a slash: the result never climbs above the root, and only
     * {@code .} and {@code ..} are dot segments, not {@code ...} or {@code .a} (RFC 3986 section 5.4.2). Encoded dots must
     * already be decoded (RFC 3986 section 6.2.2.3).
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
     * The segments of the path, each decoded separately (RFC 3986 section 2.4); the last is the empty string if the path
     * ends with a slash. The result is empty if a segment is not UTF-8.
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

    /** The decoded value of the first parameter with this name in a query like {@code a=1&b=2}; a plus sign is a space. */
    public Optional<String> parameter(String name) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (PercentCoding.decodeForm(key).equals(name)) {
                return Optional.of(PercentCoding.decodeForm(equals < 0 ? "" : pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    /**
     * The target relative to a site whose root is this path.
     *
     * @param prefix the beginning of the path, including its last slash
     */
    public RequestTarget below(String prefix) {
        return new RequestTarget(path.substring(prefix.length() - 1), query, host);
    }

    /**
     * A reference to another path with the same query, encoded for a Location field: an encoded line break stays encoded,
     * because a decoded one would end the field (RFC 3986 section 7.2).
     */
    public String withPath(String otherPath) {
        return query.isEmpty() ? otherPath : otherPath + "?" + PercentCoding.encodeQuery(query);
    }

    /** Path and query, encoded for sending. */
    @Override
    public String toString() {
        return withPath(path);
    }
}
