package hostling.server;

import hostling.http.Body;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The memory that all connections together hold from one turn to the next: heads that are not whole yet, content that is
 * collected, bytes that were read and not parsed, or written and not taken. A limit for each connection bounds none of
 * that: ten thousand times a little is more than there is.
 *
 * <p>What a connection needs within a turn comes from buffers that the loop has once, so nothing is counted for a
 * request that is answered as soon as it has come.
 *
 * <p>When memory is <b>short</b>, connections that hold some of it and would take more are not read on, and wait here,
 * first come, first served; but some of them go on all the same, or all might wait for each other. When it is <b>spent</b>, a request that can't be answered at once is answered with 503, and
 * of the clients that don't read their responses the one that has been silent for the longest is let go. Nobody else is.
 */
final class MemoryBudget {
    /** From this part of the whole on memory is short; the rest is for requests that are answered soon. */
    private static final double SHORT = 0.75;
    private static final int FAVOURED_MAX = 8;

    private long bytesMax;
    private long shortBytes;
    private long usedBytes;
    /** Those that are not read on, the first of them first. */
    private final Set<ConnectionDriver> waiting = new LinkedHashSet<>();
    /** Those that are read on though memory is short. */
    private final Set<ConnectionDriver> favoured = new LinkedHashSet<>();
    /** Those whose clients don't take what there is for them, the one that took nothing for the longest first. */
    private final Set<ConnectionDriver> unread = new LinkedHashSet<>();
    /** Content that responses hold, and by how many of them: that of one cached file may stand in thousands. */
    private final Map<Body.Bytes, Integer> contents = new IdentityHashMap<>();

    /** @param bytesMax how much connections may hold together */
    MemoryBudget(long bytesMax) {
        resize(bytesMax);
    }

    /** Goes on with another limit. */
    void resize(long newBytesMax) {
        bytesMax = newBytesMax;
        shortBytes = (long) (SHORT * newBytesMax);
    }

    /** How much is held. */
    long usedBytes() {
        return usedBytes;
    }

    boolean isShort() {
        return usedBytes >= shortBytes;
    }

    boolean isSpent() {
        return usedBytes >= bytesMax;
    }

    /** As much as one request may ever collect: with more than that, two could keep each other waiting. */
    long contentBytesMax() {
        return bytesMax / 2;
    }

    /** Counts what somebody holds from now on, or with a negative number what nobody holds any more. */
    void change(long bytes) {
        usedBytes += bytes;
    }

    /** Counts content that a response holds while it is sent. */
    void hold(Body.Bytes content) {
        if (contents.merge(content, 1, Integer::sum) == 1) {
            usedBytes += content.length();
        }
    }

    /** It is sent, or given up. */
    void release(Body.Bytes content) {
        if (contents.computeIfPresent(content, (any, count) -> count == 1 ? null : count - 1) == null) {
            usedBytes -= content.length();
        }
    }

    /** Whether a connection that would take more has to wait, until {@link #nextToGoOn} gives it back. */
    boolean mustWait(ConnectionDriver connection) {
        if (!isShort() || !isSpent() && favoured.contains(connection) || isFavoured(connection)) {
            return false;
        }
        favoured.remove(connection);
        waiting.add(connection);
        return true;
    }

    private boolean isFavoured(ConnectionDriver connection) {
        return favoured.size() < FAVOURED_MAX && !isSpent() && favoured.add(connection);
    }

    /** The connection that has been waiting for the longest, which waits no more; null if none is to go on now. */
    ConnectionDriver nextToGoOn() {
        if (waiting.isEmpty()) {
            return null;
        }
        Iterator<ConnectionDriver> first = waiting.iterator();
        ConnectionDriver connection = first.next();
        if (isShort() && !isFavoured(connection)) {
            return null;
        }
        first.remove();
        return connection;
    }

    /** It takes no more for what it is dealing with: another one may be favoured. */
    void hasEnough(ConnectionDriver connection) {
        if (!favoured.isEmpty()) {
            favoured.remove(connection);
        }
    }

    /** Notes that a client has left some of its response, and whether it has taken some just now. */
    void leftUnread(ConnectionDriver connection, boolean tookSome) {
        if (tookSome) {
            unread.remove(connection);
        }
        unread.add(connection);
    }

    /** Notes that a client has taken what there was. */
    void isRead(ConnectionDriver connection) {
        unread.remove(connection);
    }

    /** Of the connections whose clients don't take their responses the one that took nothing for the longest, or null. */
    ConnectionDriver mostSilent() {
        return unread.isEmpty() ? null : unread.iterator().next();
    }

    /** Forgets a connection that is gone. */
    void forget(ConnectionDriver connection) {
        waiting.remove(connection);
        favoured.remove(connection);
        unread.remove(connection);
    }
}
