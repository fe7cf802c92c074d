package hostling.wire;

import java.util.Locale;
import java.util.Optional;

/**
 * {@code uri-host [ ":" port ]} as it stands in a Host field or a target (RFC 9110 sections 4.2 and 7.2).
 *
 * @param host a registered name or IPv4 address in lower case, or an IPv6 address in brackets; empty in {@link #NONE}
 * @param port 0 to 65535, or -1 where none was given or it was empty
 */
record Authority(String host, int port) {
    /** What an HTTP/1.0 request without a Host field has. */
    static final Authority NONE = new Authority("", -1);

    private static final int PORT_MAX = 65_535;
    private static final int PORT_DIGITS_MAX = 5;

    /** Reads {@code host} or {@code host:port}; empty where the text is neither. User information is never accepted. */
    static Optional<Authority> parse(String text) {
        int hostEnd = text.startsWith("[") ? text.indexOf(']') + 1 : indexOfColon(text);
        if (hostEnd == 0 || !isHost(text, hostEnd)) {
            return Optional.empty();
        }
        int port = port(text, hostEnd);
        return port < -1 ? Optional.empty()
                : Optional.of(new Authority(text.substring(0, hostEnd).toLowerCase(Locale.ROOT), port));
    }

    private static int indexOfColon(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? text.length() : colon;
    }

    private static boolean isHost(String text, int end) {
        if (text.charAt(0) == '[') {
            return text.indexOf(':') > 0 && text.indexOf(':') < end && allIn(ByteClass.IPV6, text, 1, end - 1);
        }
        return allIn(ByteClass.REG_NAME, text, 0, end);
    }

    /** The port behind the host, -1 for none, -2 for something else. */
    private static int port(String text, int hostEnd) {
        if (hostEnd == text.length() || text.length() == hostEnd + 1 && text.charAt(hostEnd) == ':') {
            return -1;
        }
        boolean digits = text.charAt(hostEnd) == ':' && text.length() - hostEnd - 1 <= PORT_DIGITS_MAX
                && allIn(ByteClass.DIGITS, text, hostEnd + 1, text.length());
        int port = digits ? Integer.parseInt(text, hostEnd + 1, text.length(), 10) : -2;
        return port <= PORT_MAX ? port : -2;
    }

    private static boolean allIn(boolean[] allowed, String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c > 0xff || !allowed[c]) {
                return false;
            }
        }
        return true;
    }
}
