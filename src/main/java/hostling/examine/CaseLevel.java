package hostling.examine;

import hostling.cases.RequestCase;
import java.util.Locale;
import java.util.Set;

/**
 * How strictly the outcome of a case is required of any server. The level in a case file is that of the rule which the case
 * shows. But where a client breaks a rule, few RFCs oblige a server to refuse: it may also repair the request (RFC 9110 section
 * 2.4). The rules that oblige every server are listed here; where both would be unfair, the case says so by {@code others}.
 */
final class CaseLevel {
    /** The rules by which a server must refuse something, or close. Other rules only say what a client may not send. */
    private static final Set<String> REFUSAL_IS_A_MUST = Set.of("9112-3.2-c", "9112-3.2-d", "9112-3.2-e", "9112-5.1-a", "9112-6.1-k",
            "9112-6.1-l", "9112-6.3-c", "9112-6.3-d", "9112-6.3-e", "9112-7.1-b", "9110-4.2.1-b", "9110-4.2.2-b", "9110-7.4-b",
            "9110-8.6-h", "9110-9.3.6-a");
    /** The rules that let a server repair what is wrong: from outside, nobody can see whether it has. */
    private static final Set<String> REPAIR_IS_ALLOWED = Set.of("9112-2.2-b", "9112-2.2-g", "9112-5.2-b");
    /** The rule of chunks: its lines end in CR LF, and LF alone is not among what may be repaired. */
    private static final String CHUNKS = "9112-7.1-a";

    private CaseLevel() { }

    /** The level for any server. */
    static Level of(RequestCase c) {
        if (!c.others().isEmpty()) {
            return Level.valueOf(c.others().toUpperCase(Locale.ROOT));
        }
        if (c.violation().isEmpty()) {
            return switch (c.level()) {
                case "must", "grammar" -> Level.MUST;
                case "may" -> Level.MAY;
                default -> Level.SHOULD;
            };
        }
        if (c.requirements().stream().anyMatch(REFUSAL_IS_A_MUST::contains)) {
            return Level.MUST;
        }
        boolean isRepairable = c.requirements().stream().anyMatch(REPAIR_IS_ALLOWED::contains)
                && !c.requirements().contains(CHUNKS);
        return isRepairable || c.level().equals("may") ? Level.MAY : Level.SHOULD;
    }
}
