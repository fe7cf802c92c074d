package hostling.http;

import hostling.wire.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cookies that a client sent back: {@code cookie-pair *( ";" SP cookie-pair )} (RFC 6265 section 4.2.1). A client
 * may send them in any order, and two of one name may come from different paths or domains, so all are kept (RFC 6265
 * section 4.2.2).
 */
public final class Cookies {
    /**
     * One cookie.
     *
     * @param name  as the server once set it; case-sensitive
     * @param value as the server once set it
     */
    public record Cookie(String name, String value) { }

    private final List<Cookie> cookies;

    private Cookies(List<Cookie> cookies) {
        this.cookies = cookies;
    }

    /** Reads the Cookie fields: pairs with semicolons between them. What is not a pair with a name is passed over. */
    public static Cookies of(Fields fields) {
        List<Cookie> cookies = new ArrayList<>();
        for (String value : fields.all("Cookie")) {
            for (String pair : value.split(";")) {
                int equals = pair.indexOf('=');
                String name = pair.substring(0, Math.max(equals, 0)).strip();
                if (!name.isEmpty()) {
                    cookies.add(new Cookie(name, pair.substring(equals + 1).strip()));
                }
            }
        }
        return new Cookies(List.copyOf(cookies));
    }

    /** All of them in the order in which they were sent. */
    public List<Cookie> all() {
        return cookies;
    }

    /** The value of the first cookie with this name: the one with the most specific path comes first. */
    public Optional<String> value(String name) {
        return cookies.stream().filter(cookie -> cookie.name().equals(name)).map(Cookie::value).findFirst();
    }
}
