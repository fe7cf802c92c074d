package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.Finding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each key does, and what the browser sees of it. */
class LearnTest {
    private static final Set<String> SOME = Set.of("bytes", "framing", "chunked");
    private static final Duration WAIT = Duration.ofSeconds(20);

    @TempDir
    private Path temp;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<String> pages = new ArrayList<>();
    private final FakeDemo demo = new FakeDemo();
    private Lesson lesson;
    /** The exercise is right if its file says so. */
    private final Judge judge = new Judge() {
        @Override
        public Verdict at(Exercise exercise) throws IOException {
            boolean isRight = Files.readString(exercise.sources(temp).get(0), UTF_8).contains("// right");
            return new Verdict(isRight ? Verdict.State.PASSED : Verdict.State.FAILED, isRight ? exercise.steps().size() : 1,
                    new Finding("It is <wrong>", "", List.of(new Finding.Words("problem", "a & b")), List.of(), ""), "\nYour code printed:\n  <i>\n");
        }

        @Override
        public Optional<Path> compiled(Exercise exercise) {
            return Optional.of(temp.resolve("classes").resolve(exercise.name()));
        }
    };

    private static final class FakeDemo implements Demo {
        private List<Path> classes = List.of();
        private boolean isRunning;

        @Override
        public void toggle(List<Path> classesOfTheStudent) {
            classes = classesOfTheStudent;
            isRunning = !isRunning;
        }

        @Override
        public boolean isRunning() {
            return isRunning;
        }

        @Override
        public List<Path> classes() {
            return classes;
        }

        @Override
        public int port() {
            return 9999;
        }
    }

    @BeforeEach
    void begin() throws IOException {
        List<Exercise> exercises = Exercise.all(Path.of("src/exercise")).stream().filter(each -> SOME.contains(each.name())).toList();
        lesson = new Lesson(exercises, temp, new Progress(temp.resolve(".done")), judge, false);
    }

    /** What is printed if these keys are pressed one after the other, and then the input ends. For "!", the file is saved. */
    private String after(String... keys) throws Exception {
        Deque<String> left = new ArrayDeque<>(List.of(keys));
        new Learn(lesson, new PrintStream(printed, true, UTF_8), demo, millis -> {
            String next = left.isEmpty() ? Keys.QUIT : left.remove();
            return next.equals("!") ? save() : Optional.of(next);
        }).watch(pages::add);
        assertTrue(left.isEmpty(), "it ended before " + left);
        return printed.toString(UTF_8);
    }

    /** Saves a file that is right, and presses nothing. */
    private Optional<String> save() {
        try {
            Path file = lesson.sources().get(0);
            Files.writeString(file, "// right", UTF_8);
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(1)));
            return Optional.empty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String lastPage() {
        return pages.get(pages.size() - 1);
    }

    @Test
    void atTheBeginningThereIsAnAnswerAndTheKeys() throws Exception {
        String printed = after();
        assertTrue(printed.startsWith("\nThe task is in src/exercise/03-bytes.md.\n\n[---] 1 of 3: Classes of bytes ("), printed);
        assertTrue(printed.endsWith("\nh hint  n next  l list  r reset  s serve  q quit  (then Enter)\n"), printed);
        assertEquals(1, pages.size());
    }

    @Test
    void aFileThatIsSavedIsAnswered() throws Exception {
        String printed = after("!");
        assertTrue(printed.contains("\n[#--] 1 of 3: Classes of bytes"), printed);
        assertTrue(printed.contains("\nAll 12 steps are right.\n"), printed);
        assertTrue(printed.contains("\nn goes to the next exercise."), printed);
        assertEquals(2, pages.size());
        assertTrue(lastPage().contains("All 12 steps are right."), lastPage());
        assertTrue(lastPage().contains("Classes of bytes: <span class=\"done\">done</span>"), lastPage());
    }

    @Test
    void hGivesAHintAndNoAnswer() throws Exception {
        String printed = after("h", "h");
        assertTrue(printed.contains("\nHint 1 of 3\n") && printed.contains("\nHint 2 of 3\n"), printed);
        assertEquals(1, printed.split("\\[---] ", -1).length - 1, printed);
    }

    @Test
    void nGoesToTheNextExercise() throws Exception {
        String printed = after("n");
        assertTrue(printed.contains("\nThe task is in src/exercise/06-framing.md.\n\n[---] 2 of 3: Where the content ends ("), printed);
        assertTrue(lastPage().contains("<h1>Where the content ends</h1>"), lastPage());
    }

    @Test
    void lListsTheExercises() throws Exception {
        String printed = after("l");
        assertTrue(printed.contains("\n>      bytes      Classes of bytes\n       framing    Where the content ends\n"), printed);
    }

    @Test
    void rPutsTheEmptyFileBackAndAnswers() throws Exception {
        String printed = after("!", "r");
        assertTrue(printed.contains("ByteClass.java is empty again. What you had is in "), printed);
        assertTrue(printed.indexOf("[---] 1 of 3", printed.indexOf("is empty again")) > 0, printed);
        assertEquals("// right", Files.readString(temp.resolve("ByteClass.java.old"), UTF_8));
    }

    @Test
    void sStartsTheDemoWithWhatIsDoneAndEndsIt() throws Exception {
        after("!", "s");
        assertEquals(List.of(temp.resolve("classes/bytes")), demo.classes());
        assertTrue(lastPage().contains("It runs at <a href=\"http://127.0.0.1:9999/\">"), lastPage());
        assertTrue(lastPage().contains("with these classes of yours: <code>ByteClass</code>"), lastPage());
        assertTrue(lastPage().contains("<a href=\"http://127.0.0.1:9999/parser.html\">explorer</a>"), lastPage());
        after("s");
        assertFalse(demo.isRunning());
        assertTrue(lastPage().contains("It does not run."), lastPage());
    }

    @Test
    void anUnknownKeyNamesTheKeysAndAnEmptyLineAnswersAgain() throws Exception {
        String printed = after("x");
        assertEquals(2, printed.split("h hint  n next", -1).length - 1, printed);
        assertEquals(1, printed.split("\\[---] ", -1).length - 1, printed);
        assertEquals(3, after("").split("\\[---] ", -1).length - 1, printed);
    }

    @Test
    void qEndsIt() throws Exception {
        Deque<String> left = new ArrayDeque<>(List.of("q", "h"));
        new Learn(lesson, new PrintStream(printed, true, UTF_8), demo, millis -> Optional.of(left.remove())).watch(pages::add);
        assertEquals(List.of("h"), List.copyOf(left));
    }

    @Test
    void theEndOfTheInputEndsItToo() throws InterruptedException {
        Keys keys = Keys.of(new ByteArrayInputStream(" h \n\n".getBytes(UTF_8)));
        assertEquals(Optional.of("h"), keys.await(WAIT.toMillis()));
        assertEquals(Optional.of(""), keys.await(WAIT.toMillis()));
        assertEquals(Optional.of(Keys.QUIT), keys.await(WAIT.toMillis()));
    }

    @Test
    void whatIsWrongIsEscapedOnThePage() throws Exception {
        after();
        assertTrue(lastPage().contains("<h2 class=\"failed\">It is &lt;wrong&gt;</h2>"), lastPage());
        assertTrue(lastPage().contains("<dd>a &amp; b</dd>"), lastPage());
        assertTrue(lastPage().contains("Your code printed:\n  &lt;i&gt;"), lastPage());
        assertTrue(lastPage().contains("Step 2 of 12: A token has letters, digits and fifteen signs"), lastPage());
        assertTrue(lastPage().contains("A parser asks the same question for each byte"), "the task");
        assertFalse(lastPage().contains("Write a private method that does"), "the hints");
    }

    @Test
    void aBrowserHearsOfEachNewPage() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        try (ProgressServer server = ProgressServer.open(0, "first")) {
            URI uri = URI.create(server.address());
            assertEquals("first", client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
            try (InputStream events = client.send(HttpRequest.newBuilder(uri.resolve("/events")).build(), BodyHandlers.ofInputStream()).body()) {
                assertEquals("data: changed\n\n", new String(events.readNBytes(15), UTF_8));
                server.show("second");
                assertEquals("data: changed\n\n", new String(events.readNBytes(15), UTF_8));
            }
            assertEquals("second", client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
        }
    }

    @Test
    void aPortThatIsTakenIsNotNeeded() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            try (ProgressServer server = ProgressServer.open(taken.getLocalPort(), "page")) {
                assertFalse(server.address().endsWith(":" + taken.getLocalPort() + "/"), server.address());
            }
        }
    }
}
