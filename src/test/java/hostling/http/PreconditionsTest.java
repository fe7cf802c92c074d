package hostling.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Preconditions.Outcome;
import hostling.testing.Proves;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditional requests: RFC 9110 section 13.2.2 line by line, for a resource with tag "now", modified at 08:49:37. */
class PreconditionsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant MODIFIED = Instant.parse("1994-11-06T08:49:37Z");
    private static final Validators STRONG = new Validators(new EntityTag(false, "now"), MODIFIED, true);
    private static final Validators WEAK = new Validators(new EntityTag(true, "now"), MODIFIED, false);

    /**
     * In the table, IM is If-Match, IUS If-Unmodified-Since, INM If-None-Match and IMS If-Modified-Since. The times are
     * the second before the modification, that same second, and the second after it. A slash separates fields.
     */
    @Proves({"9110-13.1.1-a", "9110-13.1.1-c", "9110-13.1.1-d", "9110-13.1.1-f", "9110-13.1.4-a", "9110-13.1.4-b",
            "9110-13.1.4-f", "9110-13.1.4-g", "9110-13.1.2-a", "9110-13.1.2-c", "9110-13.1.2-d", "9110-13.1.2-e",
            "9110-13.1.3-a", "9110-13.1.3-b", "9110-13.1.3-g", "9110-13.1.3-h", "9110-13.2.2-a"})
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET  |                           | PROCEED
            PUT  |                           | PROCEED
            # Step 1: If-Match, compared strongly.
            GET  | IM: "now"                 | PROCEED
            PUT  | IM: "now"                 | PROCEED
            PUT  | IM: "old", "now"          | PROCEED
            PUT  | IM: "old"/IM: "now"       | PROCEED
            PUT  | IM: *                     | PROCEED
            GET  | IM: "old"                 | FAILED
            HEAD | IM: "old"                 | FAILED
            PUT  | IM: "old"                 | FAILED
            PUT  | IM: W/"now"               | FAILED
            PUT  | IM: "NOW"                 | FAILED
            PUT  | IM: now                   | FAILED
            PUT  | IM:                       | FAILED
            PUT  | IM: "now", *              | FAILED
            # Step 2: If-Unmodified-Since, only without If-Match.
            PUT  | IUS: same                 | PROCEED
            PUT  | IUS: after                | PROCEED
            PUT  | IUS: before               | FAILED
            GET  | IUS: before               | FAILED
            PUT  | IUS: yesterday            | PROCEED
            PUT  | IUS: before/IUS: before   | PROCEED
            PUT  | IM: "now"/IUS: before     | PROCEED
            PUT  | IUS: before/IM: "now"     | PROCEED
            PUT  | IM: "old"/IUS: after      | FAILED
            # Step 3: If-None-Match, compared weakly.
            GET  | INM: "now"                | NOT_MODIFIED
            HEAD | INM: "now"                | NOT_MODIFIED
            GET  | INM: W/"now"              | NOT_MODIFIED
            GET  | INM: *                    | NOT_MODIFIED
            GET  | INM: "old", "now"         | NOT_MODIFIED
            GET  | INM: "old"/INM: "now"     | NOT_MODIFIED
            PUT  | INM: "now"                | FAILED
            DELETE | INM: W/"now"            | FAILED
            PUT  | INM: *                    | FAILED
            GET  | INM: "old"                | PROCEED
            PUT  | INM: "old"                | PROCEED
            GET  | INM: now                  | PROCEED
            GET  | INM:                      | PROCEED
            # Step 4: If-Modified-Since, only for GET and HEAD, only without If-None-Match.
            GET  | IMS: same                 | NOT_MODIFIED
            HEAD | IMS: same                 | NOT_MODIFIED
            GET  | IMS: after                | NOT_MODIFIED
            GET  | IMS: rfc850               | NOT_MODIFIED
            GET  | IMS: asctime              | NOT_MODIFIED
            GET  | IMS: before               | PROCEED
            PUT  | IMS: same                 | PROCEED
            GET  | IMS: yesterday            | PROCEED
            GET  | IMS: same/IMS: same       | PROCEED
            GET  | INM: "old"/IMS: after     | PROCEED
            GET  | IMS: after/INM: "old"     | PROCEED
            GET  | INM: "now"/IMS: before    | NOT_MODIFIED
            # A condition that holds does not end the evaluation.
            GET  | IM: "now"/INM: "now"      | NOT_MODIFIED
            PUT  | IM: "now"/INM: "now"      | FAILED
            GET  | IM: "old"/INM: "now"      | FAILED
            GET  | IUS: after/IMS: after     | NOT_MODIFIED
            GET  | IUS: before/IMS: after    | FAILED
            GET  | IUS: before/INM: "now"    | FAILED
            GET  | IM: "now"/IMS: same       | NOT_MODIFIED
            GET  | IUS: same/INM: "old"      | PROCEED
            """)
    void conditionsAreEvaluatedInTheirOrder(Method method, String conditions, Outcome expected) {
        assertEquals(expected, outcome(method, conditions, Optional.of(STRONG)));
    }

    /** A weak tag never matches strongly. */
    @Proves({"9110-13.1.1-a", "9110-13.1.2-a"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            PUT | IM: W/"now"  | FAILED
            PUT | IM: "now"    | FAILED
            PUT | IM: *        | PROCEED
            GET | INM: W/"now" | NOT_MODIFIED
            GET | INM: "now"   | NOT_MODIFIED
            """)
    void aWeakTagOfOursMatchesWeaklyAlone(Method method, String conditions, Outcome expected) {
        assertEquals(expected, outcome(method, conditions, Optional.of(WEAK)));
    }

    @Proves({"9110-13.1.1-f", "9110-13.1.2-e", "9110-13.1.3-c", "9110-13.1.4-c"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            PUT |             | PROCEED
            PUT | IM: *       | FAILED
            PUT | IM: "now"   | FAILED
            PUT | INM: *      | PROCEED
            PUT | INM: "now"  | PROCEED
            GET | INM: *      | PROCEED
            PUT | IUS: before | PROCEED
            GET | IMS: after  | PROCEED
            """)
    void whatIsNotThereMatchesNothing(Method method, String conditions, Outcome expected) {
        assertEquals(expected, outcome(method, conditions, Optional.empty()));
    }

    private static Outcome outcome(Method method, String conditions, Optional<Validators> current) {
        return Preconditions.evaluate(method, Requests.fields(lines(conditions)), current, NOW);
    }

    private static String[] lines(String conditions) {
        String text = conditions == null ? "" : conditions.replace("IMS:", "If-Modified-Since:")
                .replace("IUS:", "If-Unmodified-Since:").replace("INM:", "If-None-Match:").replace("IM:", "if-match:")
                .replace("IR:", "If-Range:").replace("before", "Sun, 06 Nov 1994 08:49:36 GMT")
                .replace("same", "Sun, 06 Nov 1994 08:49:37 GMT").replace("after", "Sun, 06 Nov 1994 08:49:38 GMT")
                .replace("rfc850", "Sunday, 06-Nov-94 08:49:37 GMT").replace("asctime", "Sun Nov  6 08:49:37 1994");
        return text.isEmpty() ? new String[0] : text.split("/(?=[Ii]f-)");
    }

    /** RFC 9110 section 13.1.5. */
    @Proves({"9110-13.1.5-a", "9110-13.1.5-d", "9110-13.1.5-e", "9110-13.1.5-f"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                              | true  | true
            IR: "now"         | true  | false
            IR: W/"now"       | false | false
            IR: "old"         | false | false
            IR: "now", "old"  | false | false
            IR: "now"/IR: "now" | false | false
            IR: *             | false | false
            IR: now           | false | false
            IR:               | false | false
            IR: same          | true  | false
            IR: rfc850        | true  | false
            IR: asctime       | true  | false
            IR: before        | false | false
            IR: after         | false | false
            """)
    void aRangeAppliesToTheStateThatTheClientHas(String conditions, boolean whenStrong, boolean whenWeak) {
        assertEquals(whenStrong, Preconditions.rangeApplies(Requests.fields(lines(conditions)), STRONG, NOW));
        assertEquals(whenWeak, Preconditions.rangeApplies(Requests.fields(lines(conditions)), WEAK, NOW));
    }

    /** A weak date is good enough for conditions, though not for ranges. */
    @Test
    void aWeakDateStillTellsThatNothingChanged() {
        assertEquals(Outcome.NOT_MODIFIED, outcome(Method.GET, "IMS: same", Optional.of(WEAK)));
    }

    @ParameterizedTest
    @EnumSource
    void withoutConditionsEverythingProceeds(Method method) {
        assertEquals(Outcome.PROCEED, outcome(method, "", Optional.of(STRONG)));
        assertEquals(Outcome.PROCEED, outcome(method, "", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"If-Match: *", "If-None-Match: *", "If-Modified-Since: x", "if-unmodified-since: x"})
    void aRequestWithOneOfFourFieldsIsConditional(String line) {
        assertTrue(Preconditions.isConditional(Requests.fields("Accept: */*", line)));
    }

    @Test
    void aRequestWithoutThemIsNot() {
        assertFalse(Preconditions.isConditional(Requests.fields("If-Range: x", "Range: bytes=0-1")));
    }
}
