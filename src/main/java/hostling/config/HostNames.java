package hostling.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** Host names as in a Host field, without the port (RFC 9110 section 7.2, RFC 1123 section 2.1). */
final class HostNames {
    private static final int BYTES_MAX = 253;
    private static final Pattern WITH_PORT = Pattern.compile("([^:]+|\\[[^]]*]):[0-9]*");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*+");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]*:[0-9a-f:.]*]");

    private HostNames() { }

    /** The name in lower case. */
    static String read(String text) throws InvalidValueException {
        String name = text.toLowerCase(Locale.ROOT);
        if (WITH_PORT.matcher(name).matches()) {
            throw new InvalidValueException(DiagnosticKind.NAME_WITH_PORT, text, name.substring(0, name.lastIndexOf(':')));
        }
        boolean good = name.length() <= BYTES_MAX && NAME.matcher(name).matches() || IPV6.matcher(name).matches();
        if (!good) {
            throw new InvalidValueException(DiagnosticKind.NAME_FORM, text);
        }
        return name;
    }
}
