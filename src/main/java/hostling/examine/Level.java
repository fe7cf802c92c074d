package hostling.examine;

import hostling.cases.Requirement;
import java.util.List;
import java.util.Locale;

/** How strictly something is required. */
public enum Level {
    /** Without it, a server does not speak HTTP/1.1: it fails. */
    MUST,
    /** A server should have a good reason to do otherwise. */
    SHOULD,
    /** The RFC leaves the choice. */
    MAY;

    /** The strictest level of these requirements; a rule of grammar binds like a MUST. */
    static Level of(List<Requirement> requirements) {
        return requirements.stream().map(Level::of).min(Level::compareTo).orElse(SHOULD);
    }

    private static Level of(Requirement requirement) {
        return switch (requirement.level()) {
            case "MUST", "MUST NOT", "must", "RULE" -> MUST;
            case "SHOULD", "SHOULD NOT", "should", "ought" -> SHOULD;
            case "MAY" -> MAY;
            default -> throw new IllegalArgumentException("unknown level " + requirement.level());
        };
    }

    /** The word for people. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
