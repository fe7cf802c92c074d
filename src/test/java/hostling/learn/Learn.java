package hostling.learn;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command: watches the files of the current exercise, and answers whenever one is saved. */
public final class Learn {
    private static final Path EXERCISES = Path.of("src/exercise");
    /** Where the student writes; Git ignores it. */
    private static final Path MINE = EXERCISES.resolve("mine");
    private static final Path WORK = Path.of("target/exercise");
    private static final int PROGRESS_PORT = 8081;
    private static final long LOOK_MILLIS = 150;
    private static final String KEYS = "h hint  n next  l list  r reset  s serve  q quit  (then Enter)";

    private final Lesson lesson;
    private final PrintStream out;
    private final Demo demo;
    private final Keys keys;
    private Optional<Verdict> last = Optional.empty();

    Learn(Lesson lesson, PrintStream out, Demo demo, Keys keys) {
        this.lesson = lesson;
        this.out = out;
        this.demo = demo;
        this.keys = keys;
    }

    /**
     * Teaches.
     *
     * @param arguments what to do: "watch", "check", "list", "serve" or "grade"; the name of an exercise, or "all"; and the port of the demo
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean isTerminal = System.console() != null;
        String classPath = classPath();
        if (arguments[0].equals("grade")) {
            if (!new GradeCommand(System::getProperty, classPath, System.out).run(EXERCISES)) {
                System.exit(1);
            }
            return;
        }
        Lesson lesson = new Lesson(Exercise.all(EXERCISES), MINE, new Progress(MINE.resolve(".done")),
                new Attempt(MINE, WORK, classPath, Effort.OF_THE_TUTOR), isTerminal);
        boolean isChosen = !arguments[1].equals("all");
        if (isChosen) {
            lesson.choose(arguments[1]);
        }
        try (DemoServer demo = new DemoServer(classPath, Integer.parseInt(arguments[2]))) {
            Learn learn = new Learn(lesson, System.out, demo, Keys.of(isTerminal ? System.in : InputStream.nullInputStream()));
            if (!learn.run(arguments[0], isChosen, isTerminal, demo)) {
                System.exit(1);
            }
        }
    }

    /** Where the classes of this program are. Maven runs it in its own process, with a loader of classes for it. */
    private static String classPath() {
        if (!(Learn.class.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path");
        }
        return Stream.of(loader.getURLs()).map(url -> Path.of(URI.create(url.toString())).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private boolean run(String what, boolean isChosen, boolean isTerminal, DemoServer server) throws IOException, InterruptedException {
        switch (what) {
            case "check":
                return isChosen ? answer() : checkAll();
            case "list":
                out.print(lesson.list());
                return true;
            case "serve":
                server.start(lesson.classesOfWhatIsDone());
                server.waitFor();
                return true;
            case "watch":
                if (isTerminal) {
                    try (ProgressServer progress = ProgressServer.open(Integer.getInteger("learn.progress", PROGRESS_PORT), page())) {
                        out.printf("%nYour progress in the browser: %s%n", progress.address());
                        watch(progress::show);
                    }
                } else {
                    answer();
                }
                return true;
            default:
                throw new IllegalArgumentException("-Dlearn is watch, check, list, serve or grade");
        }
    }

    private boolean checkAll() throws IOException, InterruptedException {
        for (Exercise each : lesson.exercises()) {
            lesson.choose(each.name());
            if (!answer()) {
                return false;
            }
        }
        return true;
    }

    private boolean answer() throws IOException, InterruptedException {
        Verdict verdict = lesson.verdict();
        last = Optional.of(verdict);
        out.print(lesson.words(verdict));
        return verdict.isPassed();
    }

    /**
     * Looks at the files and waits for keys, in turn, up to the key that ends it.
     *
     * @param pages gets the page of the progress, whenever it may have changed
     */
    void watch(Consumer<String> pages) throws IOException, InterruptedException {
        List<FileTime> answered = null;
        out.print(lesson.task());
        while (true) {
            List<FileTime> saved = saved();
            if (!saved.equals(answered)) {
                answered = saved;
                if (answer()) {
                    out.print(lesson.advice());
                }
                out.println("\n" + KEYS);
                pages.accept(page());
            }
            Optional<String> key = keys.await(LOOK_MILLIS);
            if (key.isPresent()) {
                if (key.get().equals(Keys.QUIT)) {
                    return;
                }
                if (obey(key.get())) {
                    answered = null;
                    last = Optional.empty();
                }
                pages.accept(page());
            }
        }
    }

    private String page() throws IOException {
        return new ProgressPage(lesson, last, demo).html();
    }

    private List<FileTime> saved() throws IOException {
        List<FileTime> saved = new ArrayList<>();
        for (Path each : lesson.sources()) {
            saved.add(Files.exists(each) ? Files.getLastModifiedTime(each) : FileTime.fromMillis(0));
        }
        return saved;
    }

    /** Does what a key wants; true if an answer is due after it. */
    private boolean obey(String key) throws IOException {
        switch (key) {
            case "h" -> out.print(lesson.hint());
            case "l" -> out.print(lesson.list());
            case "s" -> demo.toggle(lesson.classesOfWhatIsDone());
            case "r" -> out.print(lesson.reset());
            case "n" -> {
                lesson.next();
                out.print(lesson.task());
            }
            default -> out.println(KEYS);
        }
        return key.equals("n") || key.equals("r") || key.isEmpty();
    }
}
