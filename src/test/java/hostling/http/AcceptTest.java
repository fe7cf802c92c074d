package hostling.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.testing.Proves;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 sections 12.4.2 and 12.5.1. */
class AcceptTest {
    private static final List<String> OFFERED = List.of("text/plain", "text/html", "application/json");

    @Proves({"9110-12.4.2-a", "9110-12.5.1-a"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        -                                                                       | text/plain
        */*                                                                     | text/plain
        text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8         | text/html
        application/json                                                        | application/json
        application/*                                                           | application/json
        text/*;q=0.5, application/json;q=0.4                                    | text/plain
        text/*;q=0.5, text/plain;q=0.1                                          | text/html
        text/plain;q=0.1, text/*;q=0.5                                          | text/html
        image/png, text/html;q=0.5                                              | text/html
        text/html;level=1;q=0.3, application/json ;\tQ=0.7                      | application/json
        text/plain;q=0, */*;q=0.1                                               | text/html
        image/png                                                               | text/plain
        TEXT/HTML                                                               | text/html
        text/html;q=7                                                           | text/html
        ,, text/html ,                                                          | text/html
        nonsense                                                                | text/plain
        """)
    void theBestOfWhatIsOfferedIsChosen(String accept, String best) {
        assertEquals(best, Accept.best(accept == null ? Requests.fields() : Requests.fields("Accept: " + accept),
                OFFERED));
    }

    /** Work on a field is bounded, however long it is. */
    @Test
    void onlyTheFirstFiftyRangesCount() {
        String filler = "a/b,".repeat(49);
        assertEquals("text/html", Accept.best(Requests.fields("Accept: " + filler + "text/html"), OFFERED));
        assertEquals("text/plain", Accept.best(Requests.fields("Accept: a/b," + filler + "text/html"), OFFERED));
    }
}
