package hostling.handler;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes safe file names from the names that clients send. A client may send anything, even a path on its own disk or on
 * the server's; the result is a single name that is valid on all common file systems.
 */
final class FileNames {
    /** The limit of ext4, APFS and NTFS. */
    static final int NAME_BYTES_MAX = 255;
    private static final int EXTENSION_BYTES_MAX = 32;
    /** Of a longer name, only the first and the last half of this many characters are processed. */
    private static final int GIVEN_CHARACTERS_MAX = 1_024;

    /** Names of devices on Windows, also with any extension. */
    private static final Pattern RESERVED =
            Pattern.compile("(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])( *\\..*)?", Pattern.CASE_INSENSITIVE);

    private FileNames() { }

    /** The safe form of a name: without folders, normalised, not too long. Empty if there is none. */
    static Optional<String> safe(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String plain = shortened(stripEnd(last.stripLeading()));
        String name = stripEnd(Normalizer.normalize(plain, Normalizer.Form.NFC).stripLeading());
        boolean refused = name.isEmpty() || name.startsWith(".") || name.codePoints().anyMatch(FileNames::isDeceptive)
                || RESERVED.matcher(name).matches();
        return refused ? Optional.empty() : Optional.of(cut(name));
    }

    /**
     * Removes the middle of a name that is far too long. Unicode normalization takes time proportional to the square of
     * the number of consecutive accents.
     */
    private static String shortened(String name) {
        if (name.length() <= GIVEN_CHARACTERS_MAX) {
            return name;
        }
        int end = GIVEN_CHARACTERS_MAX / 2;
        int start = name.length() - GIVEN_CHARACTERS_MAX / 2;
        return name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end)
                + name.substring(Character.isLowSurrogate(name.charAt(start)) ? start + 1 : start);
    }

    /** Whether a name is already in its safe form. */
    static boolean isSafe(String name) {
        return safe(name).filter(name::equals).isPresent();
    }

    /** The part after the last dot, in lower case; empty if there is no dot. */
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** Removes trailing dots and white space: Windows ignores them, so the name would mean another file there. */
    private static String stripEnd(String name) {
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || Character.isWhitespace(name.charAt(end - 1)))) {
            end--;
        }
        return name.substring(0, end);
    }

    /**
     * Control characters, unpaired surrogates, and characters that change the direction of text: with those, a name that
     * is displayed as ending in {@code txt} may really end in {@code exe}.
     */
    private static boolean isDeceptive(int c) {
        return Character.isISOControl(c) || c >= 0x2028 && c <= 0x202e || c >= 0x2066 && c <= 0x2069
                || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /** Shortens the name to the limit, but keeps its extension. */
    private static String cut(String name) {
        if (bytes(name) <= NAME_BYTES_MAX) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 || bytes(name.substring(dot)) > EXTENSION_BYTES_MAX ? "" : name.substring(dot);
        int room = NAME_BYTES_MAX - bytes(extension);
        int end = 0;
        while (bytes(name.substring(end, name.offsetByCodePoints(end, 1))) <= room) {
            int next = name.offsetByCodePoints(end, 1);
            room -= bytes(name.substring(end, next));
            end = next;
        }
        return stripEnd(name.substring(0, end) + extension);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
