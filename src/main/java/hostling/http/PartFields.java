package hostling.http;

import hostling.http.MultipartEvent.PartHead;
import hostling.wire.Token;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The field lines in the head of a part. Three of them have a meaning: Content-Disposition names the part (RFC 7578
 * section 4.2); Content-Type is passed on unchanged and never trusted (RFC 7578 section 4.4); Content-Transfer-Encoding
 * must not declare an encoding, because parts sent over HTTP have none (RFC 7578 section 4.7). All others are ignored (RFC
 * 7578 section 4.8).
 */
final class PartFields {
    private static final Set<String> NOT_ENCODED = Set.of("binary", "8bit", "7bit");

    private final Map<String, String> values = new HashMap<>();

    void clear() {
        values.clear();
    }

    /** Adds a line, given without its CRLF. */
    void add(String line) {
        int colon = line.indexOf(':');
        String name = line.substring(0, Math.max(colon, 0));
        require(Token.matches(name),
                "a line of a part's head does not begin with a token and a colon");
        require(line.chars().noneMatch(c -> c < ' ' && c != '\t' || c == 0x7f),
                "the head of a part contains a control character");
        require(values.put(name.toLowerCase(Locale.ROOT), line.substring(colon + 1).strip()) == null,
                "the head of a part repeats a field");
    }

    /** The head that the lines describe. */
    PartHead head() {
        String encoding = values.getOrDefault("content-transfer-encoding", "binary").toLowerCase(Locale.ROOT);
        require(NOT_ENCODED.contains(encoding), "the Content-Transfer-Encoding of a part is not binary, 8bit or 7bit");
        Parameters disposition = Parameters.parse(values.getOrDefault("content-disposition", ""),
                Parameters.Escapes.QUOTES).orElseThrow(() ->
                new MultipartException("the Content-Disposition of a part is malformed"));
        require(disposition.value().equals("form-data"), "the Content-Disposition of a part is not form-data");
        Optional<String> name = disposition.get("name");
        require(name.isPresent(), "a part has no name");
        // filename* is ignored: RFC 7578 section 4.2 forbids it, and a second name would be ambiguous.
        return new PartHead(unescape(name.get()), disposition.get("filename").map(PartFields::unescape),
                Optional.ofNullable(values.get("content-type")));
    }

    /** Decodes the three characters that browsers percent-encode in a quoted string, and nothing else. */
    private static String unescape(String text) {
        return text.replace("%22", "\"").replace("%0D", "\r").replace("%0d", "\r").replace("%0A", "\n")
                .replace("%0a", "\n");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new MultipartException(otherwise);
        }
    }
}
