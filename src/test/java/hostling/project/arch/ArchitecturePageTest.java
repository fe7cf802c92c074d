package hostling.project.arch;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.domain.JavaClass;
import hostling.testing.tutor.Freshness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page about the architecture has the dependencies that the classes really have, and the rules that ArchUnit really checks.
 * {@code mvn test -Dtest=ArchitecturePageTest -Ddocs.update=true} writes both anew.
 */
class ArchitecturePageTest {
    private static final Path PAGE = Path.of("docs/architecture.md");
    private static final boolean UPDATE = Boolean.getBoolean("docs.update");
    private static final Pattern REASON = Pattern.compile(", because (.*)", Pattern.DOTALL);

    @Test
    void thePageHasTheLayersAndTheRulesOfTheCode() throws IOException {
        String page = Files.readString(PAGE);
        String fresh = replaced(replaced(page, "layers", layers()), "rules", rules());
        if (UPDATE) {
            Files.writeString(PAGE, fresh);
            return;
        }
        Freshness.require(fresh, page, PAGE + " shows rules or layers that have changed",
                "mvn test -Dtest=ArchitecturePageTest -Ddocs.update=true");
    }

    private static String replaced(String page, String name, String table) {
        return Pattern.compile("(?s)(<!-- " + name + " -->\n).*?\n\n").matcher(page)
                .replaceFirst(mark -> Matcher.quoteReplacement(mark.group(1) + table + "\n\n"));
    }

    private static String layers() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass each : Codebase.SHIPPED.classes()) {
            Set<String> used = uses.computeIfAbsent(layer(each), any -> new TreeSet<>());
            each.getDirectDependenciesFromSelf().stream().map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith("hostling.")).map(ArchitecturePageTest::layer)
                    .filter(target -> !target.equals(layer(each))).forEach(used::add);
        }
        return uses.entrySet().stream().map(layer -> "| `" + layer.getKey() + "` | "
                + layer.getValue().stream().map(used -> "`" + used + "`").collect(joining(", ")) + " |")
                .collect(joining("\n", "| Layer | uses |\n|---|---|\n", ""));
    }

    private static String layer(JavaClass type) {
        return type.getPackageName().replaceFirst("^hostling\\.", "").replaceFirst("\\..*", "");
    }

    private static String rules() throws IOException {
        StringBuilder table = new StringBuilder("| Rule | because | A class that breaks it |\n|---|---|---|");
        for (Rule rule : PlantedViolationsTest.rules()) {
            Matcher reason = REASON.matcher(rule.form().apply(Codebase.SHIPPED).getDescription());
            table.append("\n| ").append(rule).append(" | ").append(reason.find() ? reason.group(1) : "").append(" | ")
                    .append(planted(rule.name())).append(" |");
        }
        return table.toString();
    }

    /** A link to one of the classes that break a rule on purpose. */
    private static String planted(String rule) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java/hostling/project/arch/planted"))) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
            for (Path source : sources) {
                if (Pattern.compile("// breaks .*\\b" + rule + "\\b").matcher(Files.readString(source)).find()) {
                    return "[" + source.getFileName().toString().replace(".java", "") + "](../" + source.toString().replace('\\', '/') + ")";
                }
            }
        }
        throw new AssertionError("nothing planted breaks " + rule);
    }
}
