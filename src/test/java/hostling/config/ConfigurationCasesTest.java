package hostling.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broken files and their messages: each file of {@code test-data/config} ends with the expected messages, in comments
 * that the test removes before it reads the file.
 */
class ConfigurationCasesTest {
    private static final Path CASES = Path.of("test-data/config");
    private static final String EXPECTED = "#! ";

    @TempDir
    private Path temp;
    private Site site;

    @BeforeEach
    void makeTheFolderThatTheFilesSpeakOf() throws IOException {
        site = Site.in(temp);
    }

    @TestFactory
    Stream<DynamicTest> eachFileGivesItsMessages() throws IOException {
        return cases().stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            List<String> expected = lines(file).stream().filter(line -> line.startsWith(EXPECTED))
                    .map(line -> new String(line.getBytes(ISO_8859_1), UTF_8)).toList();
            assertEquals(String.join("\n", expected), String.join("\n", told(read(file))));
        }));
    }

    @Test
    void eachMistakeIsMadeInAFile() throws IOException {
        Set<DiagnosticKind> made = EnumSet.noneOf(DiagnosticKind.class);
        for (Path file : cases()) {
            read(file).diagnostics().forEach(problem -> made.add(problem.kind()));
        }
        assertEquals(EnumSet.allOf(DiagnosticKind.class), made);
    }

    @Test
    void eachMessageSaysWhatIsWrongAndWhatIsRight() throws IOException {
        for (Path file : cases()) {
            for (Diagnostic problem : read(file).diagnostics()) {
                assertTrue(problem.message().matches(".+; .+"), problem::toString);
            }
        }
    }

    private static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            List<Path> cases = files.filter(file -> file.toString().endsWith(".toml")).sorted().toList();
            assertTrue(cases.size() >= 60, "files are found");
            return cases;
        }
    }

    /** Octets as characters: one of the files is not UTF-8. */
    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, ISO_8859_1);
    }

    private LoadResult read(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        lines(file).stream().filter(line -> !line.startsWith(EXPECTED)).forEach(line -> text.append(line).append('\n'));
        Path copy = site.folder().resolve("case.toml");
        Files.writeString(copy, text, ISO_8859_1);
        return ConfigurationFile.read(copy, site.programs());
    }

    private List<String> told(LoadResult loaded) {
        List<String> lines = new ArrayList<>();
        for (Diagnostic problem : loaded.diagnostics()) {
            String line = problem.toString().substring(problem.file().length() + 1);
            lines.add(EXPECTED + line.replace(site.folder().toString(), "SITE"));
        }
        lines.add(EXPECTED + "hosts: " + loaded.configuration().map(good -> good.hosts().size()).orElse(0));
        return lines;
    }
}
