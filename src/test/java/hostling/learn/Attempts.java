package hostling.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.cases.Finding;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** Tries sources in tests. */
public final class Attempts {
    static final String CLASS_PATH = System.getProperty("java.class.path");

    private Attempts() { }

    /** Writes the files of an exercise as a student begins with them. */
    static void writeBlank(Path folder, Exercise exercise) throws IOException {
        for (Written each : exercise.files()) {
            Files.copy(each.blank(), each.in(folder), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Writes the files of an exercise as they are right. */
    static void writeReal(Path folder, Exercise exercise) throws IOException {
        for (Written each : exercise.files()) {
            Files.copy(each.real(), each.in(folder), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The verdict about files without a process of its own, which takes a third of the time: for code that behaves. */
    static Verdict quickly(Path folder, Exercise exercise) throws Exception {
        List<Path> sources = exercise.files().stream().filter(Written::isClass).map(each -> each.in(folder)).toList();
        assertEquals(Optional.empty(), new StudentCompiler(CLASS_PATH).compile(sources, folder.resolve("classes")));
        System.setProperty(Exercise.FOLDER, folder.toString());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader loader = new StudentLoader(folder.resolve("classes"));      // stays open, as jqwik keeps hooks of the first one
        try {
            thread.setContextClassLoader(loader);
            Method graded = loader.loadClass(Attempts.class.getName()).getDeclaredMethod("graded", String.class, String.class);
            return Verdict.decoded((String) graded.invoke(null, exercise.file().toString(), folder.toString()));
        } finally {
            thread.setContextClassLoader(before);
            System.clearProperty(Exercise.FOLDER);
        }
    }

    /** Called in classes that see the student's class; a text goes back, as the types there are others. */
    public static String graded(String exerciseFile, String folder) throws IOException {
        Exercise exercise = Exercise.read(Path.of(exerciseFile));
        Grading grading = new Grading(exercise, new StudentCode(exercise, Path.of(folder)), HeldBack.NONE);
        Optional<Finding> failure = grading.failure(about -> { });
        return new Verdict(failure.isPresent() ? Verdict.State.FAILED : Verdict.State.PASSED, grading.stepsPassed(),
                failure.orElse(new Finding("All is right", "", List.of(), List.of(), ""))).encoded();
    }

    /** The verdict about files, with this folder for what is made of them. */
    static Verdict verdict(Path folder, Exercise exercise) throws IOException, InterruptedException {
        return new Attempt(folder, folder.resolve("work"), CLASS_PATH, Effort.OF_THE_TUTOR.withPatience(1)).at(exercise);
    }
}
