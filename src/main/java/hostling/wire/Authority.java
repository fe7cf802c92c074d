package hostling.wire;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code uri-host [ ":" port ]} as it stands in a Host field or a target (RFC 9110 sections 4.2 and 7.2).
 *
 * @param host a registered name or IPv4 address in lower case, or an IPv6 address in brackets; empty in {@link #NONE}
 * @param port 0 to 65535, or -1 where none was given or it was empty
 */
record Authority(String host, int port) {
    /** What an HTTP/1.0 request without a Host field has. */
    static final Authority NONE = new Authority("", -1);

    private static final int IPV6_GROUPS = 8;
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(?!$)|$)){4}");
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
        return text.charAt(0) == '[' ? isIpv6(text.substring(1, end - 1)) : allIn(ByteClass.REG_NAME, text, 0, end);
    }

    /** {@code IPv6address}: eight groups, a run of zeros written as two colons, the last two perhaps as IPv4. */
    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == IPV6_GROUPS;
        }
        int before = groups(text.substring(0, gap), false);
        int after = groups(text.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after < IPV6_GROUPS;
    }

    /** How many groups of 16 bits the text has, or a negative number where it is not made of such. */
    private static int groups(String text, boolean mayEndInIpv4) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        boolean ipv4 = mayEndInIpv4 && IPV4.matcher(parts[parts.length - 1]).matches();
        int groups = ipv4 ? parts.length - 1 : parts.length;
        for (int i = 0; i < groups; i++) {
            if (!GROUP.matcher(parts[i]).matches()) {
                return -IPV6_GROUPS;
            }
        }
        return ipv4 ? groups + 2 : groups;
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
