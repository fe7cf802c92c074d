package hostling.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Proves;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates in the three forms of RFC 9110 section 5.6.7. */
class HttpDateTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Proves("9110-5.6.7-a")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Sun, 06 Nov 1994 08:49:37 GMT    | 1994-11-06T08:49:37Z
            Sunday, 06-Nov-94 08:49:37 GMT   | 1994-11-06T08:49:37Z
            Sun Nov  6 08:49:37 1994         | 1994-11-06T08:49:37Z
            Mon Nov 16 08:49:37 2026         | 2026-11-16T08:49:37Z
            Thu, 01 Jan 1970 00:00:00 GMT    | 1970-01-01T00:00:00Z
            Wed, 31 Dec 1969 23:59:59 GMT    | 1969-12-31T23:59:59Z
            Thu, 29 Feb 2024 23:59:59 GMT    | 2024-02-29T23:59:59Z
            Thursday, 29-Feb-24 23:59:59 GMT | 2024-02-29T23:59:59Z
            Thu Feb 29 23:59:59 2024         | 2024-02-29T23:59:59Z
            Fri, 31 Dec 9999 23:59:59 GMT    | 9999-12-31T23:59:59Z
            """)
    void threeFormsAreRead(String text, Instant expected) {
        assertEquals(Optional.of(expected), HttpDate.parse(text, NOW));
    }

    @Proves({"9110-5.6.7-b", "9110-5.6.7-c"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1994-11-06T08:49:37Z           | Sun, 06 Nov 1994 08:49:37 GMT
            1970-01-01T00:00:00Z           | Thu, 01 Jan 1970 00:00:00 GMT
            2026-11-23T23:59:59.999999999Z | Mon, 23 Nov 2026 23:59:59 GMT
            0000-01-01T00:00:00Z           | Sat, 01 Jan 0000 00:00:00 GMT
            9999-12-31T23:59:59Z           | Fri, 31 Dec 9999 23:59:59 GMT
            -0001-12-31T23:59:59Z          | Sat, 01 Jan 0000 00:00:00 GMT
            -1000000000-01-01T00:00:00Z    | Sat, 01 Jan 0000 00:00:00 GMT
            +10000-01-01T00:00:00Z         | Fri, 31 Dec 9999 23:59:59 GMT
            +1000000000-12-31T23:59:59Z    | Fri, 31 Dec 9999 23:59:59 GMT
            """)
    void oneFormIsWritten(Instant instant, String expected) {
        assertEquals(expected, HttpDate.format(instant));
    }

    /** A date that seems to be more than 50 years ahead is in the most recent past year with these two digits. */
    @Proves("9110-5.6.7-d")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Thursday, 01-Jan-26 00:00:00 GMT  | 2026-01-01T00:00:00Z
            Thursday, 01-Jan-76 00:00:00 GMT  | 2076-01-01T00:00:00Z
            Monday, 23-Nov-76 12:00:00 GMT    | 2076-11-23T12:00:00Z
            Tuesday, 23-Nov-76 12:00:01 GMT   | 1976-11-23T12:00:01Z
            Wednesday, 24-Nov-76 00:00:00 GMT | 1976-11-24T00:00:00Z
            Saturday, 01-Jan-77 00:00:00 GMT  | 1977-01-01T00:00:00Z
            Friday, 31-Dec-99 23:59:59 GMT    | 1999-12-31T23:59:59Z
            Saturday, 01-Jan-00 00:00:00 GMT  | 2000-01-01T00:00:00Z
            Tuesday, 29-Feb-00 00:00:00 GMT   | 2000-02-29T00:00:00Z
            """)
    void aYearOfTwoDigitsIsAtMostFiftyYearsAhead(String text, Instant expected) {
        assertEquals(Optional.of(expected), HttpDate.parse(text, NOW));
    }

    @Proves("9110-5.6.7-e")
    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "0", "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 +0000", "Sun, 06 Nov 1994 08:49:37 gmt", "sun, 06 Nov 1994 08:49:37 GMT",
        "SUN, 06 NOV 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun,06 Nov 1994 08:49:37 GMT",
        "Sun,  06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 006 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT", "Sun, 06 Nov 01994 08:49:37 GMT", "Sun, 06 Nov +1994 08:49:37 GMT",
        "Sun, 06 Nov -994 08:49:37 GMT", "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 1994 08:49:37.5 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ", " Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT", "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 November 1994 08:49:37 GMT", "Sunday, 06 Nov 1994 08:49:37 GMT", "Sun, 06-Nov-1994 08:49:37 GMT",
        "Sun, 06-Nov-94 08:49:37 GMT", "Sunday, 06-Nov-1994 08:49:37 GMT", "Sunday, 6-Nov-94 08:49:37 GMT",
        "Sunday 06-Nov-94 08:49:37 GMT", "sunday, 06-Nov-94 08:49:37 GMT", "Sunday, 06-nov-94 08:49:37 GMT",
        "Sunday, 06-Nov-+4 08:49:37 GMT", "Sun Nov 6 08:49:37 1994", "Sun Nov  6 08:49:37 94",
        "Sun Nov  6 08:49:37 1994 GMT", "Sun, Nov  6 08:49:37 1994", "Sun Nov   6 08:49:37 1994",
        "Xyz, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Xyz 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT", "Sun, \u0660\u0666 Nov 1994 08:49:37 GMT"})
    void nothingElseIsRead(String text) {
        assertEquals(Optional.empty(), HttpDate.parse(text, NOW));
    }

    /** Impossible times: a day that its month does not have, or hour 24 ({@code hour = 2DIGIT} up to 23). */
    @ParameterizedTest
    @ValueSource(strings = {
        "Mon, 31 Feb 1994 08:49:37 GMT", "Wed, 29 Feb 2023 08:49:37 GMT", "Tue, 29 Feb 2023 08:49:37 GMT",
        "Wed, 31 Nov 1994 08:49:37 GMT", "Mon Feb 31 08:49:37 1994", "Monday, 31-Feb-94 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT", "Sunday, 06-Nov-94 24:00:00 GMT", "Sun Nov  6 24:00:00 1994"})
    void aMomentThatTheCalendarDoesNotHaveIsNotRead(String text) {
        assertEquals(Optional.empty(), HttpDate.parse(text, NOW));
    }

    /** {@code time-of-day = hour ":" minute ":" second ; 00:00:00 - 23:59:60 (leap second)}. */
    @Test
    void aLeapSecondIsRead() {
        Instant read = HttpDate.parse("Sat, 31 Dec 2016 23:59:60 GMT", NOW).orElseThrow();
        assertTrue(read.equals(Instant.parse("2016-12-31T23:59:59Z"))
                || read.equals(Instant.parse("2017-01-01T00:00:00Z")));
    }

    /** HTTP has its own names of days and months, digits and calendar, wherever the server runs. */
    @Proves({"9110-13.1.3-d", "9110-13.1.4-d", "9110-5.6.7-b"})
    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai", "ja-JP-u-ca-japanese"})
    void theLocaleAndTimeZoneOfTheSystemPlayNoPart(String tag) {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            oneFormIsWritten(Instant.parse("1994-11-06T08:49:37Z"), "Sun, 06 Nov 1994 08:49:37 GMT");
            threeFormsAreRead("Sun, 06 Nov 1994 08:49:37 GMT", Instant.parse("1994-11-06T08:49:37Z"));
            threeFormsAreRead("Sunday, 06-Nov-94 08:49:37 GMT", Instant.parse("1994-11-06T08:49:37Z"));
            threeFormsAreRead("Sun Nov  6 08:49:37 1994", Instant.parse("1994-11-06T08:49:37Z"));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }
}
