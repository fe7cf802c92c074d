package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.cases.Finding;
import hostling.cases.FindingText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Compiles the class of a student, and tries it in a process of its own. */
final class Attempt {
    /** Much longer than the guard within the process waits. */
    private static final long SECONDS_MAX = 30;
    private static final int PRINTED_MAX = 2_000;

    private final Path sources;
    private final Path work;
    private final boolean colours;
    private final String classPath;
    private final int patienceSeconds;

    /**
     * @param sources   the folder with the student's sources
     * @param work      a folder for what is made of them
     * @param classPath the server, its tests, and what these need
     * @param patienceSeconds how much time of the processor a check may take
     * @param colours   whether the words go to a terminal with colours
     */
    Attempt(Path sources, Path work, String classPath, int patienceSeconds, boolean colours) {
        this.sources = sources;
        this.work = work;
        this.classPath = classPath;
        this.patienceSeconds = patienceSeconds;
        this.colours = colours;
    }

    private Path classes(Exercise exercise) {
        return work.resolve("classes").resolve(exercise.name());
    }

    /** The folder with the classes of an exercise; empty if it has none, or they do not compile. */
    Optional<Path> compiled(Exercise exercise) throws IOException {
        Path classes = classes(exercise);
        List<Path> sources = classSources(exercise);
        boolean isRight = !sources.isEmpty() && sources.stream().allMatch(Files::exists)
                && new StudentCompiler(classPath).compile(sources, classes).isEmpty();
        return isRight ? Optional.of(classes) : Optional.empty();
    }

    private List<Path> classSources(Exercise exercise) {
        return exercise.files().stream().filter(Written::isClass).map(each -> each.in(sources)).toList();
    }

    /** Tries the files as they are now. */
    Verdict at(Exercise exercise) throws IOException, InterruptedException {
        Path classes = classes(exercise);
        for (Path each : exercise.sources(sources)) {
            if (!Files.exists(each)) {
                return failed(new Finding(each + " is not there", "", List.of(new Finding.Words("now",
                        "r writes the empty file anew.")), List.of(), ""));
            }
        }
        Optional<Finding> error = new StudentCompiler(classPath).compile(classSources(exercise), classes);
        if (error.isPresent()) {
            return failed(error.get());
        }
        for (String type : exercise.classNames()) {
            Set<String> missing = Signatures.missing(type, classes);
            if (!missing.isEmpty()) {
                return failed(new Finding("Other classes call " + type.substring(type.lastIndexOf('.') + 1) + ", and miss something", "",
                        List.of(new Finding.Words("missing", String.join("\n", missing)), new Finding.Words("now",
                                "Names, parameters and types of what is not private have to stay as they were.")), List.of(), ""));
            }
        }
        return graded(exercise, classes);
    }

    private Verdict failed(Finding finding) {
        return new Verdict(Verdict.State.FAILED, 0, FindingText.of(finding, colours));
    }

    private Verdict graded(Exercise exercise, Path classes) throws IOException, InterruptedException {
        Path file = work.resolve(exercise.name() + ".verdict");
        new Verdict(Verdict.State.RUNNING, 0, "").write(file);
        Process process = new ProcessBuilder(command(exercise, classes, file)).redirectErrorStream(true).start();
        StringBuilder printed = new StringBuilder();
        Thread reader = new Thread(() -> read(process.getInputStream(), printed));
        reader.start();
        boolean ended = process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        reader.join();
        Verdict verdict = Verdict.read(file);
        if (verdict.state() == Verdict.State.RUNNING) {
            verdict = new Verdict(Verdict.State.FAILED, verdict.stepsPassed(), verdict.text() + FindingText.of(new Finding(
                    ended ? "Your code ended the whole program" : "Your code does not come back", "", List.of(new Finding.Words("problem",
                            ended ? "Memory may be exhausted, or something stopped the program." : "It waits, and nothing comes.")),
                    List.of(), ""), colours));
        }
        return new Verdict(verdict.state(), verdict.stepsPassed(), verdict.text(),
                printed.isEmpty() ? "" : "\nYour code printed:\n" + printed.toString().stripTrailing().indent(2));
    }

    private List<String> command(Exercise exercise, Path classes, Path verdict) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-ea",
                "-Dlearn.patience=" + patienceSeconds, "-D" + Exercise.FOLDER + "=" + sources, "-cp", classes + System.getProperty("path.separator") + classPath));
        command.addAll(List.of(Grader.class.getName(), exercise.file().toString(), sources.toString(), verdict.toString(),
                String.valueOf(colours)));
        return command;
    }

    /** Keeps the beginning, and reads on: a process that nobody listens to would wait. */
    private static void read(InputStream output, StringBuilder printed) {
        byte[] buffer = new byte[8192];
        try (output) {
            for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
                int room = Math.min(count, PRINTED_MAX - printed.length());
                if (room > 0) {
                    printed.append(new String(buffer, 0, room, UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
