package hostling.wire;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * IP addresses as text. An IPv6 address can be written in many ways (RFC 4291 section 2.2), but it has only one
 * <b>canonical</b> form (RFC 5952). Addresses in host names, logs and CGI variables are compared as text, so all of them
 * are brought to that form. A zone ({@code fe80::1%eth0}) means something on one machine only, and is never accepted or
 * written.
 */
public final class IpAddress {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int IPV6_GROUPS = 8;
    private static final int GROUP_BITS = 16;
    private static final Pattern OCTET = Pattern.compile("25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9]");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");

    private IpAddress() { }

    /** The 4 bytes of an IPv4 address in dotted decimal form; empty if the text is anything else. */
    public static Optional<byte[]> parseIpv4(String text) {
        String[] octets = text.split("\\.", -1);
        byte[] address = new byte[IPV4_BYTES];
        return octets.length == IPV4_BYTES && putOctets(octets, address, 0) ? Optional.of(address) : Optional.empty();
    }

    private static boolean putOctets(String[] octets, byte[] address, int start) {
        for (int i = 0; i < octets.length; i++) {
            if (!OCTET.matcher(octets[i]).matches()) {
                return false;
            }
            address[start + i] = (byte) Integer.parseInt(octets[i]);
        }
        return true;
    }

    /**
     * The 16 bytes of an IPv6 address without brackets: eight groups, of which {@code ::} may replace a run of zeros and
     * an IPv4 address the last two (RFC 3986 section 3.2.2). Empty if the text is anything else.
     */
    public static Optional<byte[]> parseIpv6(String text) {
        int gap = text.indexOf("::");
        String[] before = groups(gap < 0 ? text : text.substring(0, gap));
        String[] after = groups(gap < 0 ? "" : text.substring(gap + 2));
        String[] last = gap < 0 ? before : after;
        int bytes = 2 * (before.length + after.length);
        if (last.length > 0 && last[last.length - 1].indexOf('.') >= 0) {
            bytes += 2;
        }
        if (gap < 0 ? bytes != IPV6_BYTES : bytes >= IPV6_BYTES) {
            return Optional.empty();
        }
        byte[] address = new byte[IPV6_BYTES];
        int start = gap < 0 ? 0 : IPV6_BYTES - bytes + 2 * before.length;
        boolean valid = put(before, address, 0, gap < 0) && put(after, address, start, true);
        return valid ? Optional.of(address) : Optional.empty();
    }

    private static String[] groups(String text) {
        return text.isEmpty() ? new String[0] : text.split(":", -1);
    }

    private static boolean put(String[] groups, byte[] address, int start, boolean mayEndInIpv4) {
        for (int i = 0; i < groups.length; i++) {
            int at = start + 2 * i;
            if (GROUP.matcher(groups[i]).matches()) {
                int value = Integer.parseInt(groups[i], 16);
                address[at] = (byte) (value >> Byte.SIZE);
                address[at + 1] = (byte) value;
            } else {
                String[] octets = groups[i].split("\\.", -1);
                return mayEndInIpv4 && i == groups.length - 1 && octets.length == IPV4_BYTES
                        && putOctets(octets, address, at);
            }
        }
        return true;
    }

    /** The bytes of an address of either version, without brackets; an IPv4-mapped address is the IPv4 address. */
    public static Optional<byte[]> parse(String text) {
        return parseAsWritten(text).map(IpAddress::unmapped);
    }

    static Optional<byte[]> parseAsWritten(String text) {
        return parseIpv4(text).or(() -> parseIpv6(text));
    }

    /** The IPv4 address in an IPv4-mapped one (RFC 4291 section 2.5.5.2); any other address unchanged. */
    static byte[] unmapped(byte[] address) {
        return address.length == IPV6_BYTES && isIpv4Mapped(address)
                ? Arrays.copyOfRange(address, IPV6_BYTES - IPV4_BYTES, IPV6_BYTES) : address;
    }

    /**
     * The canonical text of an address: of an IPv6 address, hexadecimal digits in lower case without leading zeros, and
     * {@code ::} for the first of the longest runs of two or more zero groups (RFC 5952 section 4). An IPv4-mapped
     * address ends in dotted decimal form (RFC 5952 section 5).
     *
     * @param address 4 or 16 bytes
     */
    public static String text(byte[] address) {
        StringBuilder text = new StringBuilder();
        if (address.length == IPV4_BYTES) {
            appendOctets(text, address, 0);
        } else if (isIpv4Mapped(address)) {
            appendOctets(text.append("::ffff:"), address, IPV6_BYTES - IPV4_BYTES);
        } else {
            appendGroups(text, address);
        }
        return text.toString();
    }

    private static void appendOctets(StringBuilder text, byte[] address, int start) {
        for (int i = start; i < address.length; i++) {
            text.append(i == start ? "" : ".").append(address[i] & 0xff);
        }
    }

    private static boolean isIpv4Mapped(byte[] address) {
        for (int i = 0; i < IPV6_GROUPS - 3; i++) {
            if (group(address, i) != 0) {
                return false;
            }
        }
        return group(address, IPV6_GROUPS - 3) == (1 << GROUP_BITS) - 1;
    }

    private static void appendGroups(StringBuilder text, byte[] address) {
        int gapStart = 0;
        int gapLength = 1;                              // a single group of zeros is not shortened
        for (int start = 0; start < IPV6_GROUPS; start++) {
            int length = zeroGroups(address, start);
            if (length > gapLength) {
                gapStart = start;
                gapLength = length;
            }
        }
        int gapEnd = gapLength > 1 ? gapStart + gapLength : 0;
        for (int i = 0; i < IPV6_GROUPS; i++) {
            boolean inGap = i >= gapStart && i < gapEnd;
            if (!inGap) {
                text.append(i == 0 || i == gapEnd ? "" : ":").append(Integer.toHexString(group(address, i)));
            } else if (i == gapStart) {
                text.append("::");
            }
        }
    }

    /** The number of zero groups in a row, from this one on. */
    private static int zeroGroups(byte[] address, int start) {
        int end = start;
        while (end < IPV6_GROUPS && group(address, end) == 0) {
            end++;
        }
        return end - start;
    }

    private static int group(byte[] address, int index) {
        return (address[2 * index] & 0xff) << Byte.SIZE | address[2 * index + 1] & 0xff;
    }

    /** The address as the host of a URI: an IPv6 address in brackets (RFC 3986 section 3.2.2, {@code IP-literal}). */
    public static String uriHost(byte[] address) {
        return address.length == IPV4_BYTES ? text(address) : "[" + text(address) + "]";
    }

    /** The canonical form of an IPv6 address in brackets; empty if the text is anything else. */
    public static Optional<String> canonicalLiteral(String text) {
        boolean bracketed = text.length() > 2 && text.startsWith("[") && text.endsWith("]");
        return bracketed ? parseIpv6(text.substring(1, text.length() - 1)).map(IpAddress::uriHost) : Optional.empty();
    }
}
