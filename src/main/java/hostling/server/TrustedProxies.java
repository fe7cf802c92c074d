package hostling.server;

import hostling.wire.Fields;
import hostling.wire.IpAddress;
import hostling.wire.IpRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The proxies in front of this server, which say for which client a request is. Any client can send the same fields, so only
 * the word of a proxy counts whose address is known.
 *
 * <p>Each proxy adds the address of its own peer to the end of the list. So the list is read from its end: as long as the
 * sender is a trusted proxy, the address before it is believed, and the first one that is not a trusted proxy is the client.
 * What a client has put at the front of the list is never reached.
 *
 * <p>The kind has to be configured. To believe whichever is there would be to believe the client: a proxy passes on what it
 * does not know.
 *
 * @param ranges the addresses of the proxies
 * @param kind   how they say who the client is
 */
public record TrustedProxies(List<IpRange> ranges, Kind kind) {
    /** How proxies pass on who the client is. */
    public enum Kind {
        /** In the fields {@code X-Forwarded-For} and {@code X-Forwarded-Proto} of each request. */
        X_FORWARDED,
        /** In the field {@code Forwarded} of each request (RFC 7239). */
        FORWARDED,
        /** Before the first request of each connection; a connection without such a header is refused. */
        PROXY_PROTOCOL
    }

    /** No proxy is trusted. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of(), Kind.X_FORWARDED);

    /** Only an attacker sends a longer list, to keep the server busy. */
    private static final int HOPS_MAX = 50;

    /** Makes a copy of the list. */
    public TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    /**
     * The client of a request.
     *
     * @param remote its IP address in its canonical form
     * @param secure whether it has used TLS, up to the first proxy
     */
    record Client(String remote, boolean secure) { }

    /** Whether a connection from this address begins with a header of the PROXY protocol. */
    boolean sendsHeader(String remote) {
        return kind == Kind.PROXY_PROTOCOL && trusts(remote);
    }

    private boolean trusts(String remote) {
        return !ranges.isEmpty() && IpAddress.parse(remote).filter(this::isTrusted).isPresent();
    }

    private boolean isTrusted(byte[] address) {
        for (IpRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** The client of a request with these fields; empty if it is the peer itself. */
    Optional<Client> client(String peer, Fields fields) {
        if (kind == Kind.PROXY_PROTOCOL || !trusts(peer)) {
            return Optional.empty();
        }
        List<Hop> hops = kind == Kind.X_FORWARDED ? xForwarded(fields) : forwarded(fields);
        String remote = peer;
        boolean secure = false;
        for (int i = hops.size() - 1; i >= 0 && trusts(remote); i--) {
            Hop hop = hops.get(i);
            secure = hop.proto().map("https"::equalsIgnoreCase).orElse(secure);
            Optional<String> before = node(hop.client());
            if (before.isEmpty()) {
                break;                                  // "unknown", or a name that a proxy has made up
            }
            remote = before.get();
        }
        return Optional.of(new Client(remote, secure));
    }

    /** What one proxy says of its peer. */
    private record Hop(String client, Optional<String> proto) { }

    /** Most proxies set one scheme for the whole request, so the last one counts, with or without addresses. */
    private static List<Hop> xForwarded(Fields fields) {
        List<String> protos = fields.members("X-Forwarded-Proto");
        Optional<String> proto = protos.isEmpty() ? Optional.empty() : Optional.of(protos.get(protos.size() - 1));
        List<Hop> hops = new ArrayList<>();
        last(fields, "X-Forwarded-For").forEach(client -> hops.add(new Hop(client, proto)));
        return hops.isEmpty() ? List.of(new Hop("", proto)) : hops;
    }

    private static List<Hop> forwarded(Fields fields) {
        List<Hop> hops = new ArrayList<>();
        for (String element : last(fields, "Forwarded")) {
            String client = "";
            Optional<String> proto = Optional.empty();
            for (String pair : element.split(";", HOPS_MAX)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? "" : pair.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                String value = equals < 0 ? "" : unquoted(pair.substring(equals + 1).strip());
                client = name.equals("for") ? value : client;
                proto = name.equals("proto") ? Optional.of(value) : proto;
            }
            hops.add(new Hop(client, proto));
        }
        return hops;
    }

    private static List<String> last(Fields fields, String name) {
        List<String> all = fields.members(name);
        return all.subList(Math.max(0, all.size() - HOPS_MAX), all.size());
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** The address in {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code 2001:db8::1}, {@code [2001:db8::1]:80}. */
    private static Optional<String> node(String text) {
        String host = text;
        if (text.startsWith("[")) {
            host = text.substring(1, Math.max(1, text.indexOf(']')));
        } else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0) {
            host = text.substring(0, text.indexOf(':'));
        }
        return IpAddress.parse(host).map(IpAddress::text);
    }
}
