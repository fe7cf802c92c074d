package hostling.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the header of the <b>PROXY protocol</b>, version 1 or 2, at the start of a connection (haproxy.org,
 * proxy-protocol.txt). Bytes may come one at a time, and those after the header are left in the buffer.
 *
 * <pre>
 *   version 1   PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n
 *   version 2   signature (12 bytes), version and command, family, length (2 bytes), addresses, extensions
 * </pre>
 */
public final class ProxyHeaderParser {
    private static final byte[] LINE_START = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    /** The longest line of version 1, with its CR LF. */
    private static final int LINE_BYTES_MAX = 107;
    private static final int LINE_WORDS = 6;
    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
    private static final int COMMAND_AT = SIGNATURE.length;
    private static final int FAMILY_AT = COMMAND_AT + 1;
    private static final int LENGTH_AT = FAMILY_AT + 1;
    private static final int FIXED_BYTES = LENGTH_AT + 2;
    /** Most bytes after the fixed part: proxies add extensions, but not without a limit. */
    private static final int LENGTH_MAX = 4_096;
    private static final int COMMAND_LOCAL = 0x20;
    private static final int COMMAND_PROXY = 0x21;
    private static final int TCP_OVER_IPV4 = 0x11;
    private static final int TCP_OVER_IPV6 = 0x21;
    private static final int PORTS_BYTES = 4;
    /** An extension has a type, a length of 2 bytes, and a value. */
    private static final int EXTENSION_HEAD_BYTES = 3;
    private static final int EXTENSION_TLS = 0x20;
    private static final int CLIENT_USED_TLS = 0x01;
    private static final int PORT_MAX = 65_535;

    private byte[] bytes = new byte[LINE_BYTES_MAX];
    private int count;

    /** Whether a part of the header has arrived. */
    public boolean hasBegun() {
        return count > 0;
    }

    /**
     * Takes bytes of the header.
     *
     * @return the header, or null if more bytes are needed
     * @throws ProtocolException if there is no header, or it is invalid
     */
    public ProxyHeader next(ByteBuffer in) {
        while (in.hasRemaining()) {
            add(in.get());
            if (isComplete()) {
                return isLine() ? line() : binary();
            }
        }
        return null;
    }

    private void add(byte next) {
        if (count == bytes.length) {
            bytes = Arrays.copyOf(bytes, FIXED_BYTES + LENGTH_MAX);
        }
        bytes[count++] = next;
    }

    private boolean isLine() {
        return bytes[0] == LINE_START[0];
    }

    private boolean isComplete() {
        byte[] start = isLine() ? LINE_START : SIGNATURE;
        if (count <= start.length) {
            require(bytes[count - 1] == start[count - 1], Violation.PROXY_HEADER_MISSING);
            return false;
        }
        if (isLine()) {
            require(bytes[count - 1] == '\n' || count < LINE_BYTES_MAX, Violation.PROXY_HEADER_SYNTAX);
            return bytes[count - 1] == '\n';
        }
        if (count < FIXED_BYTES) {
            return false;
        }
        require((command() == COMMAND_LOCAL || command() == COMMAND_PROXY) && number(LENGTH_AT) <= LENGTH_MAX,
                Violation.PROXY_HEADER_SYNTAX);
        return count == FIXED_BYTES + number(LENGTH_AT);
    }

    private void require(boolean valid, Violation otherwise) {
        if (!valid) {
            throw new ProtocolException(otherwise, count - 1L);
        }
    }

    // Version 1.

    private ProxyHeader line() {
        String line = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        require(line.endsWith("\r\n"), Violation.PROXY_HEADER_SYNTAX);
        String[] words = line.substring(0, count - 2).split(" ", -1);
        if (words[1].equals("UNKNOWN")) {
            return ProxyHeader.LOCAL;                   // the rest of the line must be ignored
        }
        boolean isIpv4 = words[1].equals("TCP4");
        require(words.length == LINE_WORDS && (isIpv4 || words[1].equals("TCP6")), Violation.PROXY_HEADER_SYNTAX);
        Optional<byte[]> source = isIpv4 ? IpAddress.parseIpv4(words[2]) : IpAddress.parseIpv6(words[2]);
        Optional<byte[]> destination = isIpv4 ? IpAddress.parseIpv4(words[3]) : IpAddress.parseIpv6(words[3]);
        require(source.isPresent() && destination.isPresent() && isPort(words[4]) && isPort(words[5]),
                Violation.PROXY_HEADER_SYNTAX);
        return header(source.get(), Integer.parseInt(words[5]), false);
    }

    private static boolean isPort(String text) {
        return text.matches("0|[1-9][0-9]{0,4}") && Integer.parseInt(text) <= PORT_MAX;
    }

    // Version 2.

    private int command() {
        return bytes[COMMAND_AT] & 0xff;
    }

    private int number(int at) {
        return (bytes[at] & 0xff) << Byte.SIZE | bytes[at + 1] & 0xff;
    }

    private ProxyHeader binary() {
        int addressBytes = switch (bytes[FAMILY_AT]) {
            case TCP_OVER_IPV4 -> 4;
            case TCP_OVER_IPV6 -> 16;
            default -> 0;
        };
        if (command() == COMMAND_LOCAL || addressBytes == 0) {
            return ProxyHeader.LOCAL;                   // an unknown family, such as that of Unix sockets, must be ignored
        }
        int extensions = FIXED_BYTES + 2 * addressBytes + PORTS_BYTES;
        require(count >= extensions, Violation.PROXY_HEADER_SYNTAX);
        byte[] source = Arrays.copyOfRange(bytes, FIXED_BYTES, FIXED_BYTES + addressBytes);
        return header(source, number(extensions - 2), isSecure(extensions));
    }

    private boolean isSecure(int extensions) {
        int at = extensions;
        while (at < count) {
            require(at + EXTENSION_HEAD_BYTES <= count, Violation.PROXY_HEADER_SYNTAX);
            int value = at + EXTENSION_HEAD_BYTES;
            int next = value + number(at + 1);
            require(next <= count, Violation.PROXY_HEADER_SYNTAX);
            if (bytes[at] == EXTENSION_TLS && next > value) {
                return (bytes[value] & CLIENT_USED_TLS) != 0;
            }
            at = next;
        }
        return false;
    }

    private static ProxyHeader header(byte[] source, int port, boolean secure) {
        return new ProxyHeader(Optional.of(IpAddress.text(IpAddress.unmapped(source))), port, secure);
    }
}
