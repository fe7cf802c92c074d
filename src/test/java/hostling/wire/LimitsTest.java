package hostling.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits with which no request could be read are refused where they are made. */
class LimitsTest {
    @Test
    void theSmallestAndTheLargestAreTaken() {
        assertEquals(16, new Limits(16, 16, 1, 0, 0, 0).requestLineBytesMax());
        assertEquals(1L << 50, new Limits(16, 16, 1, 1L << 50, 0, 0).bodyBytesMax());
        assertEquals(7, Limits.DEFAULT.withBodyBytesMax(7).bodyBytesMax());
    }

    @ParameterizedTest
    @CsvSource({"requestLineBytesMax, 15, 16, 1, 0, 0, 0", "fieldSectionBytesMax, 16, 15, 1, 0, 0, 0",
        "fieldCountMax, 16, 16, 0, 0, 0, 0", "bodyBytesMax, 16, 16, 1, -1, 0, 0",
        "bodyBytesMax, 16, 16, 1, 1125899906842625, 0, 0", "chunkExtensionBytesMax, 16, 16, 1, 0, -1, 0",
        "trailerBytesMax, 16, 16, 1, 0, 0, -1"})
    void whatIsBeyondIsNamed(String name, int line, int section, int count, long body, int extensions, int trailers) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> new Limits(line, section, count, body, extensions, trailers));
        assertTrue(refused.getMessage().startsWith(name + " "), refused.getMessage());
    }
}
