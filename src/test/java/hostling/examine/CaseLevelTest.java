package hostling.examine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.cases.CaseLibrary;
import hostling.cases.RequestCase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is required of any server is less than what our own tests ask of ours. */
class CaseLevelTest {
    private static final List<RequestCase> CASES = Stream.of(CaseLibrary.ofTheProgram().requests(),
            CaseLibrary.ofTheProgram().hostile()).flatMap(List::stream).toList();

    @ParameterizedTest
    @CsvSource({"host-missing, MUST", "length-with-plus, MUST", "conflict-cl-te, MUST", "space-before-colon, MUST",
            "lf-behind-value, MAY", "folded-line, MAY", "chunk-size-of-seventeen-digits, MAY", "chunk-data-is-opaque, MUST",
            "absolute-form, MUST", "path-is-not-decoded, MAY", "options-asterisk, SHOULD", "brackets-in-path, MAY"})
    void aServerIsNotObligedToRefuseWhatItMayRepair(String id, Level level) {
        assertEquals(level, CaseLevel.of(CASES.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow()));
    }
}
