package hostling.config;

import hostling.wire.IpAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/** Host names as in a Host field, without the port (RFC 9110 section 7.2, RFC 1123 section 2.1). */
final class HostNames {
    private static final int BYTES_MAX = 253;
    private static final Pattern WITH_PORT = Pattern.compile("([^:]+|\\[[^]]*]):[0-9]*");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*+");

    private HostNames() { }

    /** The name in lower case, an IPv6 address in its canonical form. */
    static String read(String text) throws InvalidValueException {
        String name = text.toLowerCase(Locale.ROOT);
        if (WITH_PORT.matcher(name).matches()) {
            throw new InvalidValueException(DiagnosticKind.NAME_WITH_PORT, text, name.substring(0, name.lastIndexOf(':')));
        }
        if (name.startsWith("[")) {
            return IpAddress.canonicalLiteral(name).orElseThrow(() -> wrong(text));
        }
        if (name.length() > BYTES_MAX || !NAME.matcher(name).matches()) {
            throw wrong(text);
        }
        return name;
    }

    private static InvalidValueException wrong(String text) {
        return new InvalidValueException(DiagnosticKind.NAME_FORM, text);
    }
}
