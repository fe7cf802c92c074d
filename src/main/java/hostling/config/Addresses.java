package hostling.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses to listen at: {@code 127.0.0.1:8080}, {@code [::1]:8080}, {@code localhost:8080}, {@code *:8080} for all
 * addresses of the machine, and {@code 8080} for this port of 127.0.0.1. A name is never resolved: a name server may
 * take seconds to answer, and its answer may be different tomorrow.
 */
final class Addresses {
    private static final int PORT_MAX = 65_535;
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final Pattern FORM = Pattern.compile("(?:(.+):)?([^:]*)");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*+\\.?");
    private static final Pattern ALL_DIGITS = Pattern.compile("[0-9.]+");
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");

    /** The address of a host without the key listen. */
    static final InetSocketAddress DEFAULT = new InetSocketAddress(address(new byte[] {127, 0, 0, 1}), 8080);

    private Addresses() { }

    /** The address that the text means. */
    static InetSocketAddress read(String text) throws InvalidValueException {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || !PORT.matcher(parts.group(2)).matches()) {
            throw new InvalidValueException(DiagnosticKind.ADDRESS_WITHOUT_PORT, text);
        }
        int port = Integer.parseInt(parts.group(2));
        if (port > PORT_MAX) {
            throw new InvalidValueException(DiagnosticKind.PORT_RANGE, port);
        }
        return new InetSocketAddress(host(parts.group(1) == null ? "localhost" : parts.group(1), text), port);
    }

    private static InetAddress host(String text, String whole) throws InvalidValueException {
        if (text.equals("*")) {
            return address(new byte[IPV4_BYTES]);
        }
        if (text.equalsIgnoreCase("localhost")) {
            return DEFAULT.getAddress();
        }
        boolean bracketed = text.startsWith("[") && text.endsWith("]") && text.length() > 1;
        Optional<byte[]> bytes = bracketed ? ipv6(text.substring(1, text.length() - 1)) : ipv4(text);
        if (bytes.isPresent()) {
            return wildcardIsOne(address(bytes.get()));
        }
        if (!bracketed && ipv6(text).isPresent()) {
            throw new InvalidValueException(DiagnosticKind.ADDRESS_WITHOUT_BRACKETS, text);
        }
        boolean name = NAME.matcher(text).matches() && !ALL_DIGITS.matcher(text).matches();
        throw name ? new InvalidValueException(DiagnosticKind.ADDRESS_IS_NAME, text)
                : new InvalidValueException(DiagnosticKind.ADDRESS_FORM, whole);
    }

    /** To a Java socket, {@code [::]} and {@code 0.0.0.0} are the same: all IPv4 and IPv6 addresses. */
    private static InetAddress wildcardIsOne(InetAddress address) {
        return address.isAnyLocalAddress() ? address(new byte[IPV4_BYTES]) : address;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("it has 4 or 16 bytes", e);
        }
    }

    private static Optional<byte[]> ipv4(String text) {
        String[] octets = text.split("\\.", -1);
        byte[] bytes = new byte[IPV4_BYTES];
        if (octets.length != bytes.length) {
            return Optional.empty();
        }
        for (int i = 0; i < bytes.length; i++) {
            if (!OCTET.matcher(octets[i]).matches() || Integer.parseInt(octets[i]) > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) Integer.parseInt(octets[i]);
        }
        return Optional.of(bytes);
    }

    /** Eight groups, with a run of zeros written as "::" (RFC 4291 section 2.2). No zone, no embedded IPv4 address. */
    private static Optional<byte[]> ipv6(String text) {
        int gap = text.indexOf("::");
        String[] before = groups(gap < 0 ? text : text.substring(0, gap));
        String[] after = groups(gap < 0 ? "" : text.substring(gap + 2));
        int groups = before.length + after.length;
        if (gap < 0 ? groups != IPV6_BYTES / 2 : groups >= IPV6_BYTES / 2) {
            return Optional.empty();
        }
        byte[] bytes = new byte[IPV6_BYTES];
        boolean read = put(before, bytes, 0) && put(after, bytes, IPV6_BYTES - 2 * after.length);
        return read ? Optional.of(bytes) : Optional.empty();
    }

    private static String[] groups(String text) {
        return text.isEmpty() ? new String[0] : text.split(":", -1);
    }

    private static boolean put(String[] groups, byte[] bytes, int start) {
        for (int i = 0; i < groups.length; i++) {
            if (!GROUP.matcher(groups[i]).matches()) {
                return false;
            }
            int value = Integer.parseInt(groups[i], 16);
            bytes[start + 2 * i] = (byte) (value >> 8);
            bytes[start + 2 * i + 1] = (byte) value;
        }
        return true;
    }

    /** The address as it is written in a configuration. */
    static String text(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        String text = host.isAnyLocalAddress() ? "*" : host.getHostAddress();
        if (text.contains(":")) {
            text = "[" + text.replaceFirst("(^|:)0(:0)+(:|$)", "::") + "]";
        }
        return text + ":" + address.getPort();
    }
}
