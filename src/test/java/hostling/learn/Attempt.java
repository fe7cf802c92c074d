package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.cases.Finding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Compiles the class of a student, and tries it in a process of its own. */
final class Attempt implements Judge {
    /** Enough for what is left in a pipe. A process that a student has started may hold the pipe open. */
    private static final long DRAIN_MILLIS = 1_000;
    private static final int PRINTED_MAX = 2_000;

    private final Path sources;
    private final Path work;
    private final String classPath;
    private final Effort effort;

    /**
     * @param sources   the folder with the student's sources
     * @param work      a folder for what is made of them
     * @param classPath the server, its tests, and what these need
     */
    Attempt(Path sources, Path work, String classPath, Effort effort) {
        this.sources = sources;
        this.work = work;
        this.classPath = classPath;
        this.effort = effort;
    }

    /** The folder for the classes of an exercise. */
    Path classes(Exercise exercise) {
        return work.resolve("classes").resolve(exercise.name());
    }

    @Override
    public Optional<Path> compiled(Exercise exercise) throws IOException {
        Path classes = classes(exercise);
        List<Path> sources = classSources(exercise);
        boolean isRight = !sources.isEmpty() && sources.stream().allMatch(Files::exists)
                && new StudentCompiler(classPath).compile(sources, classes).isEmpty();
        return isRight ? Optional.of(classes) : Optional.empty();
    }

    private List<Path> classSources(Exercise exercise) {
        return exercise.files().stream().filter(Written::isClass).map(each -> each.in(sources)).toList();
    }

    @Override
    public Verdict at(Exercise exercise) throws IOException, InterruptedException {
        Optional<Finding> before = beforeItRuns(exercise);
        return before.isPresent() ? new Verdict(Verdict.State.FAILED, 0, before.get()) : run(exercise);
    }

    /** Compiles the files; what is wrong although nothing has run yet. */
    Optional<Finding> beforeItRuns(Exercise exercise) throws IOException {
        for (Path each : exercise.sources(sources)) {
            if (!Files.exists(each)) {
                return Optional.of(finding(each.getFileName() + " is not there", new Finding.Words("now", "r writes the empty file anew.")));
            }
        }
        Path classes = classes(exercise);
        Optional<Finding> error = new StudentCompiler(classPath).compile(classSources(exercise), classes);
        if (error.isPresent()) {
            return error;
        }
        for (String type : exercise.classNames()) {
            Set<String> missing = Signatures.missing(type, classes);
            if (!missing.isEmpty()) {
                return Optional.of(finding("Other classes call " + type.substring(type.lastIndexOf('.') + 1) + ", and miss something",
                        new Finding.Words("missing", String.join("\n", missing)),
                        new Finding.Words("now", "Names, parameters and types of what is not private have to stay as they were.")));
            }
        }
        return Optional.empty();
    }

    private static Finding finding(String heading, Finding.Part... parts) {
        return new Finding(heading, "", List.of(parts), List.of(), "");
    }

    /** Tries the classes that were compiled last. */
    Verdict run(Exercise exercise) throws IOException, InterruptedException {
        String password = UUID.randomUUID().toString();
        Process process = new ProcessBuilder(command(exercise)).start();
        AtomicReference<Verdict> last = new AtomicReference<>(new Verdict(Verdict.State.RUNNING, 0, finding("The first check")));
        StringBuilder printed = new StringBuilder();
        Thread answers = reader(() -> readAnswers(process.getInputStream(), password + " ", last));
        Thread prints = reader(() -> readPrinted(process.getErrorStream(), printed));
        tell(process, new Orders(password, effort.heldBack()));
        boolean ended = process.waitFor(effort.secondsMax(), TimeUnit.SECONDS);
        if (ended) {                                    // what it said is still in the pipe, and the next call closes that
            answers.join(DRAIN_MILLIS);
            prints.join(DRAIN_MILLIS);
        }
        process.destroyForcibly().waitFor();
        answers.join();
        prints.join();
        Verdict verdict = last.get();
        if (verdict.state() == Verdict.State.RUNNING) {
            verdict = new Verdict(Verdict.State.FAILED, verdict.stepsPassed(), endedBy(verdict.finding(), ended));
        }
        return new Verdict(verdict.state(), verdict.stepsPassed(), verdict.finding(),
                printed.isEmpty() ? "" : "\nYour code printed:\n" + printed.toString().stripTrailing().indent(2));
    }

    /** What was tried when the process ended without a word, or had to be ended. */
    private static Finding endedBy(Finding tried, boolean ended) {
        List<Finding.Part> parts = new ArrayList<>(tried.parts());
        parts.add(new Finding.Words("problem", ended ? "Your code ended the whole program. Memory may be exhausted, or something stopped it."
                : "Your code does not come back. It waits, and nothing comes."));
        return new Finding(tried.heading(), tried.location(), parts, tried.requirements(), tried.chapter());
    }

    private static void tell(Process process, Orders orders) {
        try {
            orders.write(process.getOutputStream());
        } catch (IOException e) {
            // The process has ended already, and its answer says why.
        }
    }

    private List<String> command(Exercise exercise) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-ea", "-Dlearn.patience=" + effort.patienceSeconds(),
                "-D" + Checks.TRIES + "=" + effort.tries(), "-D" + Exercise.FOLDER + "=" + sources));
        if (!effort.seed().isEmpty()) {
            command.add("-Dproperties.seed=" + effort.seed());
        }
        if (!effort.lenient().isEmpty()) {
            command.add("-D" + LenientParser.OTHERS + "=" + effort.lenient());
        }
        command.addAll(List.of("-cp", classes(exercise) + System.getProperty("path.separator") + classPath, Grader.class.getName(),
                exercise.file().toString(), sources.toString()));
        return command;
    }

    private static Thread reader(Runnable reading) {
        Thread thread = new Thread(reading, "reader of a student's process");
        thread.start();
        return thread;
    }

    /** Keeps the last answer. Lines without the password come from somebody else. */
    private static void readAnswers(InputStream output, String password, AtomicReference<Verdict> last) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(password)) {
                    last.set(Verdict.decoded(line.substring(password.length())));
                }
            }
        } catch (IOException e) {
            // The process had to be ended, and its pipe with it. What it said before counts.
        }
    }

    /** Keeps the beginning, and reads on: a process that nobody listens to would wait. */
    private static void readPrinted(InputStream output, StringBuilder printed) {
        byte[] buffer = new byte[8192];
        try (output) {
            for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
                int room = Math.min(count, PRINTED_MAX - printed.length());
                if (room > 0) {
                    printed.append(new String(buffer, 0, room, UTF_8));
                }
            }
        } catch (IOException e) {
            // As above.
        }
    }
}
