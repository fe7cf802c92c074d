package hostling.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    @ParameterizedTest
    @CsvSource({"listen,listen,0", "lisen,listen,1", "listten,listen,1", "lisren,listen,1", "litsen,listen,1",
        "'',abc,3", "ca,abc,3", "kitten,sitting,3"})
    void aSlipIsALetterTooManyTooFewAnotherOrTwoExchanged(String from, String to, int distance) {
        assertEquals(distance, Suggestion.distance(from, to));
    }

    @Test
    void theNearestWordIsMeantUnlessItIsFar() {
        List<String> known = List.of("names", "listen", "default");
        assertEquals("did you mean 'listen'?", Suggestion.hint("lsiten", known));
        assertEquals("did you mean 'names'?", Suggestion.hint("NAME", known));
        assertEquals("expected one of: names, listen, default", Suggestion.hint("port", known));
    }
}
