package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each exercise can be solved, begins with a friendly word, and names the mistakes that students make. */
class ExercisesTest {
    private static final Path FOLDER = Path.of("src/exercise");

    @TempDir
    private Path temp;

    private static List<Exercise> exercises() throws IOException {
        return Exercise.all(FOLDER);
    }

    private static List<Mistake> mistakes() throws IOException {
        List<Mistake> all = new ArrayList<>();
        for (Exercise each : exercises()) {
            all.addAll(Mistake.of(each));
        }
        return all;
    }

    @Tag("stress")
    @ParameterizedTest(name = "{0}")
    @MethodSource("exercises")
    void theRealClassPasses(Exercise exercise) throws Exception {
        Attempts.writeReal(temp, exercise);
        Verdict verdict = Attempts.quickly(temp, exercise);
        assertTrue(verdict.isPassed(), verdict.text());
        assertEquals(exercise.steps().size(), verdict.stepsPassed());
    }

    @Tag("stress")
    @ParameterizedTest(name = "{0}")
    @MethodSource("exercises")
    void theEmptyClassFailsInTheFirstStepAndIsToldWhatToRead(Exercise exercise) throws Exception {
        Attempts.writeBlank(temp, exercise);
        Verdict verdict = Attempts.quickly(temp, exercise);
        assertEquals(Verdict.State.FAILED, verdict.state());
        assertEquals(0, verdict.stepsPassed());
        assertTrue(verdict.text().contains("  read      docs/"), verdict.text());
        String missing = exercise.classNames().isEmpty() ? "nothing" : "no code";
        assertTrue(verdict.text().contains("Nothing is wrong: at this place there is " + missing + " yet.")
                || exercise.name().equals("bytes") && verdict.text().contains("DIGITS[48] is true"), verdict.text());
        assertFalse(verdict.text().contains("run  "), "a command would try the real class");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exercises")
    void theEmptyClassHasTheNamesOfTheRealOne(Exercise exercise) throws IOException {
        List<Path> blanks = exercise.files().stream().filter(Written::isClass).map(Written::blank).toList();
        assertEquals(Optional.empty(), new StudentCompiler(Attempts.CLASS_PATH).compile(blanks, temp));
        for (String each : exercise.classNames()) {
            assertEquals(Signatures.ofReal(each), Signatures.ofStudent(each, temp));
        }
    }

    @Tag("stress")
    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeIsNamed(Mistake mistake) throws Exception {
        mistake.writeTo(temp);
        Verdict verdict = Attempts.quickly(temp, mistake.exercise());
        assertEquals(Verdict.State.FAILED, verdict.state());
        assertEquals(mistake.step(), mistake.exercise().steps().get(verdict.stepsPassed()).title(), verdict.text());
        assertTrue(verdict.text().replaceAll("\\s+", " ").contains(mistake.told()), verdict.text());    // lines are broken anywhere
    }

    @Test
    void thereAreThreeMistakesForEach() throws IOException {
        for (Exercise each : exercises()) {
            assertTrue(Mistake.of(each).size() >= 3, each.name());
        }
    }

    @Test
    void thePageOfTheExercisesShowsARealAnswer() throws Exception {
        Exercise exercise = Exercise.read(FOLDER.resolve("07-chunked.md"));
        Mistake.of(exercise).stream().filter(each -> each.name().equals("Sizes are decimal")).findFirst().orElseThrow().writeTo(temp);
        String answer = Attempts.quickly(temp, exercise).text();
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
