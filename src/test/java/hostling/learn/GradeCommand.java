package hostling.learn;

import hostling.cases.CaseFormatException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The command that grades a folder of submissions, or a server. */
final class GradeCommand {
    private static final Path WORK = Path.of("target/grading");

    private final UnaryOperator<String> settings;
    private final String classPath;
    private final PrintStream out;

    /** @param settings the value of a system property; null if it is not set */
    GradeCommand(UnaryOperator<String> settings, String classPath, PrintStream out) {
        this.settings = settings;
        this.classPath = classPath;
        this.out = out;
    }

    private Optional<String> setting(String name) {
        return Optional.ofNullable(settings.apply(name)).filter(value -> !value.isBlank());
    }

    /**
     * Grades, and writes the files.
     *
     * @return false if something in the settings or files of the teacher is wrong, which is told
     */
    boolean run(Path exercisesFolder) throws IOException, InterruptedException {
        try {
            List<Grades> all = grades(exercisesFolder);
            Path folder = Path.of(setting("learn.grades").orElse("target/grades"));
            GradeFiles.write(all, folder);
            out.println("\nThe grades are in " + folder + ": index.html, grades.csv, junit.xml, and a page for each in "
                    + folder.resolve("students"));
            return true;
        } catch (IllegalArgumentException | CaseFormatException e) {          // of the points, or of what is held back
            out.println(e.getMessage());
            return false;
        }
    }

    private List<Grades> grades(Path exercisesFolder) throws IOException, InterruptedException {
        List<Exercise> exercises = Exercise.all(exercisesFolder);
        List<String> names = exercises.stream().map(Exercise::name).toList();
        Path table = Path.of(setting("learn.points").orElse(exercisesFolder.resolve("points.toml").toString()));
        if (!Files.isRegularFile(table)) {
            throw new IllegalArgumentException("-Dlearn.points=" + table + " is not a file; src/exercise/points.toml shows its form");
        }
        Points points = Points.read(table, names, ServerGrader.stages());
        Optional<String> server = setting("learn.server");
        if (server.isPresent()) {
            Grades grades = new ServerGrader(points).grade(server.get(), setting("learn.paths").orElse(""));
            out.print(line(grades));
            return List.of(grades);
        }
        Path folder = folder("learn.submissions").orElseThrow(() -> new IllegalArgumentException(
                "What is to be graded? Give -Dlearn.submissions=FOLDER, which has a folder for each student, or -Dlearn.server=URL"));
        Optional<Path> secret = folder("learn.secret");
        Map<String, HeldBack> heldBack = secret.isEmpty() ? Map.of() : HeldBack.in(secret.get(), names);
        Optional<Path> lenient = folder(LenientParser.OTHERS);
        if (lenient.isPresent()) {
            requireLoadable(lenient.get());
        }
        StudentCompiler.empty(WORK);
        List<Submission> submissions = new Submissions(Path.of(""), WORK, exercises).in(folder);
        if (submissions.isEmpty()) {
            throw new IllegalArgumentException(folder + " has neither folders nor zips: each is the submission of one student");
        }
        return graded(submissions, exercises, new SubmissionGrader(exercises, points, heldBack, setting("learn.salt").orElse(""),
                lenient.map(Path::toString).orElse(""), classPath));
    }

    /** A parser that can't be made would be a mistake of each student. */
    private static void requireLoadable(Path lenient) throws IOException {
        for (LenientParser each : LenientParser.all(lenient)) {
            LoadedParser.of(each);
        }
    }

    private Optional<Path> folder(String setting) {
        Optional<Path> folder = setting(setting).map(Path::of);
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new IllegalArgumentException("-D" + setting + "=" + folder.get() + " is not a folder");
        }
        return folder;
    }

    /** As many at once as there are processors. Each is told when all before it are. */
    private List<Grades> graded(List<Submission> submissions, List<Exercise> exercises, SubmissionGrader grader)
            throws IOException, InterruptedException {
        Map<String, List<String>> same = same(submissions, exercises);
        ExecutorService threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<Grades>> graded = submissions.stream().map(each -> threads.submit(() -> grader.grade(each))).toList();
            List<Grades> all = new ArrayList<>();
            for (Future<Grades> each : graded) {
                Grades grades = each.get();
                grades.remarks().addAll(same.getOrDefault(grades.student(), List.of()));
                out.print(line(grades));
                all.add(grades);
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Who has handed in the same as somebody else, but for comments and spaces, and not the empty files or the solution. */
    private static Map<String, List<String>> same(List<Submission> submissions, List<Exercise> exercises) throws IOException {
        Map<String, List<String>> remarks = new HashMap<>();
        for (Exercise exercise : exercises) {
            Map<String, List<String>> students = new HashMap<>();
            for (Submission each : submissions) {
                boolean isWhole = exercise.files().stream().allMatch(file -> Files.exists(file.in(each.folder())));
                if (isWhole && !SourceText.isSame(each.folder(), exercise, Written::blank)
                        && !SourceText.isSame(each.folder(), exercise, Written::real)) {
                    students.computeIfAbsent(SourceText.plain(each.folder(), exercise), any -> new ArrayList<>()).add(each.student());
                }
            }
            students.values().stream().filter(each -> each.size() > 1).forEach(group -> group.forEach(student -> remarks
                    .computeIfAbsent(student, any -> new ArrayList<>()).add(exercise.name() + " is the same as that of "
                            + String.join(", ", group.stream().filter(other -> !other.equals(student)).toList()))));
        }
        return remarks;
    }

    private static String line(Grades grades) {
        return String.format("%-20s %6s of %-6s %s%n", grades.student(), Points.text(grades.points()), Points.text(grades.most()),
                grades.grades().stream().map(grade -> grade.name() + " " + Points.text(grade.points())
                        + (grade.isFull() ? "" : " (" + grade.result() + ")")).collect(Collectors.joining(", ")))
                + grades.remarks().stream().map(each -> "    look at: " + each.replaceAll("\\p{Cntrl}", "?") + "\n").collect(Collectors.joining());
    }
}
