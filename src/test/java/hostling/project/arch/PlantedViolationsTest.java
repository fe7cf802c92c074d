package hostling.project.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A rule that can't fail is useless, so {@code planted} breaks each rule on purpose. The lines that break a rule are
 * marked {@code // breaks NAME, NAME}; a mark on its own line stands for something that has no line in a class file: a
 * type or a field. A rule has to report the marked lines and no others, which also tests its exceptions.
 */
class PlantedViolationsTest {
    private static final Pattern MARK = Pattern.compile("^(.*)// breaks ([a-z-]+(?:, [a-z-]+)*)$");
    private static final Pattern PLACE = Pattern.compile("\\((\\w+\\.java:\\d+)\\)");

    static List<Rule> rules() {
        return Stream.of(LayerRules.ALL, BlockingRules.ALL, HouseRules.ALL).flatMap(List::stream).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theRuleReportsTheMarkedLinesAndNoOthers(Rule rule) throws IOException {
        Set<String> reported = rule.brokenBy(Codebase.PLANTED).stream()
                .flatMap(line -> PLACE.matcher(line).results().map(place -> place.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(marked(rule.name()), reported, rule.name());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theRuleHasAPlantedOffender(Rule rule) throws IOException {
        assertFalse(marked(rule.name()).isEmpty(), "no line is marked '// breaks " + rule.name() + "'");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void eachCallThatTheRuleForbidsIsPlanted(Rule rule) {
        for (Call call : rule.calls()) {
            assertTrue(Codebase.PLANTED.classes().stream().map(JavaClass::getAccessesFromSelf).flatMap(Set::stream)
                    .anyMatch(call::matches), "nothing planted uses " + call);
        }
    }

    @Test
    void eachMarkNamesARule() throws IOException {
        Set<String> names = rules().stream().map(Rule::name).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(rules().size(), names.size(), "two rules have one name");
        Set<String> marks = new TreeSet<>();
        for (Path file : plantedFiles()) {
            Files.readAllLines(file).forEach(line -> marks.addAll(namesIn(line)));
        }
        assertEquals(names, marks);
    }

    /** The reports name a file without its folder. */
    @Test
    void noTwoPlantedFilesHaveOneName() throws IOException {
        List<String> names = plantedFiles().stream().map(file -> file.getFileName().toString())
                .filter(name -> !name.equals("package-info.java")).toList();
        assertEquals(names.size(), Set.copyOf(names).size(), names.toString());
    }

    @Test
    void theShippedClassesAreAllThereAndNoTestIsAmongThem() {
        assertTrue(Codebase.SHIPPED.classes().contain("hostling.loop.EventLoop"));
        assertFalse(Codebase.SHIPPED.classes().contain(Codebase.class));
    }

    @Test
    void commentsAndLiteralsAreNotCode() {
        String source = """
                a("\\"synchronized ("); // synchronized (
                /* synchronized (
                   synchronized ( */ b('"', \"""
                       synchronized (\""", 'c');
                """;
        assertEquals("a();\n\nb(,\n,);\n", SourceRules.codeOf(source).replace(" ", ""));
    }

    private static Set<String> marked(String rule) throws IOException {
        Set<String> places = new TreeSet<>();
        for (Path file : plantedFiles()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (namesIn(lines.get(i)).contains(rule)) {
                    boolean alone = lines.get(i).stripLeading().startsWith("// breaks");
                    places.add(file.getFileName() + ":" + (alone ? 0 : i + 1));
                }
            }
        }
        return places;
    }

    private static List<String> namesIn(String line) {
        Matcher mark = MARK.matcher(line);
        return mark.matches() ? List.of(mark.group(2).split(", ")) : List.of();
    }

    private static List<Path> plantedFiles() throws IOException {
        Path root = Codebase.PLANTED.sources().resolve(Codebase.PLANTED.base().replace('.', '/'));
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
