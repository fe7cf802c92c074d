package hostling.http;

import hostling.wire.RequestHead;

/**
 * Caches request targets. Most targets are requested repeatedly; a hit saves parsing and string creation and costs only a
 * comparison of bytes. Not thread-safe: each loop has its own.
 *
 * <p>This is a <b>direct-mapped cache</b>: each target has one slot, and the next target with the same slot replaces it.
 * So it needs no other <b>eviction</b>, and never holds more than {@link #SLOTS} targets of {@link #ADDRESS_BYTES_MAX}
 * bytes.
 */
public final class RequestTargetCache {
    static final int SLOTS = 1 << 9;
    static final int ADDRESS_BYTES_MAX = 512;

    private final byte[][] addresses = new byte[SLOTS][];
    private final RequestTarget[] targets = new RequestTarget[SLOTS];

    /** The target of a head, equal to that from {@link RequestTarget#of}. */
    public RequestTarget of(RequestHead head) {
        int hash = head.addressHash();
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        byte[] known = addresses[slot];
        return known != null && head.hasAddress(known) ? targets[slot] : store(head, slot);
    }

    private RequestTarget store(RequestHead head, int slot) {
        RequestTarget target = RequestTarget.of(head);
        byte[] address = head.address();
        if (address.length <= ADDRESS_BYTES_MAX) {
            addresses[slot] = address;
            targets[slot] = target;
        }
        return target;
    }
}
