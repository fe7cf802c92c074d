package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each exercise can be solved, begins with a friendly word, and names the mistakes that students make. */
class ExercisesTest {
    private static final Path FOLDER = Path.of("src/exercise");
    private static final List<Mistake> MISTAKES = Mistake.ALL;

    @TempDir
    private Path temp;

    private static List<Exercise> exercises() throws IOException {
        return Exercise.all(FOLDER);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exercises")
    void theRealClassPasses(Exercise exercise) throws Exception {
        Verdict verdict = Attempts.quickly(temp, exercise, Mistake.real(exercise));
        assertTrue(verdict.isPassed(), verdict.text());
        assertEquals(exercise.steps().size(), verdict.stepsPassed());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exercises")
    void theEmptyClassFailsInTheFirstStepAndIsToldWhatToRead(Exercise exercise) throws Exception {
        Verdict verdict = Attempts.quickly(temp, exercise, Files.readString(exercise.emptyClass(), UTF_8));
        assertEquals(Verdict.State.FAILED, verdict.state());
        assertEquals(0, verdict.stepsPassed());
        assertTrue(verdict.text().contains("  read      docs/"), verdict.text());
        assertTrue(verdict.text().contains("Nothing is wrong: at this place there is no code yet.")
                || exercise.name().equals("bytes") && verdict.text().contains("DIGITS[48] is true"), verdict.text());
        assertFalse(verdict.text().contains("run  "), "a command would try the real class");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exercises")
    void theEmptyClassHasTheNamesOfTheRealOne(Exercise exercise) throws IOException {
        assertEquals(Optional.empty(), new StudentCompiler(Attempts.CLASS_PATH).compile(exercise.emptyClass(), temp));
        assertEquals(Signatures.ofReal(exercise.className()), Signatures.ofStudent(exercise.className(), temp));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("MISTAKES")
    void aMistakeIsNamed(Mistake mistake) throws Exception {
        Exercise exercise = exercises().stream().filter(each -> each.name().equals(mistake.exercise())).findFirst().orElseThrow();
        Verdict verdict = Attempts.quickly(temp, exercise, mistake.source(exercise));
        assertEquals(Verdict.State.FAILED, verdict.state());
        assertEquals(mistake.step(), exercise.steps().get(verdict.stepsPassed()).title(), verdict.text());
        assertTrue(verdict.text().contains(mistake.told()), verdict.text());
    }

    @Test
    void thereAreThreeMistakesForEach() throws IOException {
        var counts = MISTAKES.stream().collect(Collectors.groupingBy(Mistake::exercise, Collectors.counting()));
        exercises().forEach(each -> assertTrue(counts.getOrDefault(each.name(), 0L) >= 3, each.name()));
    }

    @Test
    void thePageOfTheExercisesShowsARealAnswer() throws Exception {
        Mistake shown = MISTAKES.stream().filter(each -> each.name().equals("sizes are decimal")).findFirst().orElseThrow();
        Exercise exercise = Exercise.read(FOLDER.resolve("03-chunked.md"));
        String answer = Attempts.quickly(temp, exercise, shown.source(exercise)).text();
        assertTrue(Files.readString(Path.of("docs/exercises.md"), UTF_8).contains("\n\n" + answer + "```\n"), answer);
    }

    @Test
    void chaptersAreThere() throws IOException {
        for (Exercise each : exercises()) {
            String[] chapter = each.chapter().split("#");
            String headings = Files.readString(Path.of("docs", chapter[0]), UTF_8).toLowerCase(Locale.ROOT).replace(' ', '-');
            assertTrue(headings.contains("#-" + chapter[1] + "\n"), each.chapter());
        }
    }
}
