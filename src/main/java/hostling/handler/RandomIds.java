package hostling.handler;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids of 128 random bits: they can't be guessed, and none is ever repeated. */
final class RandomIds {
    /** The number of characters of an id: 16 bytes in Base64 without padding. */
    static final int LENGTH = 22;

    private static final int BYTES = 16;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random;

    /** Generates an id that is not used: the generator is loaded and seeded now, at the start, not in a turn of the loop. */
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
