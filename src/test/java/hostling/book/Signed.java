package hostling.book;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs a cookie, and says which cookies the server believes. The arguments are a value, and what somebody makes of it. */
final class Signed {
    private static final String ALGORITHM = "HmacSHA256";
    /** A real key has 32 random bytes, which nobody but the server knows. These stand in a book. */
    private static final String KEY = "the key in a book, known to all.";
    private static final String NEW_KEY = "the key of the week after, known";

    private Signed() { }

    public static void main(String[] arguments) {
        String cookie = sign(arguments[0], KEY);
        String forged = arguments[1] + cookie.substring(arguments[0].length());
        System.out.println("the server sends   " + cookie);
        report("it comes back      ", cookie, List.of(KEY));
        report("with a new value   ", forged, List.of(KEY));
        report("new key, old key   ", cookie, List.of(NEW_KEY, KEY));
        report("new key alone      ", cookie, List.of(NEW_KEY));
    }

    private static void report(String what, String cookie, List<String> keys) {
        System.out.println(what + check(cookie, keys).map(value -> "believed: " + value).orElse("refused"));
    }

    // region: sign
    /** A value as it goes into the cookie. */
    static String sign(String value, String key) {
        return value + "." + signature(value, key);
    }
    // endregion

    private static String signature(String value, String key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(value.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each Java has " + ALGORITHM, e);
        }
    }

    // region: check
    /** The value of a cookie that comes back; empty if none of the keys has signed it. */
    static Optional<String> check(String cookie, List<String> keys) {
        int dot = Math.max(0, cookie.lastIndexOf('.'));
        String value = cookie.substring(0, dot);
        return keys.stream().anyMatch(key -> isSame(cookie, sign(value, key))) ? Optional.of(value) : Optional.empty();
    }

    /** Takes the same time wherever they differ; else an attacker could guess one character after the other. */
    private static boolean isSame(String cookie, String expected) {
        return MessageDigest.isEqual(cookie.getBytes(UTF_8), expected.getBytes(UTF_8));
    }
    // endregion
}
