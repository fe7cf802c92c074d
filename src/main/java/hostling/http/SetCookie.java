package hostling.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * A cookie to be set: the value of a Set-Cookie field (RFC 6265 section 4.1). It doesn't change; each method gives
 * another one.
 *
 * <pre>{@code
 * response.with("Set-Cookie", SetCookie.of("sid", id).path("/").httpOnly().sameSite(SameSite.LAX).toString())
 * }</pre>
 *
 * <p>Only what the strict grammar has can be made (RFC 6265 section 4.1.1), though browsers take more: servers keep to
 * the profile that all clients read alike (RFC 6265 section 1). No attribute comes twice. What an attribute or the
 * prefix of a name demands is added rather than asked for, so that every value on the way is one that browsers keep:
 * SameSite=None and the prefixes bring Secure along, and {@code __Host-} brings Path=/ too. Browsers keep a cookie with
 * Secure only where it comes by https, or from this machine.
 *
 * <p>Data of other kinds is encoded before it becomes a value, as Base64 without padding for example.
 */
public final class SetCookie {
    /** Whether requests that other sites cause carry the cookie. */
    public enum SameSite {
        /** Never. */
        STRICT,
        /** Only where the user follows a link. */
        LAX,
        /** Always; browsers ask for Secure then. */
        NONE
    }

    private static final String HOST_PREFIX = "__Host-";
    private static final String SECURE_PREFIX = "__Secure-";

    /** Browsers take no date before 1601 (RFC 6265 section 5.1.1), and a year has four digits. */
    private static final Instant EXPIRES_MIN = Instant.parse("1601-01-01T00:00:00Z");
    private static final Instant EXPIRES_LIMIT = Instant.parse("+10000-01-01T00:00:00Z");

    private final String name;
    private final String value;
    /** Each attribute as it is written, by its name, in the order in which they were first given. */
    private final Map<String, String> attributes;

    private SetCookie(String name, String value, Map<String, String> attributes) {
        this.name = name;
        this.value = value;
        this.attributes = attributes;
    }

    /**
     * A cookie that lasts until the browser is closed, for the host and the folder of the page that set it.
     *
     * @param name  a token; {@code __Host-} and {@code __Secure-} at its start mean what RFC 6265bis says
     * @param value {@code *cookie-octet}: no white space, control, quote, comma, semicolon or backslash
     * @throws IllegalArgumentException where the grammar has no such name or value
     */
    public static SetCookie of(String name, String value) {
        demand(!name.isEmpty() && all(name, Parameters::isTokenCharacter), "not a cookie's name", name);
        SetCookie cookie = new SetCookie(name, octets(value), Map.of());
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
        return new SetCookie(name, octets(other), attributes);
    }

    /** {@code path-value = *av-octet}; what does not begin with a slash would be passed over by browsers. */
    public SetCookie path(String path) {
        demand(path.startsWith("/") && all(path, c -> c >= ' ' && c < 0x7f && c != ';') && !path.endsWith(" "),
                "not a cookie's path", path);
        demand(!hasPrefix(HOST_PREFIX) || path.equals("/"), "the path of a cookie for one host is /, not", path);
        return with("Path", path);
    }

    /** Sends the cookie to the hosts below a domain too; without this it goes to the host that set it alone. */
    public SetCookie domain(String domain) {
        demand(domain.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*+"), "not a domain", domain);
        demand(!hasPrefix(HOST_PREFIX), "a cookie for one host has no domain such as", domain);
        return with("Domain", domain.toLowerCase(Locale.ROOT));
    }

    /** {@code max-age-av = "Max-Age=" non-zero-digit *DIGIT}: whole seconds; see {@link #gone} for none. */
    public SetCookie maxAge(Duration age) {
        demand(age.toSeconds() > 0, "a cookie lasts a second or more, not", age.toString());
        return with("Max-Age", Long.toString(age.toSeconds()));
    }

    /** The same for browsers that don't know Max-Age; where both are given, Max-Age holds. */
    public SetCookie expires(Instant time) {
        demand(!time.isBefore(EXPIRES_MIN) && time.isBefore(EXPIRES_LIMIT), "no browser reads", time.toString());
        return with("Expires", HttpDate.format(time));
    }

    /** Keeps the cookie out of requests that can be read on the way. */
    public SetCookie secure() {
        return with("Secure", "");
    }

    /** Keeps the cookie from scripts. */
    public SetCookie httpOnly() {
        return with("HttpOnly", "");
    }

    /** Says which requests of other sites carry the cookie. */
    public SetCookie sameSite(SameSite which) {
        return switch (which) {
            case STRICT -> with("SameSite", "Strict");
            case LAX -> with("SameSite", "Lax");
            case NONE -> with("SameSite", "None").secure();
        };
    }

    /**
     * What makes browsers forget this cookie: no value, and a date that is over. Path and Domain stay, as they are
     * part of what a cookie is known by. Max-Age goes: the grammar has no 0 for it.
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

    /** Browsers compare prefixes without regard to case (RFC 6265bis section 5.4), so a misspelt one is held to it. */
    private boolean hasPrefix(String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static String octets(String value) {
        demand(all(value, SetCookie::isCookieOctet), "not a cookie's value", value);
        return value;
    }

    /** {@code cookie-octet = %x21 / %x23-2B / %x2D-3A / %x3C-5B / %x5D-7E} */
    private static boolean isCookieOctet(int c) {
        return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
    }

    private static boolean all(String text, IntPredicate allowed) {
        return text.chars().allMatch(allowed);
    }

    private static void demand(boolean met, String complaint, String text) {
        if (!met) {
            throw new IllegalArgumentException(complaint + ": " + text.replaceAll("[^ -~]", "?"));
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
     * {@code set-cookie-string = cookie-pair *( ";" SP cookie-av )}; of the white space that a list may have there is
     * one space (RFC 6265 section 2.2). Each cookie is a field line of its own: the comma that would fold two into one
     * also stands in dates (RFC 6265 section 3).
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name).append('=').append(value);
        attributes.values().forEach(attribute -> text.append("; ").append(attribute));
        return text.toString();
    }
}
