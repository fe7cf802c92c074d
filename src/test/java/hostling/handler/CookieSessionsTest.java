package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Proves;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sessions in signed cookies: the store accepts only what a server with its key signed. */
@Proves("6265-8.3-a")
class CookieSessionsTest extends SessionStoreContract {
    private static final SessionLimits LIMITS = new SessionLimits(1, IDLE, AGE);

    @Override
    SessionStore store(int sessionsMax) {
        return store((byte) 1, LIMITS);
    }

    static CookieSessions store(byte key, SessionLimits limits) {
        return new CookieSessions(key(key), RANDOM, limits);
    }

    private static byte[] key(int each) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) each);
        return bytes;
    }

    private static String cookieOf(SessionStore store) {
        return store.save(store.create(START).with("a", "b"), START).orElseThrow();
    }

    @Test
    void anyServerWithTheKeyReadsIt() {
        Session found = store((byte) 1, LIMITS).find(cookieOf(store((byte) 1, LIMITS)), START).orElseThrow();
        assertEquals(Map.of("a", "b"), found.attributes());
    }

    @Test
    void noServerWithAnotherKeyReadsIt() {
        assertEquals(Optional.empty(), store((byte) 2, LIMITS).find(cookieOf(store((byte) 1, LIMITS)), START));
    }

    /** Key rotation: the servers get the new key one after the other, and no session is lost. */
    @Test
    void whatTheOldKeyHasSignedIsAcceptedAndSignedAgain() {
        byte[] oldKey = new byte[32];
        CookieSessions before = new CookieSessions(oldKey, RANDOM, LIMITS);
        CookieSessions rotated = new CookieSessions(key(1), Optional.of(oldKey), RANDOM, LIMITS);
        Session found = rotated.find(cookieOf(before), START).orElseThrow();
        String signedAgain = rotated.save(found, START).orElseThrow();
        assertEquals(Map.of("a", "b"), store((byte) 1, LIMITS).find(signedAgain, START).orElseThrow().attributes());
        assertEquals(Optional.empty(), before.find(signedAgain, START), "only the new key signs");
        assertEquals(Optional.empty(), rotated.find(cookieOf(store((byte) 2, LIMITS)), START));
        assertThrows(IllegalArgumentException.class,
                () -> new CookieSessions(key(1), Optional.of(new byte[31]), RANDOM, LIMITS));
    }

    /** A longer idle time in a new configuration does not extend cookies that clients already have. */
    @Test
    void theEndIsPartOfWhatIsSigned() {
        String cookie = cookieOf(store((byte) 1, LIMITS));
        CookieSessions patient = store((byte) 1, new SessionLimits(1, AGE, AGE));
        assertTrue(patient.find(cookie, START.plus(IDLE).minusMillis(1)).isPresent());
        assertEquals(Optional.empty(), patient.find(cookie, START.plus(IDLE)));
        assertEquals(1, patient.statistics(START).expired());
    }

    @Test
    void theSignatureOfOneIsNoneForAnother() {
        SessionStore store = store(1);
        String[] one = cookieOf(store).split("\\.");
        String[] other = cookieOf(store).split("\\.");
        assertEquals(Optional.empty(), store.find(one[0] + "." + other[1], START));
        assertEquals(Optional.empty(), store.find(one[0] + ".", START));
        assertEquals(Optional.empty(), store.find(one[0], START));
        assertEquals(Optional.empty(), store.find("." + one[1], START));
        assertEquals(Optional.empty(), store.find(one[0] + "." + one[1] + "=", START));
    }

    @Test
    void aShortKeyIsRefusedAndTheStoreHasACopyOfItsOwn() {
        assertThrows(IllegalArgumentException.class, () -> new CookieSessions(new byte[31], RANDOM, LIMITS));
        byte[] key = new byte[32];
        CookieSessions store = new CookieSessions(key, RANDOM, LIMITS);
        String cookie = cookieOf(store);
        key[0] = 1;
        assertTrue(store.find(cookie, START).isPresent());
    }

    @Proves("6265-6.1-a")
    @Test
    void aSmallSessionMakesASmallCookie() {
        assertTrue(cookieOf(store(1)).length() < 150);
    }

    /** The server stores nothing, so it can't revoke a cookie; the class comment says so. */
    @Test
    void anOldCookieIsGoodUntilItsTimeIsOver() {
        SessionStore store = store(1);
        String cookie = cookieOf(store);
        store.end(store.find(cookie, START).orElseThrow());
        assertTrue(store.find(cookie, START).isPresent());
        assertEquals(new SessionStore.Statistics(0, 1, 0, 0, 1, 0), store.statistics(START));
    }
}
