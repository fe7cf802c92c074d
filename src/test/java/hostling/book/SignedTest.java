package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what one of the keys has signed is believed. */
class SignedTest {
    private static final String KEY = "Jefe";
    private static final String OTHER = "another key";

    /** The key, the value and the signature are those of RFC 4231, section 4.3. */
    @Test
    void aValueHasItsSignatureAfterADot() {
        assertEquals("what do ya want for nothing?.W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM", Signed.sign("what do ya want for nothing?", KEY));
    }

    @Test
    void whatWasSignedIsBelieved() {
        assertEquals(Optional.of("user=ann.b"), Signed.check(Signed.sign("user=ann.b", KEY), List.of(KEY)));
    }

    @Test
    void anotherValueIsRefused() {
        String cookie = Signed.sign("user=ann", KEY).replace("ann", "bob");
        assertEquals(Optional.empty(), Signed.check(cookie, List.of(KEY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "user=ann", "user=ann.", "user=ann.\u20ac", ".user=ann"})
    void whatIsNotSignedIsRefused(String cookie) {
        assertEquals(Optional.empty(), Signed.check(cookie, List.of(KEY)));
    }

    @Test
    void anOldKeyIsBelievedAsLongAsItIsListed() {
        String cookie = Signed.sign("user=ann", KEY);
        assertEquals(Optional.of("user=ann"), Signed.check(cookie, List.of(OTHER, KEY)));
        assertEquals(Optional.empty(), Signed.check(cookie, List.of(OTHER)));
    }
}
