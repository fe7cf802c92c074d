package hostling.server;

import hostling.http.Body;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The memory that all connections together hold between turns: incomplete heads, collected content, unparsed input, pending
 * output. A limit per connection does not bound the sum: ten thousand times a little is more than there is.
 *
 * <p>Within a turn, connections use buffers that the engine has once, so a request that is answered as soon as it arrives
 * costs nothing here.
 *
 * <p>When memory is <b>short</b>, a connection that holds some of it and would take more is not read; it waits here, first
 * come, first served. A few connections are exempt, since otherwise all might wait for each other. When memory is
 * <b>exhausted</b>, a request that can't be answered at once gets a 503, and of the connections whose clients don't read
 * their responses the one that has stalled for the longest time is closed. No other connection is closed.
 */
final class MemoryBudget {
    /** Memory is short from this fraction of the limit on; the rest is for requests that are answered soon. */
    private static final double SHORT_FRACTION = 0.75;
    private static final int EXEMPT_MAX = 8;

    private long bytesMax;
    private long shortBytes;
    private long usedBytes;
    /** Connections that are not read, in the order in which they began to wait. */
    private final Set<ConnectionDriver> waiting = new LinkedHashSet<>();
    /** Connections that are read although memory is short. */
    private final Set<ConnectionDriver> exempt = new LinkedHashSet<>();
    /** Connections with pending output; first the one whose client has accepted nothing for the longest time. */
    private final Set<ConnectionDriver> stalled = new LinkedHashSet<>();
    /** Content that responses hold, with the number of these responses: thousands may share one cached file. */
    private final Map<Body.Bytes, Integer> contents = new IdentityHashMap<>();

    /** @param bytesMax how many bytes all connections together may hold */
    MemoryBudget(long bytesMax) {
        resize(bytesMax);
    }

    /** Changes the limit. */
    void resize(long newBytesMax) {
        bytesMax = newBytesMax;
        shortBytes = (long) (SHORT_FRACTION * newBytesMax);
    }

    /** How many bytes are held. */
    long usedBytes() {
        return usedBytes;
    }

    boolean isShort() {
        return usedBytes >= shortBytes;
    }

    boolean isExhausted() {
        return usedBytes >= bytesMax;
    }

    /** Most bytes of content that one request may collect: with more, two requests could wait for each other. */
    long contentBytesMax() {
        return bytesMax / 2;
    }

    /** Counts bytes that a connection now holds or, if negative, has released. */
    void change(long bytes) {
        usedBytes += bytes;
    }

    /** Counts content that a response holds while it is sent; once, however many responses hold it. */
    void hold(Body.Bytes content) {
        if (contents.merge(content, 1, Integer::sum) == 1) {
            usedBytes += content.length();
        }
    }

    /** Called when the content was sent, or its response aborted. */
    void release(Body.Bytes content) {
        if (contents.computeIfPresent(content, (any, count) -> count == 1 ? null : count - 1) == null) {
            usedBytes -= content.length();
        }
    }

    /** Whether a connection that would take more has to wait until {@link #nextToResume} returns it. */
    boolean mustWait(ConnectionDriver connection) {
        if (!isShort() || !isExhausted() && exempt.contains(connection) || becomesExempt(connection)) {
            return false;
        }
        exempt.remove(connection);
        waiting.add(connection);
        return true;
    }

    private boolean becomesExempt(ConnectionDriver connection) {
        return exempt.size() < EXEMPT_MAX && !isExhausted() && exempt.add(connection);
    }

    /** Removes and returns the connection that has waited for the longest time; null if none may resume now. */
    ConnectionDriver nextToResume() {
        if (waiting.isEmpty()) {
            return null;
        }
        Iterator<ConnectionDriver> first = waiting.iterator();
        ConnectionDriver connection = first.next();
        if (isShort() && !becomesExempt(connection)) {
            return null;
        }
        first.remove();
        return connection;
    }

    /** The connection takes no more memory for its current request, so another one may be exempt. */
    void needsNoMore(ConnectionDriver connection) {
        if (!exempt.isEmpty()) {
            exempt.remove(connection);
        }
    }

    /** A connection has pending output; {@code madeProgress} says whether its client has accepted some in this turn. */
    void outputPending(ConnectionDriver connection, boolean madeProgress) {
        if (madeProgress) {
            stalled.remove(connection);
        }
        stalled.add(connection);
    }

    /** A connection has no pending output any more. */
    void outputDrained(ConnectionDriver connection) {
        stalled.remove(connection);
    }

    /** The connection whose pending output has made no progress for the longest time, or null if none has any. */
    ConnectionDriver longestStalled() {
        return stalled.isEmpty() ? null : stalled.iterator().next();
    }

    /** Removes a connection that is closed or no longer waits. */
    void forget(ConnectionDriver connection) {
        waiting.remove(connection);
        exempt.remove(connection);
        stalled.remove(connection);
    }
}
