package hostling.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader that is too lenient would hide mistakes in what it reads. */
class JsonTextTest {
    @Test
    void valuesAreRead() {
        assertEquals(Map.of("a", List.of(), "b", Arrays.asList(1.0, -0.25, 1e3, true, false, null), "c", Map.of(), "\"\n\u00e9", "/"),
                JsonText.read(" {\"a\": [ ], \"b\":[1, -0.25,1E+3,true ,false,null],\"c\":{}, \"\\\"\\n\\u00e9\":\"\\/\"}\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,]", "[1 2]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "{\"a\":1,\"a\":2}", "01", "1.", "tru", "\"a",
        "\"\\x\"", "\"\n\"", "1 2", "[", "{\"a\":", "\"\\", "\"\\u12\"", "NaN"})
    void whatIsNoJsonIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> JsonText.read(text));
    }
}
