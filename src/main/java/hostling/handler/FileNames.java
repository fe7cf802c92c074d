package hostling.handler;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names for files out of what clients call theirs. A client says what it likes, a path of its own disk or of this one
 * included; what comes out of here is one plain name that every usual file system can have.
 */
final class FileNames {
    /** As much as ext4, APFS and NTFS take. */
    static final int NAME_BYTES_MAX = 255;
    private static final int EXTENSION_BYTES_MAX = 32;
    /** More than half of that at the front of a name is cut off later anyway, however much of it is put together. */
    private static final int GIVEN_CHARACTERS_MAX = 1_024;

    /** Devices on Windows, with any extension. */
    private static final Pattern RESERVED =
            Pattern.compile("(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])( *\\..*)?", Pattern.CASE_INSENSITIVE);

    private FileNames() { }

    /** The name in its safe form: without folders, normalised, not too long. Empty where none can be made of it. */
    static Optional<String> safe(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String plain = shortened(withoutEnd(last.stripLeading()));
        String name = withoutEnd(Normalizer.normalize(plain, Normalizer.Form.NFC).stripLeading());
        boolean refused = name.isEmpty() || name.startsWith(".") || name.codePoints().anyMatch(FileNames::misleads)
                || RESERVED.matcher(name).matches();
        return refused ? Optional.empty() : Optional.of(cut(name));
    }

    /**
     * A name that is far too long without its middle. Putting accents in order takes time that grows with the square of
     * how many follow each other.
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

    /** Whether a name is safe as it is. */
    static boolean isSafe(String name) {
        return safe(name).filter(name::equals).isPresent();
    }

    /** What stands behind the last dot, in lower case; empty where there is no dot. */
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** Windows drops dots and white space at the end, and so finds another file by such a name. */
    private static String withoutEnd(String name) {
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || Character.isWhitespace(name.charAt(end - 1)))) {
            end--;
        }
        return name.substring(0, end);
    }

    /**
     * Controls, half characters, and what makes a line be shown in another order than it has: {@code exe.txt} may then
     * end in {@code exe}.
     */
    private static boolean misleads(int c) {
        return Character.isISOControl(c) || c >= 0x2028 && c <= 0x202e || c >= 0x2066 && c <= 0x2069
                || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /** The name with as much of its front as there is room for, and its extension. */
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
        return withoutEnd(name.substring(0, end) + extension);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
