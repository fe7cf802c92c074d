package hostling.handler;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sessions in memory; the cookie holds only the id. They are lost when the server stops.
 *
 * <p>They are kept in two orders. In the order of last use, a session that is used moves to the end, so the one at the
 * front is the least recently used: it is the first to expire by idle time, and the first to be evicted if the store is
 * full. In the order of creation nothing moves, and the one at the front is the first to expire by age. Checking both
 * fronts finds all expired sessions; with the first order alone, a session that has expired by age could stay behind a
 * valid one, which would be evicted instead. Each operation takes constant time, apart from removing expired sessions,
 * each of which is removed once.
 */
public final class MemorySessions implements SessionStore {
    /** Holds the current state of a session; it stays the same object when the session is used or gets another id. */
    private static final class Place {
        private Session session;

        Place(Session session) {
            this.session = session;
        }
    }

    private final RandomIds ids;
    private final SessionLimits limits;
    private final Map<String, Place> byUse = new LinkedHashMap<>();
    private final Set<Place> byAge = new LinkedHashSet<>();
    private long created;
    private long expired;
    private long evicted;
    private long ended;

    /** An empty store. */
    public MemorySessions(SecureRandom random, SessionLimits limits) {
        this.ids = new RandomIds(random);
        this.limits = limits;
    }

    @Override
    public Session create(Instant now) {
        expire(now);
        if (byUse.size() == limits.sessionsMax()) {
            remove(byUse.values().iterator().next());
            evicted++;
        }
        Place place = new Place(Session.begun(ids.next(), now));
        byUse.put(place.session.id(), place);
        byAge.add(place);
        created++;
        return place.session;
    }

    @Override
    public Optional<Session> find(String cookie, Instant now) {
        expire(now);
        return Optional.ofNullable(byUse.get(cookie)).map(place -> place.session)
                .filter(session -> !limits.isOver(session, now));    // if the clock was set back, the orders are wrong
    }

    /** Does not add a session that is missing: a slow response must not restore a session that was ended meanwhile. */
    @Override
    public Optional<String> save(Session session, Instant now) {
        return replace(session, session.used(now)).map(Session::id);
    }

    @Override
    public Optional<Session> renew(Session session, Instant now) {
        return replace(session, session.renamed(ids.next()).used(now));
    }

    private Optional<Session> replace(Session known, Session now) {
        Place place = byUse.remove(known.id());
        if (place == null) {
            return Optional.empty();
        }
        place.session = now;
        byUse.put(now.id(), place);
        return Optional.of(now);
    }

    @Override
    public void end(Session session) {
        Place place = byUse.get(session.id());
        if (place != null) {
            remove(place);
            ended++;
        }
    }

    @Override
    public Statistics statistics(Instant now) {
        expire(now);
        return new Statistics(byUse.size(), created, expired, evicted, ended, limits.sessionsMax());
    }

    private void expire(Instant now) {
        expire(byUse.values(), now);
        expire(byAge, now);
    }

    private void expire(Collection<Place> order, Instant now) {
        while (!order.isEmpty()) {
            Place first = order.iterator().next();
            if (!limits.isOver(first.session, now)) {
                return;
            }
            remove(first);
            expired++;
        }
    }

    private void remove(Place place) {
        byUse.remove(place.session.id());
        byAge.remove(place);
    }
}
