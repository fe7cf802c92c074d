package hostling.http;

import hostling.wire.RequestHead;

/**
 * Remembers the targets of requests. Most are asked for again and again, so taking them apart, and making the strings
 * that this takes, is done once for each; another time costs a look at some bytes.
 *
 * <p>Each target has one place, which the next one that belongs there takes from it: there is nothing to clear, and what
 * is remembered never grows beyond {@link #PLACES} targets of {@link #ADDRESS_BYTES_MAX} bytes.
 */
public final class RequestTargetCache {
    static final int PLACES = 1 << 9;
    static final int ADDRESS_BYTES_MAX = 512;

    private final byte[][] addresses = new byte[PLACES][];
    private final RequestTarget[] targets = new RequestTarget[PLACES];

    /** The target of a head, as {@link RequestTarget#of} has it. */
    public RequestTarget of(RequestHead head) {
        int hash = head.addressHash();
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        byte[] known = addresses[place];
        return known != null && head.hasAddress(known) ? targets[place] : remember(head, place);
    }

    private RequestTarget remember(RequestHead head, int place) {
        RequestTarget target = RequestTarget.of(head);
        byte[] address = head.address();
        if (address.length <= ADDRESS_BYTES_MAX) {
            addresses[place] = address;
            targets[place] = target;
        }
        return target;
    }
}
