package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Proves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sessions in memory: which ones stay, and which one is evicted. */
class MemorySessionsTest extends SessionStoreContract {
    @Override
    SessionStore store(int sessionsMax) {
        return new MemorySessions(RANDOM, new SessionLimits(sessionsMax, IDLE, AGE));
    }

    @Proves("6265-8.3-a")
    @Test
    void theCookieHoldsTheIdAlone() {
        SessionStore store = store(1);
        Session session = store.create(START);
        assertEquals(Optional.of(session.id()), store.save(session.with("secret", "s"), START));
    }

    @Test
    void theOneThatIsLongestIdleLeavesFirst() {
        SessionStore store = store(3);
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sessions.add(store.create(START.plusSeconds(i)));
        }
        store.save(sessions.get(0), START.plusSeconds(5));
        store.find(sessions.get(1).id(), START.plusSeconds(6));
        sessions.add(store.create(START.plusSeconds(7)));
        assertEquals(List.of(true, false, true, true), found(store, sessions));
        store.renew(sessions.get(2), START.plusSeconds(8)).ifPresent(sessions::add);
        sessions.add(store.create(START.plusSeconds(9)));
        assertEquals(List.of(false, false, false, true, true, true), found(store, sessions));
        assertEquals(new SessionStore.Statistics(3, 5, 0, 2, 0, 3), store.statistics(START.plusSeconds(9)));
    }

    private static List<Boolean> found(SessionStore store, List<Session> sessions) {
        return sessions.stream().map(any -> store.find(any.id(), START.plusSeconds(9)).isPresent()).toList();
    }

    @Test
    void oneThatIsOverMakesRoomBeforeAnyHasToLeave() {
        SessionStore store = store(2);
        store.create(START);
        Session other = store.create(START.plusSeconds(1));
        store.create(START.plus(IDLE));
        assertTrue(store.find(other.id(), START.plus(IDLE)).isPresent());
        assertEquals(new SessionStore.Statistics(2, 3, 1, 0, 0, 2), store.statistics(START.plus(IDLE)));
        assertEquals(new SessionStore.Statistics(0, 3, 3, 0, 0, 2), store.statistics(START.plus(IDLE.multipliedBy(2))));
    }

    /** In the order of last use, the expired session comes after a valid one. */
    @Test
    void oneThatIsOverForItsAgeMakesRoomThoughItWasUsedLast() {
        SessionStore store = store(2);
        Session old = store.create(START);
        store.save(old, START.plusSeconds(500));
        store.save(old, START.plusSeconds(1000));
        Session good = store.create(START.plusSeconds(1100));
        store.save(old, START.plusSeconds(1400));
        store.create(START.plus(AGE));
        assertTrue(store.find(good.id(), START.plus(AGE)).isPresent());
        assertEquals(new SessionStore.Statistics(2, 3, 1, 0, 0, 2), store.statistics(START.plus(AGE)));
    }

    @Test
    void aClockThatIsSetBackMakesNoSessionLastLonger() {
        SessionStore store = store(3);
        store.create(START.plus(AGE));
        Session early = store.create(START);
        assertEquals(Optional.empty(), store.find(early.id(), START.plus(IDLE)));
    }

    @Proves("6265-8.4-a")
    @Test
    void theOldIdIsWorthNothingAfterANewOne() {
        SessionStore store = store(2);
        Session before = store.create(START);
        store.renew(before, START);
        assertEquals(Optional.empty(), store.find(before.id(), START));
        assertEquals(1, store.statistics(START).count());
    }

    /** One request logs out while the server is still answering another one of the same session. */
    @Test
    void whatHasEndedDoesNotComeBack() {
        SessionStore store = store(2);
        Session session = store.create(START);
        store.end(session);
        assertEquals(Optional.empty(), store.save(session, START));
        assertEquals(Optional.empty(), store.renew(session, START));
        store.end(session);
        assertEquals(new SessionStore.Statistics(0, 1, 0, 0, 1, 2), store.statistics(START));
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SessionLimits(0, IDLE, AGE));
        assertThrows(IllegalArgumentException.class, () -> new SessionLimits(1, Duration.ZERO, AGE));
        assertThrows(IllegalArgumentException.class, () -> new SessionLimits(1, AGE, IDLE));
        assertThrows(IllegalArgumentException.class, () -> new SessionLimits(1, IDLE, Duration.ofDays(367)));
    }
}
