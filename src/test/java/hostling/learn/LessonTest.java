package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the keys do, and what is remembered. */
class LessonTest {
    private static final Set<String> SOME = Set.of("bytes", "framing", "chunked", "jail");

    @TempDir
    private Path temp;
    private List<Exercise> exercises;
    private Lesson lesson;

    @BeforeEach
    void begin() throws IOException {
        exercises = Exercise.all(Path.of("src/exercise")).stream().filter(each -> SOME.contains(each.name())).toList();
        lesson = lesson();
    }

    private Lesson lesson() throws IOException {
        return new Lesson(exercises, temp, new Progress(temp.resolve(".done")), new Attempt(temp, temp.resolve("work"),
                Attempts.CLASS_PATH, Effort.OF_THE_TUTOR), false);
    }

    @Test
    void theEmptyClassIsThereBeforeTheStudentWrites() throws IOException {
        assertEquals(List.of(temp.resolve("ByteClass.java")), lesson.sources());
        assertEquals(Files.readString(exercises.get(0).files().get(0).blank(), UTF_8), Files.readString(lesson.sources().get(0), UTF_8));
    }

    @Test
    void anAnswerBeginsWithTheProgressAndTheStep() throws Exception {
        String words = lesson.words(lesson.verdict());
        assertTrue(words.startsWith("\n[----] 1 of 4: Classes of bytes (" + lesson.sources().get(0)
                + ")\nstep 1 of 12: Digits and blanks are the smallest classes\n\nDIGIT is 0 to 9\n"), words);
    }

    @Test
    void whatIsDoneStaysDoneAndTheNextIsCurrent() throws Exception {
        Attempts.writeReal(temp, exercises.get(0));
        String words = lesson.words(lesson.verdict());
        assertTrue(words.endsWith("\nAll 12 steps are right.\n"), words);
        assertTrue(lesson.advice().startsWith("n goes to the next exercise."));
        assertEquals(List.of(temp.resolve("BodyFraming.java")), lesson().sources());
        assertEquals(List.of(temp.resolve("work/classes/bytes")), lesson.classesOfWhatIsDone());
        assertTrue(lesson.list().startsWith("\n> done bytes      Classes of bytes\n       framing    "), lesson.list());
    }

    @Test
    void hintsComeOneAfterTheOther() {
        for (int level = 1; level <= 3; level++) {
            String hint = lesson.hint();
            String begin = exercises.get(0).hints().get(level - 1).substring(0, 60);
            assertTrue(hint.startsWith("\nHint " + level + " of 3\n  hint      " + begin), hint);
        }
        assertTrue(lesson.hint().startsWith("\nHint 1 of 3\n"));
    }

    @Test
    void afterTheLastComesTheFirst() throws IOException {
        lesson.choose("jail");
        assertEquals(List.of(temp.resolve("PathJail.java")), lesson.sources());
        lesson.next();
        assertEquals(List.of(temp.resolve("ByteClass.java")), lesson.sources());
        assertThrows(IllegalArgumentException.class, () -> lesson.choose("prison"));
    }

    @Test
    void aResetKeepsWhatWasThere() throws IOException {
        Files.writeString(lesson.sources().get(0), "mine", UTF_8);
        lesson.reset();
        assertEquals(Files.readString(exercises.get(0).files().get(0).blank(), UTF_8), Files.readString(lesson.sources().get(0), UTF_8));
        assertEquals("mine", Files.readString(temp.resolve("ByteClass.java.old"), UTF_8));
    }
}
