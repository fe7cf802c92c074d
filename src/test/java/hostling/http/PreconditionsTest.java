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

    @Test
    void ifMatchIsTrueIfOneTagMatches() {
        gives(Outcome.PROCEED, Method.PUT, "IM: \"now\"", "A tag that is the current one matches");
        gives(Outcome.PROCEED, Method.PUT, "IM: \"old\", \"now\"", "One tag of the list is enough if it is the current one");
        gives(Outcome.FAILED, Method.PUT, "IM: \"old\"", "The tag of an older state does not match");
        gives(Outcome.FAILED, Method.PUT, "IM: now", "A tag stands in quotation marks, so this is none");
    }

    @Test
    void ifMatchComparesStrongly() {
        gives(Outcome.FAILED, Method.PUT, "IM: W/\"now\"", "If-Match protects a change, and a weak tag never matches strongly");
    }

    @Test
    void aStarMatchesWhateverIsThere() {
        gives(Outcome.PROCEED, Method.PUT, "IM: *", "If-Match: * asks only whether the resource exists");
        gives(Outcome.FAILED, Method.PUT, "INM: *", "If-None-Match: * refuses a change if the resource exists");
        gives(Outcome.FAILED, Method.PUT, "IM: *", Optional.empty(), "If-Match: * fails if there is no resource");
        gives(Outcome.PROCEED, Method.PUT, "INM: *", Optional.empty(),
                "If-None-Match: * lets a client create a resource that is not there");
    }

    @Test
    void ifNoneMatchSavesATransferOrRefusesAChange() {
        gives(Outcome.NOT_MODIFIED, Method.GET, "INM: \"now\"", "A client that has the current state gets 304, and no content");
        gives(Outcome.FAILED, Method.PUT, "INM: \"now\"", "If-None-Match refuses a change with 412, as 304 is only for GET and HEAD");
        gives(Outcome.PROCEED, Method.GET, "INM: \"old\"", "A client with an older state gets the current one");
    }

    @Test
    void ifNoneMatchComparesWeakly() {
        gives(Outcome.NOT_MODIFIED, Method.GET, "INM: W/\"now\"",
                "If-None-Match saves a transfer, so the weak comparison is enough: W/ makes no difference");
    }

    @Test
    void aDateOfTheSameSecondIsNotBeforeTheModification() {
        gives(Outcome.NOT_MODIFIED, Method.GET, "IMS: same", "A date of the same second is not before the modification");
        gives(Outcome.PROCEED, Method.PUT, "IUS: same", "A date of the same second is not before the modification");
        gives(Outcome.PROCEED, Method.GET, "IMS: before", "The resource was modified a second after this date");
        gives(Outcome.FAILED, Method.PUT, "IUS: before", "The resource was modified a second after this date");
    }

    @Test
    void aDateThatIsNoneIsIgnored() {
        gives(Outcome.PROCEED, Method.GET, "IMS: yesterday", "A date that is none is ignored");
        gives(Outcome.PROCEED, Method.PUT, "IUS: yesterday", "A date that is none is ignored");
        gives(Outcome.PROCEED, Method.PUT, "IUS: before/IUS: before", "A date that stands in two lines is ignored");
    }

    @Test
    void ifModifiedSinceIsOnlyForGetAndHead() {
        gives(Outcome.PROCEED, Method.PUT, "IMS: same", "For other methods than GET and HEAD, If-Modified-Since is ignored");
    }

    @Test
    void aDateDoesNotCountBesideATag() {
        gives(Outcome.PROCEED, Method.GET, "INM: \"old\"/IMS: after", "If-Modified-Since does not count beside If-None-Match");
        gives(Outcome.PROCEED, Method.PUT, "IM: \"now\"/IUS: before", "If-Unmodified-Since does not count beside If-Match");
    }

    @Test
    void aConditionThatIsTrueDoesNotEndTheEvaluation() {
        gives(Outcome.NOT_MODIFIED, Method.GET, "IM: \"now\"/INM: \"now\"",
                "If-None-Match is evaluated after an If-Match that is true");
        gives(Outcome.FAILED, Method.GET, "IM: \"old\"/INM: \"now\"", "If-Match comes first, and it is false");
    }

    private static void gives(Outcome expected, Method method, String conditions, String heading) {
        gives(expected, method, conditions, Optional.of(STRONG), heading);
    }

    private static void gives(Outcome expected, Method method, String conditions, Optional<Validators> current, String heading) {
        FieldFinding.require(expected, () -> outcome(method, conditions, current), heading, sent(method, conditions), shown(current));
    }

    private static String sent(Method method, String conditions) {
        return String.join("\n", method + " / HTTP/1.1", String.join("\n", lines(conditions))).strip();
    }

    private static String shown(Optional<Validators> current) {
        return current.map(each -> "the tag " + each.tag() + ", modified at 08:49:37 on Sun, 06 Nov 1994").orElse("nothing");
    }

    @Test
    void aResourceThatIsNotThereHasNoTagAndNoDate() {
        gives(Outcome.FAILED, Method.PUT, "IM: \"now\"", Optional.empty(), "What is not there matches no tag");
        gives(Outcome.PROCEED, Method.PUT, "IUS: before", Optional.empty(), "What is not there was not modified");
        gives(Outcome.PROCEED, Method.GET, "IMS: after", Optional.empty(), "A client can't have what is not there");
    }

    @Test
    void aRangeIsOnlyContinuedByAStrongValidator() {
        continues(true, "", STRONG, "Without If-Range, a range applies");
        continues(true, "IR: \"now\"", STRONG, "A tag that is the current one matches");
        continues(false, "IR: \"old\"", STRONG, "The tag of an older state does not match");
        continues(false, "IR: W/\"now\"", WEAK, "A weak tag allows that the bytes differ, so two parts may not fit together");
        continues(true, "IR: same", STRONG, "A range applies to the date of the modification");
        continues(false, "IR: after", STRONG, "A date in If-Range must be the same, and not only later");
        continues(false, "IR: same", WEAK, "A date may be a weak validator: the resource may have changed within the second");
    }

    private static void continues(boolean expected, String condition, Validators current, String heading) {
        FieldFinding.require(expected, () -> Preconditions.rangeApplies(Requests.fields(lines(condition)), current, NOW), heading,
                sent(Method.GET, condition), shown(Optional.of(current)));
    }

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
        gives(expected, method, conditions, "The conditions are evaluated in their order, and all lines of a field are one list");
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
        gives(expected, method, conditions, Optional.of(WEAK), "A weak tag of ours matches weakly alone");
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
        gives(expected, method, conditions, Optional.empty(), "What is not there matches nothing");
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
        continues(whenStrong, conditions, STRONG, "If-Range is one tag or one date, and this is the current one and strong");
        continues(whenWeak, conditions, WEAK, "If-Range is one tag or one date, and this is the current one and strong");
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
