package hostling.learn;

import hostling.cases.Finding;
import hostling.cases.FindingText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The exercises in the hands of a student: which one is current, what is wrong with it, and how far the hints have gone. */
final class Lesson {
    private final List<Exercise> exercises;
    private final Path folder;
    private final Progress progress;
    private final Judge judge;
    private final boolean colours;
    private Exercise current;
    private int hintsGiven;

    /**
     * @param exercises at least one
     * @param folder    where the student writes; the empty classes are copied there
     * @param colours   whether the words go to a terminal with colours
     */
    Lesson(List<Exercise> exercises, Path folder, Progress progress, Judge judge, boolean colours) throws IOException {
        this.exercises = exercises;
        this.folder = folder;
        this.progress = progress;
        this.judge = judge;
        this.colours = colours;
        Files.createDirectories(folder);
        choose(exercises.stream().filter(each -> !progress.isDone(each)).findFirst().orElse(exercises.get(0)));
    }

    List<Exercise> exercises() {
        return exercises;
    }

    Exercise current() {
        return current;
    }

    /** Where the student writes. */
    Path folder() {
        return folder;
    }

    boolean isDone(Exercise exercise) {
        return progress.isDone(exercise);
    }

    /** The files in which the student writes now. */
    List<Path> sources() {
        return current.sources(folder);
    }

    /**
     * Goes to the exercise with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    void choose(String name) throws IOException {
        choose(exercises.stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no exercise is named " + name + ": there are "
                        + String.join(", ", exercises.stream().map(Exercise::name).toList()))));
    }

    private void choose(Exercise exercise) throws IOException {
        current = exercise;
        hintsGiven = 0;
        for (Written each : current.files()) {
            if (!Files.exists(each.in(folder))) {
                Files.copy(each.blank(), each.in(folder));
            }
        }
    }

    /** Goes to the exercise after this one; after the last comes the first. */
    void next() throws IOException {
        choose(exercises.get((exercises.indexOf(current) + 1) % exercises.size()));
    }

    /** Tries the class as it is now, and remembers whether it is right. */
    Verdict verdict() throws IOException, InterruptedException {
        Verdict verdict = judge.at(current);
        progress.note(current, verdict.isPassed());
        return verdict;
    }

    /** The verdict in words, below a line about the progress. */
    String words(Verdict verdict) {
        StringBuilder text = new StringBuilder(String.format("%n%s %d of %d: %s (%s)%n", progress.bar(exercises),
                exercises.indexOf(current) + 1, exercises.size(), current.title(),
                current.sources(folder).stream().map(Path::toString).collect(Collectors.joining(", "))));
        if (verdict.isPassed()) {
            return text.append(String.format("%nAll %d steps are right.%n%s", current.steps().size(), verdict.printed())).toString();
        }
        Exercise.Step step = current.steps().get(verdict.stepsPassed());
        return text.append(String.format("step %d of %d: %s%n%n%s%s", verdict.stepsPassed() + 1, current.steps().size(), step.title(),
                verdict.text(colours), verdict.printed())).toString();
    }

    /** What to do after an exercise that is right. */
    String advice() {
        return exercises.stream().allMatch(progress::isDone) ? "All exercises are done. s starts the demo, and your code serves it.\n"
                : "n goes to the next exercise. Compare your class with the real one before.\n";
    }

    /** What the student reads first. */
    String task() {
        return String.format("%nThe task is in %s.%n", current.file());
    }

    /** The next hint; after the last comes the first again. */
    String hint() {
        int level = hintsGiven++ % current.hints().size();
        return "\n" + FindingText.of(new Finding("Hint " + (level + 1) + " of " + current.hints().size(), "",
                List.of(new Finding.Words("hint", current.hints().get(level))), List.of(), ""), colours);
    }

    /** All exercises, with a sign for what is done and an arrow at the current one. */
    String list() {
        StringBuilder text = new StringBuilder("\n");
        for (Exercise each : exercises) {
            text.append(String.format("%s %s %-10s %s%n", each.equals(current) ? ">" : " ", progress.isDone(each) ? "done" : "    ",
                    each.name(), each.title()));
        }
        return text.toString();
    }

    /** Begins the current exercise again; what was written is kept beside it. */
    String reset() throws IOException {
        StringBuilder told = new StringBuilder("\n");
        for (Written each : current.files()) {
            Path source = each.in(folder);
            Path kept = source.resolveSibling(each.name() + ".old");
            if (Files.exists(source)) {
                Files.move(source, kept, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.copy(each.blank(), source);
            told.append(String.format("%s is empty again. What you had is in %s.%n", source, kept));
        }
        hintsGiven = 0;
        return told.toString();
    }

    /** The folders with the classes of the exercises that are done, compiled as they are now. */
    List<Path> classesOfWhatIsDone() throws IOException {
        List<Path> classes = new ArrayList<>();
        for (Exercise each : exercises) {
            if (progress.isDone(each)) {
                Optional<Path> compiled = judge.compiled(each);
                compiled.ifPresent(classes::add);
            }
        }
        return classes;
    }
}
