package hostling.http;

import hostling.http.MultipartEvent.PartHead;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The field lines in front of a part's content. Three of them mean something: what the part is (RFC 7578 section 4.2),
 * which type it has, which is passed on as it was said and believed by nobody (RFC 7578 section 4.4), and that it is
 * not encoded, as no part of a form sent over HTTP is (RFC 7578 section 4.7). All others are ignored (RFC 7578 section
 * 4.8).
 */
final class PartFields {
    private static final Set<String> NOT_ENCODED = Set.of("binary", "8bit", "7bit");

    private final Map<String, String> values = new HashMap<>();

    void clear() {
        values.clear();
    }

    /** Takes a line without its end. */
    void add(String line) {
        int colon = line.indexOf(':');
        String name = line.substring(0, Math.max(colon, 0));
        require(!name.isEmpty() && name.chars().allMatch(Parameters::isTokenCharacter),
                "a line of a part's head does not begin with a token and a colon");
        require(line.chars().noneMatch(c -> c < ' ' && c != '\t' || c == 0x7f),
                "the head of a part has a control character");
        require(values.put(name.toLowerCase(Locale.ROOT), line.substring(colon + 1).strip()) == null,
                "a field comes twice in the head of a part");
    }

    /** What the lines say together. */
    PartHead head() {
        String encoding = values.getOrDefault("content-transfer-encoding", "binary").toLowerCase(Locale.ROOT);
        require(NOT_ENCODED.contains(encoding), "a part is encoded");
        Parameters disposition = Parameters.parse(values.getOrDefault("content-disposition", ""),
                Parameters.Escapes.QUOTES).orElseThrow(() ->
                new MultipartException("the Content-Disposition of a part can't be read"));
        require(disposition.value().equals("form-data"), "a part does not say that it is form-data");
        Optional<String> name = disposition.get("name");
        require(name.isPresent(), "a part has no name");
        // filename* is left aside: RFC 7578 section 4.2 forbids it, and a form has one way to say a name.
        return new PartHead(unescape(name.get()), disposition.get("filename").map(PartFields::unescape),
                Optional.ofNullable(values.get("content-type")));
    }

    /** Undoes what browsers do to the three characters that a quoted string can't have, and nothing else. */
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
