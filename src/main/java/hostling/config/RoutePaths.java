package hostling.config;

import hostling.http.RequestTarget;
import java.util.regex.Pattern;

/** Checks that the paths of routes are normalized, as request paths are when a route is chosen. */
final class RoutePaths {
    private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private RoutePaths() { }

    /** The path, if it is normalized. */
    static String read(String text) throws InvalidValueException {
        if (!text.startsWith("/")) {
            throw new InvalidValueException(DiagnosticKind.PATH_WITHOUT_SLASH, text, "/" + text);
        }
        if (text.indexOf('?') >= 0) {
            throw new InvalidValueException(DiagnosticKind.PATH_WITH_QUERY, text, text.substring(0, text.indexOf('?')));
        }
        String normal = RequestTarget.normalPath(STRAY_PERCENT.matcher(text).replaceAll("%25"));
        if (!normal.equals(text)) {
            throw new InvalidValueException(DiagnosticKind.PATH_NOT_NORMAL, text, normal);
        }
        return text;
    }

}
