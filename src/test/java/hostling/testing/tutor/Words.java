package hostling.testing.tutor;

import java.util.Locale;

/** Names of tests as sentences. */
public final class Words {
    private Words() { }

    /** {@code aRefusalStays} as "A refusal stays". */
    public static String sentence(String methodName) {
        String words = methodName.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT).strip();
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
