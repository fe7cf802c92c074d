package hostling.http;

import hostling.wire.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * A cookie to set: the value of a Set-Cookie field (RFC 6265 section 4.1). It is immutable; each method returns a new
 * one, or throws IllegalArgumentException if the argument is invalid.
 *
 * <pre>{@code
 * response.with("Set-Cookie", SetCookie.of("sid", id).path("/").httpOnly().sameSite(SameSite.LAX).toString())
 * }</pre>
 *
 * <p>It follows the strict grammar (RFC 6265 section 4.1.1), although browsers accept more: servers should use only the
 * profile that all clients interpret alike (RFC 6265 section 1). No attribute is repeated. Attributes that another
 * attribute or a name prefix requires are added automatically, so that browsers accept every value: SameSite=None and the
 * prefixes add Secure, and {@code __Host-} also adds Path=/. Browsers accept a cookie with Secure only over https, or
 * from the local machine.
 *
 * <p>Encode any other data before it becomes a value, for example as Base64 without padding.
 */
public final class SetCookie {
    /** Whether requests caused by other sites carry the cookie. */
    public enum SameSite {
        /** Never. */
        STRICT,
        /** Only if the user follows a link. */
        LAX,
        /** Always; browsers then require Secure. */
        NONE
    }

    private static final String HOST_PREFIX = "__Host-";
    private static final String SECURE_PREFIX = "__Secure-";

    /** Browsers accept no date before 1601 (RFC 6265 section 5.1.1), and a year has four digits. */
    private static final Instant EXPIRES_MIN = Instant.parse("1601-01-01T00:00:00Z");
    private static final Instant EXPIRES_LIMIT = Instant.parse("+10000-01-01T00:00:00Z");

    private final String name;
    private final String value;
    /** Each attribute as sent, by its name, in the order in which they were first set. */
    private final Map<String, String> attributes;

    private SetCookie(String name, String value, Map<String, String> attributes) {
        this.name = name;
        this.value = value;
        this.attributes = attributes;
    }

    /**
     * A cookie that lasts until the browser is closed, for the host and the directory of the page that set it.
     *
     * @param name  a token; the prefixes {@code __Host-} and {@code __Secure-} have the meaning of RFC 6265bis
     * @param value {@code *cookie-octet}: no whitespace, control character, quote, comma, semicolon or backslash
     * @throws IllegalArgumentException if the name or value is invalid
     */
    public static SetCookie of(String name, String value) {
        require(Token.matches(name), "not a cookie name", name);
        SetCookie cookie = new SetCookie(name, checked(value), Map.of());
        if (cookie.hasPrefix(HOST_PREFIX)) {
            return cookie.secure().path("/");
        }
        return cookie.hasPrefix(SECURE_PREFIX) ? cookie.secure() : cookie;
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** The same cookie with another value. */
    public SetCookie value(String other) {
        return new SetCookie(name, checked(other), attributes);
    }

    /** {@code path-value = *av-octet}; it must begin with a slash, because browsers ignore other paths. */
    public SetCookie path(String path) {
        require(path.startsWith("/") && all(path, c -> c >= ' ' && c < 0x7f && c != ';') && !path.endsWith(" "),
                "not a cookie path", path);
        require(!hasPrefix(HOST_PREFIX) || path.equals("/"), "the path of a __Host- cookie must be /, not", path);
        return with("Path", path);
    }

    /** Sends the cookie to a domain and its subdomains; without this, only to the host that set it. */
    public SetCookie domain(String domain) {
        require(domain.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*+"), "not a domain", domain);
        require(!hasPrefix(HOST_PREFIX), "a __Host- cookie must not have a domain", domain);
        return with("Domain", domain.toLowerCase(Locale.ROOT));
    }

    /** {@code max-age-av = "Max-Age=" non-zero-digit *DIGIT}: whole seconds, at least one; see also {@link #gone}. */
    public SetCookie maxAge(Duration age) {
        require(age.toSeconds() > 0, "a cookie must last at least one second, not", age.toString());
        return with("Max-Age", Long.toString(age.toSeconds()));
    }

    /** The expiry time, for browsers that do not support Max-Age; if both are set, Max-Age takes precedence. */
    public SetCookie expires(Instant time) {
        require(!time.isBefore(EXPIRES_MIN) && time.isBefore(EXPIRES_LIMIT),
                "a cookie must expire in the years 1601 to 9999, not", time.toString());
        return with("Expires", HttpDate.format(time));
    }

    /** Keeps the cookie out of unencrypted requests. */
    public SetCookie secure() {
        return with("Secure", "");
    }

    /** Hides the cookie from scripts. */
    public SetCookie httpOnly() {
        return with("HttpOnly", "");
    }

    /** Sets which requests from other sites carry the cookie; {@link SameSite#NONE} adds Secure. */
    public SetCookie sameSite(SameSite which) {
        return switch (which) {
            case STRICT -> with("SameSite", "Strict");
            case LAX -> with("SameSite", "Lax");
            case NONE -> with("SameSite", "None").secure();
        };
    }

    /**
     * The cookie that makes browsers delete this one: no value, and a date in the past. Path and Domain stay, because
     * they are part of a cookie's identity. Max-Age is removed: the grammar does not allow 0.
     */
    public SetCookie gone() {
        Map<String, String> kept = new LinkedHashMap<>(attributes);
        kept.remove("Max-Age");
        return new SetCookie(name, "", kept).expires(Instant.EPOCH);
    }

    private SetCookie with(String attribute, String argument) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(attribute, argument.isEmpty() ? attribute : attribute + '=' + argument);
        return new SetCookie(name, value, Collections.unmodifiableMap(more));
    }

    /** Browsers compare prefixes ignoring case (RFC 6265bis section 5.4), so this does too. */
    private boolean hasPrefix(String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static String checked(String value) {
        require(all(value, SetCookie::isCookieOctet), "not a cookie value", value);
        return value;
    }

    /** {@code cookie-octet = %x21 / %x23-2B / %x2D-3A / %x3C-5B / %x5D-7E} */
    private static boolean isCookieOctet(int c) {
        return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
    }

    private static boolean all(String text, IntPredicate allowed) {
        return text.chars().allMatch(allowed);
    }

    private static void require(boolean met, String message, String text) {
        if (!met) {
            throw new IllegalArgumentException(message + ": " + text.replaceAll("[^ -~]", "?"));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SetCookie cookie && toString().equals(cookie.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /**
     * {@code set-cookie-string = cookie-pair *( ";" SP cookie-av )}, with exactly one space (RFC 6265 section 2.2). Send
     * each cookie in a separate field line: they can't be joined by a comma, because dates contain one (RFC 6265 section
     * 3).
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name).append('=').append(value);
        attributes.values().forEach(attribute -> text.append("; ").append(attribute));
        return text.toString();
    }
}
