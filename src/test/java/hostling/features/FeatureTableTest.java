package hostling.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.config.ConfigurationFile;
import hostling.config.LoadResult;
import hostling.features.FeatureTable.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/features.md} names only tests and files that exist, and leaves out none of this package. */
class FeatureTableTest {
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path AUDIT = Path.of("docs/audit.md");
    private static final String BUILD = "mvn -q -Dmaven.test.skip package";
    private static final Pattern CONFIGURATION = Pattern.compile("test-data/(?:site|config)/[a-z0-9-]+\\.toml");
    private static final Pattern TEST_METHOD = Pattern.compile("@Test\\s+void (\\w+)\\(");
    /** The reader copies a configuration to this file. */
    private static final String COPY = "test-data/site/current.toml";
    private static final Set<String> BROKEN = Set.of("broken.toml", "one-broken-host.toml", "same-port-twice.toml");

    private static List<Row> rows() throws IOException {
        List<Row> rows = FeatureTable.sections().stream().flatMap(section -> section.rows().stream()).toList();
        assertTrue(rows.size() > 100, "the tables are found");
        return rows;
    }

    private static Stream<Path> configurations() throws IOException {
        return Files.list(ProjectCopy.SITE).filter(file -> file.toString().endsWith(".toml"))
                .filter(file -> !file.toString().equals(COPY)).sorted();
    }

    @Test
    void everyRowHasATestAndACommandSaysWhatItPrints() throws IOException {
        for (Row row : rows()) {
            assertFalse(row.tests().isEmpty(), row::toString);
            assertEquals(row.command().isEmpty(), row.prints().isEmpty(), row::toString);
        }
    }

    /** What the audit shows is run with the other commands: by {@link FeatureCommandsTest}. */
    @Test
    void theCommandsOfTheAuditAreRowsOfThisPage() throws IOException {
        Set<String> typed = new TreeSet<>(Set.of(BUILD));
        FeatureTable.sections().forEach(section -> typed.addAll(section.start()));
        rows().forEach(row -> typed.add(row.command()));
        List<String> shown = Pattern.compile("(?ms)^```sh\n(.*?)^```$").matcher(Files.readString(AUDIT)).results()
                .flatMap(block -> block.group(1).lines()).toList();
        assertTrue(shown.size() > 30, "the commands are found");
        assertEquals(List.of(), shown.stream().filter(line -> !typed.contains(line)).toList());
    }

    /** A name is {@code Class#method} or a path; a word after it must be in that file, or in one of the same folder. */
    @Test
    void everyTestIsThere() throws IOException {
        for (Row row : rows()) {
            String texts = "";
            for (String name : row.tests()) {
                if (name.contains("#")) {
                    Path file = source(name.substring(0, name.indexOf('#')));
                    String method = name.substring(name.indexOf('#') + 1);
                    assertTrue(Pattern.compile(" " + method + "\\(").matcher(Files.readString(file)).find(), name);
                    texts = textsBeside(file);
                } else if (name.equals(".ci/run")) {
                    texts = Files.readString(Path.of(name));
                } else {
                    assertTrue(texts.contains(name), row.line() + ": " + name);
                }
            }
        }
    }

    private static Path source(String className) throws IOException {
        try (Stream<Path> all = Files.walk(TESTS)) {
            List<Path> found = all.filter(file -> file.endsWith(className + ".java")).toList();
            assertEquals(1, found.size(), className);
            return found.get(0);
        }
    }

    private static String textsBeside(Path source) throws IOException {
        StringBuilder texts = new StringBuilder();
        try (Stream<Path> files = Files.list(source.getParent())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.append(Files.readString(file));
            }
        }
        return texts.toString();
    }

    @Test
    void everyTestOfAFeatureIsNamed() throws IOException {
        Set<String> named = new TreeSet<>();
        rows().forEach(row -> named.addAll(row.tests()));
        List<String> missing = new ArrayList<>();
        try (Stream<Path> files = Files.list(TESTS.resolve("hostling/features"))) {
            for (Path file : files.filter(any -> any.toString().endsWith("FeaturesTest.java")).toList()) {
                String className = file.getFileName().toString().replace(".java", "");
                Matcher method = TEST_METHOD.matcher(Files.readString(file));
                while (method.find()) {
                    missing.add(className + "#" + method.group(1));
                }
            }
        }
        assertTrue(missing.removeAll(named), "tests are found");
        assertEquals(List.of(), missing);
    }

    @Test
    void everyConfigurationIsNamedAndThere() throws IOException {
        Set<String> named = new TreeSet<>();
        Matcher name = CONFIGURATION.matcher(Files.readString(FeatureTable.PAGE));
        while (name.find()) {
            named.add(name.group());
        }
        assertTrue(named.remove(COPY));
        named.forEach(file -> assertTrue(Files.exists(Path.of(file)), file));
        try (Stream<Path> files = configurations()) {
            assertEquals(List.of(), files.map(Path::toString).filter(file -> !named.contains(file)).toList());
        }
    }

    @Test
    void goodFilesHaveNoProblemAndBrokenOnesHave() throws IOException {
        try (ProjectCopy project = ProjectCopy.make(); Stream<Path> files = configurations()) {
            for (String name : files.map(file -> file.getFileName().toString()).toList()) {
                LoadResult loaded = ConfigurationFile.read(project.site(name), List.of());
                if (BROKEN.contains(name)) {
                    assertFalse(loaded.isWhole(), name);
                } else {
                    assertEquals(List.of(), loaded.diagnostics(), name);
                }
            }
        }
    }
}
