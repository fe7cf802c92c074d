package hostling.features;

import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.features.FeatureTable.Row;
import hostling.features.FeatureTable.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the commands of {@code docs/features.md} as they are written there:
 * {@code mvn test -Pclients -Dtest=FeatureCommandsTest}. The commands need curl, nc, siege, Python and Perl, so these
 * tests exist only with the profile.
 */
class FeatureCommandsTest {
    @TestFactory
    Stream<DynamicNode> commandsPrintWhatThePageSays() throws IOException {
        List<DynamicNode> sections = new ArrayList<>();
        if (Boolean.getBoolean("features.commands")) {
            for (Section section : FeatureTable.sections()) {
                sections.add(DynamicContainer.dynamicContainer(String.join("; ", section.start()), typed(section)));
            }
        }
        return sections.stream();
    }

    /** One shell for the whole section: the first of these tests opens it, and the last one closes it. */
    private static Stream<DynamicTest> typed(Section section) {
        Shell[] shell = {null};
        Stream<DynamicTest> start = Stream.of(DynamicTest.dynamicTest("start", () -> {
            shell[0] = Shell.open();
            shell[0].start(section.start());
        }));
        Stream<DynamicTest> rows = section.rows().stream().filter(row -> !row.command().isEmpty()).map(row ->
                DynamicTest.dynamicTest(FeatureTable.PAGE + ":" + row.line(), () -> compare(shell[0], row)));
        Stream<DynamicTest> end = Stream.of(DynamicTest.dynamicTest("end", () -> shell[0].close()));
        return Stream.of(start, rows, end).flatMap(all -> all);
    }

    private static void compare(Shell shell, Row row) throws IOException {
        String printed = lines(shell.run(row.command()));
        String expected = lines(shell.ours(String.join("\n", row.prints())));
        String pattern = Stream.of(expected.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        assertTrue(Pattern.compile(pattern, Pattern.DOTALL).matcher(printed).matches(),
                () -> row.command() + "\nprinted:\n" + printed + "\ninstead of:\n" + expected);
    }

    /** Strips white space around lines and drops empty lines: a table cell has no room for them. */
    private static String lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
