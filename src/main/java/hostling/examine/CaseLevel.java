package hostling.examine;

import hostling.cases.RequestCase;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How strictly the outcome of a case is required of any server. The level in a case file is that of the rule which the case
 * shows. But where a rule is broken by the client, few RFCs oblige a server to refuse: it may also repair the request, as long as
 * others would repair it the same way (RFC 9110 section 2.4). The rules that oblige every server are listed here.
 */
final class CaseLevel {
    /** A server that takes a request against one of these breaks a MUST. */
    private static final Set<String> MUST_BE_REFUSED = Set.of(
            "9110-4.2.1-b",                             // an http URI without a host
            "9110-8.6-h", "9112-7.1-b",                 // sizes that overflow: whoever reads on has misread them
            "9112-3.2-c", "9112-3.2-d", "9112-3.2-e",   // no Host, several, an invalid one
            "9112-5.1-a",                               // white space before a colon
            "9112-6.1-k", "9112-6.1-l",                 // contradictions after which the connection has to be closed
            "9112-6.3-c", "9112-6.3-d", "9112-6.3-e");  // codings without chunked at the end, invalid and different lengths

    /** They are against one of these rules only by our limits, or other readings of them are right as well. */
    private static final Set<String> HAS_OTHER_READINGS = Set.of("chunk-size-of-seventeen-digits",
            "size-of-seventeen-zeros", "size-of-thousand-zeros");

    /** These are right, but a server may do without what they ask for, or be careful with what looks like an attack. */
    private static final Set<String> MAY_BE_REFUSED = Set.of("options-asterisk", "content-of-options-asterisk", "connect",
            "connect-to-ipv6", "content-of-connect", "content-of-trace", "underscore-in-transfer-encoding",
            "content-of-empty-expect", "expect-in-http-1-0", "coding-in-http-1-2");

    /** These repair a target, as browsers want it. */
    private static final Set<String> IS_REPAIRED = Set.of("brackets-in-path", "loose-characters-in-query", "percent-in-query",
            "percent-at-end-of-query");

    private CaseLevel() { }

    /** The cases that are exceptions from the rules. */
    static Set<String> exceptions() {
        return Stream.of(HAS_OTHER_READINGS, MAY_BE_REFUSED, IS_REPAIRED).flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** The level for any server. */
    static Level of(RequestCase c) {
        if (c.level().equals("may") || IS_REPAIRED.contains(c.id())) {
            return Level.MAY;
        }
        if (!c.violation().isEmpty()) {
            boolean mustBeRefused = c.requirements().stream().anyMatch(MUST_BE_REFUSED::contains);
            return mustBeRefused && !HAS_OTHER_READINGS.contains(c.id()) ? Level.MUST : Level.SHOULD;
        }
        // Many servers refuse paths that could lead out of their folder, and may: all that they must read is a whole URL.
        boolean isPath = c.location().contains("/targets.md") && !c.requirements().contains("9112-3.2.2-b");
        boolean mustBeRead = Set.of("must", "grammar").contains(c.level()) && !MAY_BE_REFUSED.contains(c.id()) && !isPath;
        return mustBeRead ? Level.MUST : Level.SHOULD;
    }
}
