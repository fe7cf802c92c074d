package hostling.config;

import hostling.wire.FieldLine;
import hostling.wire.Token;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** Checks configured values that are sent as header fields or compared with them. */
final class FieldValues {
    private static final long YEAR_SECONDS = Duration.ofDays(365).toSeconds();
    private static final long SECOND_MILLIS = 1000;
    private static final Pattern ORIGIN =
            Pattern.compile("[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?");
    private static final Pattern USUAL_PORT = Pattern.compile("http://.*:80|https://.*:443");

    private FieldValues() { }

    /** A field line with a value from the configuration. */
    static FieldLine line(String name, String value) throws InvalidValueException {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(value)) {
            throw new InvalidValueException(DiagnosticKind.FIELD_VALUE, value);
        }
        try {
            return new FieldLine(name, value);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException(DiagnosticKind.FIELD_VALUE, value);
        }
    }

    /**
     * The directive {@code max-age} of Cache-Control (RFC 9111 section 5.2.2.1) and Strict-Transport-Security: no
     * quotes.
     */
    static String maxAge(Duration duration) throws InvalidValueException {
        if (duration.toMillis() % SECOND_MILLIS != 0) {
            throw new InvalidValueException(DiagnosticKind.WHOLE_SECONDS, Durations.text(duration));
        }
        return "max-age=" + duration.toSeconds();
    }

    /** The value of Cache-Control for no-store, no-cache, immutable or a duration. */
    static String cacheControl(String text) throws InvalidValueException {
        return switch (text) {
            case "no-store", "no-cache" -> text;
            case "immutable" -> "max-age=" + YEAR_SECONDS + ", immutable";
            default -> {
                if (!Character.isDigit(text.charAt(0))) {
                    throw new InvalidValueException(DiagnosticKind.CACHE_FORM, text);
                }
                yield maxAge(Durations.read(text));
            }
        };
    }

    /** The name of a field (RFC 9110 section 5.1), or {@code *}. */
    static String name(String text) throws InvalidValueException {
        if (!Token.matches(text)) {
            throw new InvalidValueException(DiagnosticKind.TOKEN_FORM, text);
        }
        return text;
    }

    /** An origin as browsers send it (RFC 6454 section 6.2), or {@code *}. */
    static String origin(String text) throws InvalidValueException {
        boolean origin = ORIGIN.matcher(text).matches() && !USUAL_PORT.matcher(text).matches();
        if (!origin && !text.equals("*")) {
            throw new InvalidValueException(DiagnosticKind.ORIGIN_FORM, text);
        }
        return text;
    }

    /** A reference for Location (RFC 9110 section 10.2.2): a path, or a URI with a host and without a user name. */
    static String reference(String text) throws InvalidValueException {
        try {
            if (StandardCharsets.US_ASCII.newEncoder().canEncode(text) && isComplete(new URI(text), text)) {
                return text;
            }
        } catch (URISyntaxException e) {
            // Reported below.
        }
        throw new InvalidValueException(DiagnosticKind.REFERENCE_FORM, text);
    }

    private static boolean isComplete(URI reference, String text) {
        String authority = reference.getRawAuthority();
        return authority != null ? !authority.contains("@")
                : reference.getScheme() == null && !text.isEmpty() && !text.startsWith("//");
    }
}
