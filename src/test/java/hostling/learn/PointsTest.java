package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of a teacher: what it gives, and what it says if something in it is wrong. */
class PointsTest {
    @TempDir
    private Path temp;

    private Points points(String text) throws IOException {
        return Points.read(Files.writeString(temp.resolve("points.toml"), text, UTF_8), List.of("bytes", "jail"), ServerGrader.stages());
    }

    @Test
    void theTableOfTheProjectIsRight() throws IOException {
        List<String> names = Exercise.all(Path.of("src/exercise")).stream().map(Exercise::name).toList();
        Points points = Points.read(Path.of("src/exercise/points.toml"), names, ServerGrader.stages());
        assertTrue(points.isPartial());
        names.forEach(each -> assertTrue(points.most(Points.Part.EXERCISES, each) > 0, each));
    }

    @Test
    void whatIsNotNamedHasTheDefault() throws IOException {
        Points points = points("[exercises]\ndefault = 10\njail = 2.5\n[stages]\nsiege = 7\n");
        assertEquals(10, points.most(Points.Part.EXERCISES, "bytes"));
        assertEquals(2.5, points.most(Points.Part.EXERCISES, "jail"));
        assertEquals(7, points.most(Points.Part.STAGES, "siege"));
        assertEquals(0, points.most(Points.Part.STAGES, "answer"));
        assertEquals(0, points.most(Points.Part.HELD_BACK, "jail"));
    }

    @Test
    void aPartIsRoundedDownToATenth() throws IOException {
        Points points = points("");
        assertEquals(3.3, points.of(10, 1, 3));
        assertEquals(6.6, points.of(10, 2, 3));
        assertEquals(10, points.of(10, 3, 3));
        assertEquals(0.3, points.of(0.7, 3, 7));
        assertEquals("6.6", Points.text(6.6));
        assertEquals("10", Points.text(10));
    }

    @Test
    void withoutPartsOnlyAllIsSomething() throws IOException {
        Points points = points("partial = false\n");
        assertFalse(points.isPartial());
        assertEquals(0, points.of(10, 2, 3));
        assertEquals(10, points.of(10, 3, 3));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "[exercises]\\nbyte = 5     | 2:1: error: exercises.byte: expected default, or one of: bytes, jail",
        "[exercises]\\nbytes = -1   | 2:1: error: exercises.bytes: expected a number of points from 0 on, such as 10 or 2.5",
        "[exercises]\\nbytes = '5'  | 2:1: error: exercises.bytes: expected a number of points from 0 on, such as 10 or 2.5",
        "[exercises]\\nbytes = nan  | 2:1: error: exercises.bytes: expected a number of points from 0 on, such as 10 or 2.5",
        "\\n[exercise]\\nbytes = 5  | 2:1: error: exercise: expected one of: partial, exercises, held-back, stages",
        "exercises = 5              | 1:1: error: exercises: expected a table, which begins with a line [exercises]",
        "partial = 1                | 1:1: error: partial: expected true or false",
        "[stages]\\nparser = 1      | 2:1: error: stages.parser: expected default, or one of: answer, request-line,",
        "[exercises]\\nbytes 5      | 2:7: error: this is not TOML: "})
    void aMistakeIsToldWithItsLineAndWhatWouldBeRight(String text, String told) {
        String message = assertThrows(IllegalArgumentException.class, () -> points(text.replace("\\n", "\n"))).getMessage();
        assertTrue(message.startsWith(temp.resolve("points.toml") + ":" + told), message);
    }
}
