package hostling.config;

import hostling.wire.IpAddress;
import hostling.wire.IpRange;
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
    private static final Pattern FORM = Pattern.compile("(?:(.+):)?([^:]*)");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*+\\.?");
    private static final Pattern ALL_DIGITS = Pattern.compile("[0-9.]+");

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
        Optional<byte[]> bytes = bracketed ? IpAddress.parseIpv6(text.substring(1, text.length() - 1))
                : IpAddress.parseIpv4(text);
        if (bytes.isPresent()) {
            return wildcardIsOne(address(bytes.get()));
        }
        if (!bracketed && IpAddress.parseIpv6(text).isPresent()) {
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

    /** A range of addresses, such as {@code 10.0.0.0/8}, or one address. */
    static IpRange range(String text) throws InvalidValueException {
        return IpRange.parse(text).orElseThrow(() -> new InvalidValueException(DiagnosticKind.RANGE_FORM, text));
    }

    /** The address as it is written in a configuration. */
    static String text(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        String text = host.isAnyLocalAddress() ? "*" : IpAddress.uriHost(host.getAddress());
        return text + ":" + address.getPort();
    }
}
