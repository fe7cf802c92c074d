package hostling.project.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.CaseFormatException;
import hostling.cases.Requirement;
import hostling.testing.tutor.Freshness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each requirement has a test or an answer, and the page says which. {@code mvn test -Dtest=ConformanceTest
 * -Dconformance.update=true} regenerates it.
 */
class ConformanceTest {
    private static final boolean UPDATE = Boolean.getBoolean("conformance.update");
    private static final Path DATA = Path.of("test-data/rfc");
    private static final Path PAGE = Path.of("docs/conformance.md");
    private static final List<Proof> SHOWN = List.of(new Proof("aTest", "ATest.java"));
    private static final Path SOURCE = Path.of("Chunks.java");

    private static Conformance read(Proofs proofs) throws IOException {
        return new Conformance(Requirement.readAll(DATA.resolve("requirements.tsv")), proofs.byId(),
                Conformance.readAnswers(DATA.resolve("answers.tsv")));
    }

    @Test
    void everyRequirementIsShownOrAnswered() throws IOException {
        Proofs proofs = Proofs.findAll();
        assertEquals(List.of(), proofs.problems());
        assertEquals(List.of(), read(proofs).problems());
    }

    @Test
    void theCodeNamesTheSectionOfEachRequirementThatIsMet() throws IOException {
        assertEquals(List.of(), read(Proofs.findAll()).uncited(Citations.findAll()));
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        String page = Page.write(read(Proofs.findAll()), Citations.findAll());
        if (UPDATE) {
            Files.writeString(PAGE, page);
        }
        Freshness.require(page, Files.readString(PAGE), PAGE + " has lines that have changed",
                "mvn test -Dtest=ConformanceTest -Dconformance.update=true");
    }

    private static Conformance of(Map<String, List<Proof>> proofs, Map<String, String> answers) {
        return new Conformance(List.of(new Requirement("1-2-a", "1", "2", "MUST", "parser", "Parse.")), proofs,
                answers);
    }

    @Test
    void aRequirementHasATestOrAnAnswer() {
        assertEquals(List.of(), of(Map.of("1-2-a", SHOWN), Map.of()).problems());
        assertEquals(List.of(), of(Map.of(), Map.of("1-2-a", "No.")).problems());
        assertEquals(List.of("1-2-a has neither a test nor an answer"), of(Map.of(), Map.of()).problems());
        assertEquals(List.of("1-2-a has a test and needs no answer"),
                of(Map.of("1-2-a", SHOWN), Map.of("1-2-a", "No.")).problems());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RFC 9112 section 7.1", "RFC 9112 section 7", "RFC 9112 sections 2.2, 7.1 and 9",
            "RFC 9112\n     * section 7.1"})
    void aSourceThatNamesTheSectionOrOneAroundItIsEnough(String text) {
        assertEquals(List.of(), chunked(true).uncited(Citations.in(SOURCE, text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RFC 9112", "RFC 9112 section 7.1.1", "RFC 9112 section 71", "RFC 9110 section 7.1"})
    void aMetRequirementThatNoSourceNamesIsFound(String text) {
        assertEquals(List.of("9112-7.1-a is met, but no source names its section or one around it"),
                chunked(true).uncited(Citations.in(SOURCE, text)));
        assertEquals(List.of(), chunked(false).uncited(Citations.in(SOURCE, text)));
    }

    private static Conformance chunked(boolean met) {
        return new Conformance(List.of(new Requirement("9112-7.1-a", "9112", "7.1", "MUST", "parser", "Parse.")),
                met ? Map.of("9112-7.1-a", SHOWN) : Map.of(), Map.of());
    }

    @Test
    void anIdThatIsNotInTheTableIsAProblemWhereverItIsNamed() {
        List<String> expected = List.of("1-2-b is not in the table");
        assertEquals(expected, of(Map.of("1-2-a", SHOWN, "1-2-b", SHOWN), Map.of()).problems());
        assertEquals(expected, of(Map.of("1-2-a", SHOWN), Map.of("1-2-b", "No.")).problems());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234-2-a\t1234\t2\tMUST\tparser\tParse.", "1234-3-a\t1234\t2\tMUST\tparser\tParse.\t",
            "1234-2-a\t1234\t2\tWANT\tparser\tParse.\t", "1234-2-a\t1234\t2\tMUST\tkitchen\tParse.\t",
            "1234-2-a\t1234\t2\tMUST\tparser\t\t",
            "1234-2-a\t1234\t2\tMUST\tparser\tA.\t\n1234-2-a\t1234\t2\tMUST\tparser\tB.\t"})
    void aTableThatIsNotAsItShouldBeIsRefused(String rows, @TempDir Path folder) throws IOException {
        Path table = Files.writeString(folder.resolve("table.tsv"), "the head\n" + rows + "\n");
        assertThrows(CaseFormatException.class, () -> Requirement.readAll(table));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-2-a", "1-2-a\tno", "1-2-a\t", "1-2-a\tNo.\tNo.", "1-2-a\tNo.\n1-2-a\tNo."})
    void anAnswerIsASentence(String lines, @TempDir Path folder) throws IOException {
        Path answers = Files.writeString(folder.resolve("answers.tsv"), lines + "\n");
        assertThrows(AssertionError.class, () -> Conformance.readAnswers(answers));
    }

    @Test
    void thePageCountsByLevelAndShowsEachRow() throws IOException {
        Conformance one = new Conformance(List.of(
                new Requirement("9112-3-x", "9112", "3", "MUST", "parser", "A|B <c>")), Map.of("9112-3-x", SHOWN),
                Map.of());
        String page = Page.write(one, Citations.findAll());
        assertTrue(page.contains("\n| MUST | 1 | 0 | 1 |\n"), page);
        assertTrue(page.contains("\n| 9112-3-x | MUST | A\\|B &lt;c> | [aTest](ATest.java) |\n"), page);
        assertTrue(page.contains("[Violation](../src/main/java/hostling/wire/Violation.java)"), page);
    }
}
