package hostling.wire;

/**
 * The rules for a head as a whole, besides the grammar of its lines and the framing of its body. Each check returns the
 * violation, or null.
 */
final class HeadRules {
    private static final String[] SINGLETONS =
            {"Content-Type", "Content-Range", "Content-Location", "Authorization", "Proxy-Authorization", "Origin"};

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

    /**
     * The name of a repeated field that may occur only once; null if there is none (RFC 9110 sections 5.3 and 8.3). If two
     * servers chose different lines of it, they would read the content in different ways, or serve different users.
     *
     * <p>Host and the framing fields have rules of their own. A repeated Range or date of a precondition is ignored, as
     * its own section demands; and a repeated Referer or User-Agent harms nobody.
     */
    static String repeatedSingleton(Fields fields) {
        if (fields.count() < 2) {
            return null;
        }
        for (String name : SINGLETONS) {
            if (fields.isRepeated(name)) {
                return name;
            }
        }
        return null;
    }

    /** RFC 9110 section 10.1.1: 100-continue is the only expectation, and HTTP/1.0 has none. */
    static Violation checkExpect(RequestHead head) {
        boolean met = head.isHttp10() || !head.fields().has("Expect")
                || head.fields().members("Expect").stream().allMatch("100-continue"::equalsIgnoreCase);
        return met ? null : Violation.EXPECTATION_UNKNOWN;
    }
}
