package hostling.wire;

/**
 * The rules for a head as a whole, besides the grammar of its lines and the framing of its body. Each check returns the
 * violation, or null.
 */
final class HeadRules {
    private HeadRules() { }

    /** RFC 9112 section 3.2: one valid Host in HTTP/1.1, even if the target names the host. */
    static Violation checkHost(RequestHead head) {
        int count = head.fields().count("Host");
        if (count > 1) {
            return Violation.HOST_REPEATED;
        }
        if (count == 0) {
            return head.isHttp10() ? null : Violation.HOST_MISSING;
        }
        return head.fields().hasAuthority("Host") ? null : Violation.HOST_SYNTAX;
    }

    /** RFC 9110 section 10.1.1: 100-continue is the only expectation, and HTTP/1.0 has none. */
    static Violation checkExpect(RequestHead head) {
        boolean met = head.isHttp10() || !head.fields().has("Expect")
                || head.fields().members("Expect").stream().allMatch("100-continue"::equalsIgnoreCase);
        return met ? null : Violation.EXPECTATION_UNKNOWN;
    }
}
