package hostling.project.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The chapters of the book have what a reader expects of each of them, and no term is used before it is introduced. */
class BookTest {
    private static final Path FOLDER = Path.of("docs/book");
    private static final Path EXERCISES = Path.of("src/exercise");
    private static final Path EXAMPLES = Path.of("www/parser-examples.json");
    private static final List<String> PARTS =
            List.of("The picture", "Predict", "Try it", "A mistake that real servers made", "Exercises", "Read next");
    private static final Pattern EXERCISE = Pattern.compile("\\(\\.\\./\\.\\./src/exercise/([0-9]{2}-[a-z-]+\\.md)\\)");
    private static final Pattern EXAMPLE = Pattern.compile("parser\\.html#example=([a-z-]+)");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern TERM = Pattern.compile("(?m)^\\| \\*\\*([^*]+)\\*\\* \\|(?:.*\\bbook ([0-9]+))?.*$");
    private static final Pattern BOLD = Pattern.compile("\\*\\*([^*]+)\\*\\*");

    private static List<Chapter> chapters;
    private static String glossary;

    @BeforeAll
    static void readThem() throws IOException {
        chapters = Chapter.in(FOLDER).stream().filter(each -> name(each).matches("[0-9]{2}-.*")).toList();
        glossary = Files.readString(Path.of("docs/glossary.md"));
    }

    private static String name(Chapter chapter) {
        return chapter.file().getFileName().toString();
    }

    private static String text(Chapter chapter) {
        return String.join("\n", chapter.lines());
    }

    private static List<String> without(Predicate<Chapter> wanted) {
        return chapters.stream().filter(wanted.negate()).map(BookTest::name).toList();
    }

    @Test
    void eachChapterHasItsParts() {
        for (Chapter chapter : chapters) {
            List<String> headings = chapter.lines().stream().filter(line -> line.startsWith("## ")).map(line -> line.substring(3)).toList();
            assertEquals(PARTS, headings.stream().filter(PARTS::contains).toList(), name(chapter));
            assertTrue(chapter.lines().get(2).startsWith("**The question.** "), name(chapter));
        }
    }

    @Test
    void eachChapterTellsOfAMistakeWithANumber() {
        assertEquals(List.of(), without(chapter -> text(chapter).matches("(?s).*\\bCVE-[0-9]{4}-[0-9]+\\b.*")));
    }

    @Test
    void eachChapterLeadsToTheCodeAndToAnRfc() {
        assertEquals(List.of(), without(chapter -> text(chapter).contains("(../../src/main/java/hostling/")));
        assertEquals(List.of(), without(chapter -> text(chapter).matches("(?s).*\\bRFC [0-9]+,? section.*")));
    }

    /** All commands with an output are run: see {@link Terminal}. */
    @Test
    void eachChapterHasSomethingToTypeAndNothingIsShownUntried() {
        Terminal terminal = new Terminal(0);
        for (Chapter chapter : chapters) {
            assertTrue(!chapter.consoles().isEmpty(), name(chapter) + " has no command");
            chapter.consoles().forEach(console -> assertTrue(terminal.typed(console).isPresent(), chapter.file() + ":" + console.line()));
        }
    }

    @Test
    void eachExerciseHasThreeSizesAndAnswers() throws IOException {
        String answers = Files.readString(FOLDER.resolve("answers.md"));
        for (Chapter chapter : chapters) {
            String title = chapter.lines().get(0).substring(2);
            String section = part(text(chapter), "Exercises");
            List<String> answered = numbered(part(answers, title));
            assertEquals(List.of("1", "2", "3"), numbered(section), title);
            assertEquals(List.of("1", "2", "3"), answered.stream().distinct().toList(), "answers to " + title);
        }
    }

    private static List<String> numbered(String section) {
        return Pattern.compile("(?m)^([0-9])\\. ").matcher(section).results().map(match -> match.group(1)).toList();
    }

    private static String part(String text, String heading) {
        Matcher part = Pattern.compile("(?ms)^## " + Pattern.quote(heading) + "$(.*?)(?=^## |\\z)").matcher(text);
        assertTrue(part.find(), "there is no part " + heading);
        return part.group(1);
    }

    private static List<String> exercises() throws IOException {
        try (Stream<Path> files = Files.list(EXERCISES)) {
            return files.map(each -> each.getFileName().toString()).filter(each -> each.matches("[0-9]{2}-.*")).sorted().toList();
        }
    }

    /** From the exercise a student finds the chapter, and from the chapter the exercise. */
    @Test
    void chaptersAndExercisesLeadToEachOther() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Chapter chapter : chapters) {
            for (String exercise : all(EXERCISE, text(chapter))) {
                named.add(exercise);
                String back = "(../../docs/book/" + name(chapter) + ")";
                assertTrue(Files.readString(EXERCISES.resolve(exercise)).contains(back), exercise + " has no link " + back);
            }
        }
        assertEquals(exercises(), List.copyOf(named));
    }

    /** The plans for teachers leave out no exercise. */
    @Test
    void thePlansForTeachersHaveAllExercises() throws IOException {
        String plan = part(Files.readString(Path.of("docs/teaching.md")), "Six weeks");
        assertEquals(List.of(), exercises().stream().filter(each -> !plan.contains("(../src/exercise/" + each + ")")).toList());
    }

    /** From the example in the explorer a reader finds the chapter, and from the chapter the example. */
    @Test
    void chaptersAndExamplesLeadToEachOther() throws IOException {
        Map<String, String> examples = new LinkedHashMap<>();
        Matcher example = Pattern.compile("\"key\": \"([a-z-]+)\".*?\"chapter\": \"([^\"]*)\"").matcher(Files.readString(EXAMPLES));
        while (example.find()) {
            examples.put(example.group(1), example.group(2));
        }
        for (Chapter chapter : chapters) {
            for (String key : all(EXAMPLE, text(chapter))) {
                assertTrue(examples.containsKey(key), name(chapter) + " names no example: " + key);
            }
        }
        for (Map.Entry<String, String> each : examples.entrySet()) {
            Path chapter = FOLDER.resolve(each.getValue());
            assertTrue(Files.readString(chapter).contains("parser.html#example=" + each.getKey()), each + " is not in its chapter");
        }
    }

    /**
     * The glossary says which chapter introduces a term. There it stands in bold when a reader meets it first, and no chapter before
     * uses it. In italics a term is only named, for later.
     */
    @Test
    void noTermIsUsedBeforeItIsIntroduced() {
        List<String> early = new ArrayList<>();
        Map<Chapter, String> texts = new LinkedHashMap<>();
        chapters.forEach(chapter -> texts.put(chapter, prose(chapter)));
        terms().forEach((term, number) -> {
            String words = Pattern.quote(term).replace(" ", "\\E\\s+\\Q") + "(?:e?s)?";
            Pattern used = Pattern.compile("(?i)(?<![\\w-])" + words + "(?![\\w-])");
            Pattern introduced = Pattern.compile("(?i)\\*\\*" + words + "\\*\\*");
            texts.forEach((chapter, prose) -> {
                if (number(chapter) == number && !introduced.matcher(prose).find()) {
                    early.add(name(chapter) + " does not introduce " + term);
                } else if (number(chapter) <= number) {
                    Matcher introduction = introduced.matcher(prose);
                    Matcher use = used.matcher(withoutOtherTerms(prose, words));
                    if (use.find() && !(introduction.find() && number(chapter) == number && use.start() >= introduction.start())) {
                        early.add(name(chapter) + " uses " + term + ": " + around(prose, use.start()));
                    }
                }
            });
        });
        assertEquals(List.of(), early);
    }

    /** Blanks what stands in bold, but for one term: a longer term may begin with a shorter one that comes after it. */
    private static String withoutOtherTerms(String prose, String words) {
        return Pattern.compile("(?i)\\*\\*(?!" + words + "\\*\\*)[^*]+\\*\\*").matcher(prose).replaceAll(found -> " ".repeat(found.group().length()));
    }

    private static int number(Chapter chapter) {
        return Integer.parseInt(name(chapter).substring(0, 2));
    }

    private static String around(String prose, int at) {
        return prose.substring(Math.max(0, at - 30), Math.min(prose.length(), at + 40)).replace('\n', ' ');
    }

    /** What is introduced can be looked up later. */
    @Test
    void theGlossaryHasWhatTheBookIntroduces() {
        Set<String> terms = terms().keySet();
        List<String> missing = new ArrayList<>();
        for (Chapter chapter : chapters) {
            Stream<String> bold = all(BOLD, prose(chapter)).stream().filter(each -> !each.endsWith(".")).map(each -> each.replaceAll("\\s+", " "));
            bold.filter(each -> Stream.of(each, each.replaceAll("s$", ""), each.replaceAll("es$", ""))
                    .noneMatch(form -> terms.stream().anyMatch(form::equalsIgnoreCase))).forEach(each -> missing.add(name(chapter) + ": " + each));
        }
        assertEquals(List.of(), missing);
    }

    /** The terms of the glossary, without what is in parentheses after them, and the chapters that introduce them; for others a large number. */
    private static Map<String, Integer> terms() {
        Map<String, Integer> terms = new LinkedHashMap<>();
        Matcher row = TERM.matcher(glossary);
        while (row.find()) {
            terms.put(row.group(1).replaceAll(" \\(.*\\)", ""), row.group(2) == null ? Integer.MAX_VALUE : Integer.parseInt(row.group(2)));
        }
        return terms;
    }

    /** The text without code, headings, the addresses of links, and what stands in italics. */
    private static String prose(Chapter chapter) {
        String text = FENCE.matcher(text(chapter)).replaceAll("").replaceAll("(?m)^#.*$|^!\\[.*$", "").replaceAll("`[^`]*`", "");
        return text.replaceAll("]\\([^)]*\\)", "]").replaceAll("<[^>]*>", "").replaceAll("(?<!\\*)\\*[^*\\s][^*]*\\*(?!\\*)", "");
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
