package hostling.examine;

import java.util.Comparator;
import java.util.List;

/** What a check has found. */
public enum Verdict {
    /** As the RFC wants it. */
    PASSED("passed"),
    /** A MUST is broken. */
    FAILED("failed"),
    /** A SHOULD is broken, or something is read that others refuse. */
    WEAK("weak"),
    /** The RFC leaves the choice, and this server has made another one than ours. */
    DIFFERS("differs"),
    /** It could not be tried. */
    NOT_TRIED("not tried");

    /** What is to be mended comes first. */
    static final Comparator<Verdict> WORST_FIRST = Comparator.comparing(List.of(FAILED, WEAK, DIFFERS, NOT_TRIED, PASSED)::indexOf);

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** The verdict about something that is not as it should be. */
    static Verdict against(Level level) {
        return switch (level) {
            case MUST -> FAILED;
            case SHOULD -> WEAK;
            case MAY -> DIFFERS;
        };
    }

    /** In words for people. */
    public String words() {
        return words;
    }
}
