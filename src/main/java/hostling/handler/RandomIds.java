package hostling.handler;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids of 128 random bits: nobody guesses one, and none comes twice. */
final class RandomIds {
    /** How many characters an id has: 16 bytes as Base64 without padding. */
    static final int LENGTH = 22;

    private static final int BYTES = 16;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random;

    /** Draws a first id, for nobody: a generator that has to be loaded or seeded is made to do it now, at the start. */
    RandomIds(SecureRandom random) {
        this.random = random;
        next();
    }

    String next() {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return BASE64.encodeToString(bits);
    }
}
