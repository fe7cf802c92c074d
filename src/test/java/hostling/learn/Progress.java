package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which exercises are done, kept in a file with one name in each line. */
final class Progress {
    private final Path file;
    private final Set<String> done;

    Progress(Path file) throws IOException {
        this.file = file;
        this.done = new LinkedHashSet<>(Files.exists(file) ? Files.readAllLines(file, UTF_8) : List.of());
    }

    boolean isDone(Exercise exercise) {
        return done.contains(exercise.name());
    }

    /** Notes whether an exercise is done now: one that was may be broken again. */
    void note(Exercise exercise, boolean isDone) throws IOException {
        if (isDone ? done.add(exercise.name()) : done.remove(exercise.name())) {
            Files.write(file, done, UTF_8);
        }
    }

    /** {@code [##-]}: a sign for each exercise. */
    String bar(List<Exercise> exercises) {
        StringBuilder bar = new StringBuilder("[");
        exercises.forEach(each -> bar.append(isDone(each) ? '#' : '-'));
        return bar.append(']').toString();
    }
}
