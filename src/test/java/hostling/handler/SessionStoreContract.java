package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.SetCookie;
import hostling.testing.FakeExchange;
import hostling.testing.Proves;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests that every session store passes, wherever it keeps its sessions. */
abstract class SessionStoreContract {
    static final SecureRandom RANDOM = new SecureRandom();
    static final Instant START = FakeExchange.NOW;
    static final Duration IDLE = Duration.ofMinutes(10);
    static final Duration AGE = Duration.ofMinutes(25);

    /** Makes an empty store with the time limits IDLE and AGE, and a maximum number of sessions if it has one. */
    abstract SessionStore store(int sessionsMax);

    private final SessionStore store = store(100);

    private String begin(String name, String value) {
        return store.save(store.create(START).with(name, value), START).orElseThrow();
    }

    @Test
    void whatIsSavedIsFoundAgain() {
        String cookie = begin("name", "Gr\u00fc\u00dfe \ud83c\udf6a; \"a\"\n");
        Session found = store.find(cookie, START.plusSeconds(5)).orElseThrow();
        assertEquals(Map.of("name", "Gr\u00fc\u00dfe \ud83c\udf6a; \"a\"\n"), found.attributes());
        assertEquals(START, found.created());
        assertEquals(START, found.lastUsed());

        String later = store.save(found.without("name").with("b", ""), START.plusSeconds(5)).orElseThrow();
        Session again = store.find(later, START.plusSeconds(7)).orElseThrow();
        assertEquals(Map.of("b", ""), again.attributes());
        assertEquals(START, again.created());
        assertEquals(START.plusSeconds(5), again.lastUsed());
        assertEquals(found.id(), again.id());
    }

    @Test
    void timesAreInWholeMilliseconds() {
        Session session = store.create(START.plusNanos(1_999_999));
        assertEquals(START.plusMillis(1), session.created());
        String cookie = store.save(session, START.plusNanos(2_000_001)).orElseThrow();
        assertEquals(START.plusMillis(2), store.find(cookie, START.plusSeconds(1)).orElseThrow().lastUsed());
    }

    @Proves("6265-8.4-a")
    @Test
    void whatTheStoreDidNotGiveOutIsNoSession() {
        begin("a", "b");
        for (String made : new String[] {"", ".", "..", "a", "a.b", "AAAAAAAAAAAAAAAAAAAAAA", "\u0161.\u0161",
            "a".repeat(30_000), "a.".repeat(15_000)}) {
            assertEquals(Optional.empty(), store.find(made, START), made);
        }
    }

    @Proves("6265-4.1.1-b")
    @Test
    void theValueIsOneThatACookieCanHave() {
        assertEquals("sid", SetCookie.of("sid", begin("a", "; \"\u00e9")).name());
    }

    @Test
    void aSessionThatIsNotUsedIsOver() {
        String cookie = begin("a", "b");
        assertTrue(store.find(cookie, START.plus(IDLE).minusMillis(1)).isPresent());
        assertEquals(Optional.empty(), store.find(cookie, START.plus(IDLE)));
        assertEquals(1, store.statistics(START.plus(IDLE)).expired());
    }

    /** find alone does not extend the session; save does. */
    @Test
    void aSessionThatIsSavedGoesOn() {
        Instant soon = START.plus(IDLE).minusSeconds(1);
        String cookie = store.save(store.find(begin("a", "b"), soon).orElseThrow(), soon).orElseThrow();
        assertTrue(store.find(cookie, soon.plus(IDLE).minusMillis(1)).isPresent());
        assertEquals(Optional.empty(), store.find(cookie, soon.plus(IDLE)));
    }

    @Test
    void aSessionIsOverAtItsFullAgeHoweverMuchItIsUsed() {
        String cookie = begin("a", "b");
        for (Instant now = START; now.isBefore(START.plus(AGE)); now = now.plusSeconds(60)) {
            cookie = store.save(store.find(cookie, now).orElseThrow(), now).orElseThrow();
        }
        assertTrue(store.find(cookie, START.plus(AGE).minusMillis(1)).isPresent());
        assertEquals(Optional.empty(), store.find(cookie, START.plus(AGE)));
    }

    /** The id changes at login, against session fixation. The session keeps its age. */
    @Proves("6265-8.4-a")
    @Test
    void aSessionHasAnotherIdWhenAsked() {
        Session before = store.find(begin("a", "b"), START).orElseThrow();
        Instant later = START.plus(IDLE).minusSeconds(1);
        Session after = store.renew(before, later).orElseThrow();
        assertNotEquals(before.id(), after.id());
        String cookie = store.save(after, later).orElseThrow();
        assertEquals(after, store.find(cookie, later.plusSeconds(60)).orElseThrow());
        assertEquals(Map.of("a", "b"), after.attributes());
        assertEquals(START, after.created());
        assertEquals(later, after.lastUsed());
        assertEquals(1, store.statistics(later).created());
    }

    @Test
    void whatBeginsAndEndsIsCounted() {
        Session session = store.create(START);
        store.create(START);
        store.end(session);
        SessionStore.Statistics numbers = store.statistics(START);
        assertEquals(2, numbers.created());
        assertEquals(1, numbers.ended());
        assertEquals(0, numbers.expired());
        assertEquals(0, numbers.evicted());
    }

    @Test
    void idsAreLongAndNoneComesTwice() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String id = store.create(START).id();
            assertTrue(id.matches("[A-Za-z0-9_-]{22}"), id);
            assertTrue(ids.add(id), id);
        }
    }

    @Test
    void theLargestSessionIsKeptToo() {
        Session largest = store.create(START);
        for (int i = 0; i < Session.ATTRIBUTES_MAX - 1; i++) {
            largest = largest.with(String.format("%02d", i), "");
        }
        int left = Session.TEXT_BYTES_MAX - 2 * largest.attributes().size() - 1;
        Session full = largest.with("x", "\u00e9".repeat(left / 2) + "y".repeat(left % 2));
        String cookie = store.save(full, START).orElseThrow();
        assertTrue(SetCookie.of("sid", cookie).path("/").secure().httpOnly().toString().length() <= 4_096);
        assertEquals(full.attributes(), store.find(cookie, START).orElseThrow().attributes());
        assertThrows(IllegalArgumentException.class, () -> full.with("z", ""));
        assertThrows(IllegalArgumentException.class, () -> full.without("00").with("x", "y".repeat(2_048)));
        assertThrows(IllegalArgumentException.class, () -> full.with("00", "\ud83c"));
    }
}
