package hostling.wire;

import java.util.Locale;
import java.util.Optional;

/**
 * {@code uri-host [ ":" port ]}, from a Host field or a request target (RFC 9110 sections 4.2 and 7.2).
 *
 * @param host a registered name or IPv4 address in lower case, or an IPv6 address in brackets and in its canonical form,
 *             so that one address is one host; empty in {@link #NONE}
 * @param port 0 to 65535, or -1 if it is missing or empty
 */
record Authority(String host, int port) {
    private static final int NO_PORT = -1;
    private static final int BAD_PORT = -2;

    /** The authority of an HTTP/1.0 request without a Host field. */
    static final Authority NONE = new Authority("", NO_PORT);

    private static final int PORT_MAX = 65_535;
    private static final int PORT_DIGITS_MAX = 5;

    /**
     * Whether the bytes are {@code host} or {@code host:port}. User information is never accepted, so a password in it
     * gets no further, least of all into a log (RFC 3986 section 3.2.1).
     */
    static boolean isValid(ByteBuilder bytes, int from, int to) {
        int hostEnd = hostEnd(bytes, from, to);
        return isHost(bytes, from, hostEnd) && port(bytes, hostEnd, to) >= NO_PORT;
    }

    /** Reads {@code host} or {@code host:port}; empty if the bytes are neither. */
    static Optional<Authority> parse(ByteBuilder bytes, int from, int to) {
        int hostEnd = hostEnd(bytes, from, to);
        return isValid(bytes, from, to)
                ? Optional.of(new Authority(canonical(bytes.text(from, hostEnd)), port(bytes, hostEnd, to)))
                : Optional.empty();
    }

    private static String canonical(String host) {
        return IpAddress.canonicalLiteral(host).orElseGet(() -> host.toLowerCase(Locale.ROOT));
    }

    private static int hostEnd(ByteBuilder bytes, int from, int to) {
        boolean bracketed = from < to && bytes.at(from) == '[';
        return bracketed ? Math.min(to, bytes.indexOf(']', from, to) + 1) : bytes.indexOf(':', from, to);
    }

    private static boolean isHost(ByteBuilder bytes, int from, int end) {
        if (from == end) {
            return false;
        }
        return bytes.at(from) != '[' ? bytes.allIn(ByteClass.REG_NAME, from, end)
                : bytes.at(end - 1) == ']' && IpAddress.parseIpv6(bytes.text(from + 1, end - 1)).isPresent();
    }

    /** The port after the host, or {@link #NO_PORT}, or {@link #BAD_PORT}. */
    private static int port(ByteBuilder bytes, int hostEnd, int to) {
        int digits = to - hostEnd - 1;
        if (digits <= 0) {
            return digits < 0 || bytes.at(hostEnd) == ':' ? NO_PORT : BAD_PORT;
        }
        boolean wellFormed = bytes.at(hostEnd) == ':' && digits <= PORT_DIGITS_MAX
                && bytes.allIn(ByteClass.DIGITS, hostEnd + 1, to);
        if (!wellFormed) {
            return BAD_PORT;
        }
        int port = 0;
        for (int i = hostEnd + 1; i < to; i++) {
            port = port * 10 + bytes.at(i) - '0';
        }
        return port <= PORT_MAX ? port : BAD_PORT;
    }
}
