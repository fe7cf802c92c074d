package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.cases.Finding;
import hostling.cases.FindingText;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tries sources in tests. */
public final class Attempts {
    static final String CLASS_PATH = System.getProperty("java.class.path");

    private Attempts() { }

    /** The verdict about a source without a process of its own, which takes a third of the time: for code that behaves. */
    static Verdict quickly(Path folder, Exercise exercise, String source) throws Exception {
        Files.writeString(exercise.source(folder), source, UTF_8);
        assertEquals(Optional.empty(), new StudentCompiler(CLASS_PATH).compile(exercise.source(folder), folder.resolve("classes")));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (StudentLoader loader = new StudentLoader(folder.resolve("classes"))) {
            thread.setContextClassLoader(loader);
            Method graded = loader.loadClass(Attempts.class.getName()).getDeclaredMethod("graded", String.class, String.class);
            return Verdict.of((String) graded.invoke(null, exercise.file().toString(), folder.toString()));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Called in classes that see the student's class; a text goes back, as the types there are others. */
    public static String graded(String exerciseFile, String folder) throws IOException {
        Exercise exercise = Exercise.read(Path.of(exerciseFile));
        Grading grading = new Grading(exercise, new StudentCode(exercise, Path.of(folder)));
        Optional<Finding> failure = grading.failure(about -> { });
        return new Verdict(failure.isPresent() ? Verdict.State.FAILED : Verdict.State.PASSED, grading.stepsPassed(),
                failure.map(finding -> FindingText.of(finding, false)).orElse("")).toString();
    }

    /** The verdict about a source, with this folder for the files. */
    static Verdict verdict(Path folder, Exercise exercise, String source) throws IOException, InterruptedException {
        Files.writeString(exercise.source(folder), source, UTF_8);
        return new Attempt(folder, folder.resolve("work"), CLASS_PATH, 1, false).at(exercise);
    }
}
