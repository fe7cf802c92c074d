package hostling.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.testing.Proves;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 section 12.5.3. */
class AcceptEncodingTest {
    private static final List<String> OFFERED = List.of("br", "gzip");

    private static String preferred(String... lines) {
        return String.join(" ", AcceptEncoding.preferred(Requests.fields(lines), OFFERED));
    }

    @Proves({"9110-8.4.1-a", "9110-8.4.1.3-a", "9110-12.4.2-a", "9110-12.5.3-b", "9110-12.5.3-c", "9110-5.6.3-f",
            "9110-5.6.1.2-a"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
        # What browsers send: equals are chosen between by the server.
        gzip, deflate, br, zstd      | br gzip
        gzip                         | gzip
        deflate                      | ''
        br;q=0.5, gzip;q=0.8         | gzip br
        GZip                         | gzip
        x-gzip                       | gzip
        # A weight of 0 refuses.
        br;q=0, gzip                 | gzip
        br;q=0.000, gzip;q=0.001     | gzip
        gzip;q=0, *                  | br
        *;q=0                        | ''
        *;q=0, gzip;q=0.1            | gzip
        # The asterisk stands for what is not named, plain content included.
        *                            | br gzip
        *;q=0.5, br;q=0.4            | gzip
        *;q=0.5, identity            | ''
        # Plain content that is not named comes last, that is named where its weight says.
        gzip;q=0.001                 | gzip
        identity, gzip               | gzip
        identity, gzip;q=0.9         | ''
        identity;q=0.5, gzip, br;q=0.4 | gzip
        identity;q=0                 | ''
        identity;q=0, gzip;q=0.1     | gzip
        # What is no weight counts as 1.
        br;q=7, gzip;q=0.5           | br gzip
        gzip ;\tQ=0.5 , br ; q=0.6   | br gzip
        ,, gzip ,                    | gzip
        nonsense;;=                  | ''
        """)
    void theCodingsThatAreLikedBetterThanNoneComeBestFirst(String field, String expected) {
        assertEquals(expected, preferred("Accept-Encoding: " + field));
    }

    /** A client without the field accepts any coding; a client with an empty field accepts none. */
    @Proves({"9110-12.5.3-a", "9110-12.5.3-d"})
    @Test
    void aClientThatSaysNothingOrNothingElseGetsPlainContent() {
        assertEquals("", preferred());
        assertEquals("", preferred("Accept-Encoding:"));
    }

    @Proves({"9110-5.3-a", "9110-5.2-a"})
    @Test
    void severalLinesAreOneList() {
        assertEquals("gzip br", preferred("Accept-Encoding: br;q=0.2", "Accept-Encoding: gzip"));
    }

    /** Work on a field is bounded, however long it is. */
    @Test
    void onlyTheFirstFiftyMembersCount() {
        assertEquals("gzip", preferred("Accept-Encoding: " + "a,".repeat(49) + "gzip"));
        assertEquals("", preferred("Accept-Encoding: " + "a,".repeat(50) + "gzip"));
    }

    /** An attacker would send thousands of parameters to keep the server busy. */
    @Test
    void aWeightBehindManyParametersIsNotLookedFor() {
        String parameters = ";a=b".repeat(5_000);
        assertEquals(List.of("gzip"), AcceptEncoding.preferred(
                Requests.fields("Accept-Encoding: gzip" + parameters + ";q=0"), List.of("br", "gzip")));
    }
}
