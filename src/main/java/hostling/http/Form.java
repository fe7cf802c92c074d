package hostling.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a form, {@code name=value&name=value}, percent-encoded (the URL standard, section 5).
 *
 * @param fields the values of each field, in the order sent; a name may come more than once, as with checkboxes
 */
public record Form(Map<String, List<String>> fields) {
    /** People fill in some dozens of fields; only an attacker sends a million, to keep the server busy. */
    static final int FIELDS_MAX = 1_000;

    /**
     * Reads a form.
     *
     * @throws HttpException 400 if there are more than 1,000 fields
     */
    static Form parse(String text) throws HttpException {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        int count = 0;
        for (int start = 0; start < text.length(); ) {
            int ampersand = text.indexOf('&', start);
            int end = ampersand < 0 ? text.length() : ampersand;
            if (end > start) {
                count++;
                if (count > FIELDS_MAX) {
                    throw new HttpException(Status.BAD_REQUEST, "a form may have at most " + FIELDS_MAX + " fields");
                }
                String pair = text.substring(start, end);
                int equals = pair.indexOf('=') < 0 ? pair.length() : pair.indexOf('=');
                fields.computeIfAbsent(PercentCoding.decodeForm(pair.substring(0, equals)), name -> new ArrayList<>(1))
                        .add(PercentCoding.decodeForm(pair.substring(Math.min(equals + 1, pair.length()))));
            }
            start = end + 1;
        }
        return new Form(fields);
    }

    /** The first value of a field; empty if the field is missing. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(fields.get(name)).map(values -> values.get(0));
    }

    /** All values of a field. */
    public List<String> all(String name) {
        return List.copyOf(fields.getOrDefault(name, List.of()));
    }
}
