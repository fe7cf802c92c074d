package hostling.http;

import hostling.wire.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cookies that a client sent back: {@code cookie-pair *( ";" SP cookie-pair )} (RFC 6265 section 4.2.1). A client
 * may send them in any order, and cookies of the same name may come from different paths or domains, so all are kept (RFC
 * 6265 section 4.2.2).
 */
public final class Cookies {
    /**
     * One cookie.
     *
     * @param name  as set by the server; case-sensitive
     * @param value as set by the server
     */
    public record Cookie(String name, String value) { }

    private final List<Cookie> cookies;

    private Cookies(List<Cookie> cookies) {
        this.cookies = cookies;
    }

    /** Reads the Cookie fields: pairs separated by semicolons. Anything that is not a pair with a name is skipped. */
    public static Cookies of(Fields fields) {
        return new Cookies(List.copyOf(read(fields, null, Integer.MAX_VALUE)));
    }

    /**
     * The values of the first cookies with this name. A browser may send several, set for different paths or domains. A
     * field has room for thousands, and an attacker may give them all the one name whose value is expensive to check.
     *
     * @param countMax the maximum number of values to return
     */
    public static List<String> values(Fields fields, String name, int countMax) {
        return read(fields, name, countMax).stream().map(Cookie::value).toList();
    }

    /** @param wanted the name of the cookies to return; null for all */
    private static List<Cookie> read(Fields fields, String wanted, int countMax) {
        List<Cookie> cookies = new ArrayList<>();
        for (String field : fields.all("Cookie")) {
            int start = 0;
            while (start < field.length() && cookies.size() < countMax) {
                int semicolon = field.indexOf(';', start);
                int end = semicolon < 0 ? field.length() : semicolon;
                readPair(field, start, end, wanted, cookies);
                start = end + 1;
            }
        }
        return cookies;
    }

    private static void readPair(String field, int start, int end, String wanted, List<Cookie> cookies) {
        int equals = start;
        while (equals < end && field.charAt(equals) != '=') {
            equals++;
        }
        if (equals == end || wanted != null && equals - start < wanted.length()) {
            return;
        }
        String name = field.substring(start, equals).strip();
        if (wanted == null ? !name.isEmpty() : name.equals(wanted)) {
            cookies.add(new Cookie(name, field.substring(equals + 1, end).strip()));
        }
    }

    /** All cookies in the order sent. */
    public List<Cookie> all() {
        return cookies;
    }

    /** The value of the first cookie with this name; clients send the one with the most specific path first. */
    public Optional<String> value(String name) {
        return cookies.stream().filter(cookie -> cookie.name().equals(name)).map(Cookie::value).findFirst();
    }
}
