package hostling.handler;

import static hostling.handler.SessionStoreContract.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Properties of sessions with any attributes and after any sequence of operations. */
class SessionProperties {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SessionLimits FEW =
            new SessionLimits(4, Duration.ofSeconds(20), Duration.ofSeconds(50));

    private final CookieSessions cookies = CookieSessionsTest.store((byte) 7, SessionLimits.DEFAULT);

    private String cookie(Map<String, String> attributes) {
        Session session = cookies.create(START);
        return cookies.save(new Session(session.id(), START, START, attributes), START).orElseThrow();
    }

    @Property
    void whatIsSignedIsReadAgain(@ForAll("attributes") Map<String, String> attributes) {
        assertEquals(attributes, cookies.find(cookie(attributes), START).orElseThrow().attributes());
    }

    /** The last Base64 character has unused bits; the store refuses a cookie that differs only in them. */
    @Property
    void aCookieWithAnyOtherCharacterIsNone(@ForAll("attributes") Map<String, String> attributes,
            @ForAll @IntRange(max = 10_000) int place, @ForAll("cookieCharacters") char changed) {
        StringBuilder cookie = new StringBuilder(cookie(attributes));
        int index = place % cookie.length();
        Assume.that(cookie.charAt(index) != changed);
        cookie.setCharAt(index, changed);
        assertEquals(Optional.empty(), cookies.find(cookie.toString(), START));
    }

    @Property
    void aCookieThatIsCutShortOrGrownIsNone(@ForAll @IntRange(max = 10_000) int place,
            @ForAll("cookieCharacters") char more) {
        String cookie = cookie(Map.of("a", "b"));
        int index = place % cookie.length();
        assertEquals(Optional.empty(), cookies.find(cookie.substring(0, index), START));
        assertEquals(Optional.empty(), cookies.find(cookie.substring(index + 1), START));
        String grown = cookie.substring(0, index) + more + cookie.substring(index);
        assertEquals(Optional.empty(), cookies.find(grown, START));
    }

    @Property
    void noTextMakesTheStoreStumble(@ForAll String text) {
        assertEquals(Optional.empty(), cookies.find(text, START));
        assertEquals(Optional.empty(), cookies.find(text + "." + text, START));
    }

    /** Compares the store in memory with a simple model: a map in the order of use. */
    @Property
    void everySessionIsThereOrHasLeftForAReason(@ForAll @Size(max = 60) List<@IntRange(max = 79) Integer> steps) {
        SessionStore store = new MemorySessions(RANDOM, FEW);
        Map<String, Session> model = new LinkedHashMap<>();
        List<String> ids = new ArrayList<>(List.of("nobody's"));
        Instant now = START;
        for (int step : steps) {
            now = now.plusSeconds(step / 16 * 3);
            Instant time = now;
            model.values().removeIf(any -> FEW.isOver(any, time));
            String id = ids.get(step / 4 % ids.size());
            Optional<Session> found = store.find(id, now);
            assertEquals(Optional.ofNullable(model.get(id)), found);
            switch (step % 4) {
                case 0 -> ids.add(create(store, model, now));
                case 1 -> found.ifPresent(any -> {
                    model.remove(id);
                    model.put(id, any.used(time));
                    assertEquals(Optional.of(id), store.save(any, time));
                });
                case 2 -> found.flatMap(any -> store.renew(any, time)).ifPresent(renewed -> {
                    model.remove(id);
                    model.put(renewed.id(), renewed);
                    ids.add(renewed.id());
                });
                default -> found.ifPresent(any -> {
                    model.remove(id);
                    store.end(any);
                });
            }
            SessionStore.Statistics numbers = store.statistics(now);
            assertTrue(numbers.count() <= FEW.sessionsMax());
            assertEquals(numbers.created(), numbers.count() + numbers.expired() + numbers.evicted() + numbers.ended());
        }
        Instant end = now;
        ids.forEach(id -> assertEquals(Optional.ofNullable(model.get(id)), store.find(id, end)));
    }

    private static String create(SessionStore store, Map<String, Session> model, Instant now) {
        Session session = store.create(now);
        if (model.size() == FEW.sessionsMax()) {
            model.remove(model.keySet().iterator().next());
        }
        model.put(session.id(), session);
        return session.id();
    }

    @Provide
    Arbitrary<Map<String, String>> attributes() {
        Arbitrary<String> texts = Arbitraries.strings().withCharRange('\0', '\ud7ff').ofMaxLength(20);
        return Arbitraries.maps(texts, texts).ofMaxSize(8);
    }

    @Provide
    Arbitrary<Character> cookieCharacters() {
        return Arbitraries.chars().range('A', 'Z').range('a', 'z').range('0', '9').with('-', '_', '.', '=', '~');
    }
}
