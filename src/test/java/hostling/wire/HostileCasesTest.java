package hostling.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import hostling.cases.Bytes;
import hostling.testing.CaseRunner;
import hostling.cases.RequestCase;
import hostling.testing.TargetServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every case of {@code test-data/hostile} like those of {@link RequestCasesTest}, and checks that the corpus is as
 * its README says.
 */
class HostileCasesTest {
    private static final Path CASES = Path.of("test-data/hostile");
    private static final int CASES_MIN = 200;
    private static final Pattern SMUGGLED_HEAD = Pattern.compile("(?m)^head \\S+ /smuggled ");

    @TestFactory
    Stream<DynamicContainer> hostileCases() {
        return CaseRunner.testsOf(RequestCase.readAllWithSources(CASES));
    }

    @Test
    void thereAreManyOfThem() {
        assertTrue(RequestCase.readAllWithSources(CASES).size() >= CASES_MIN);
    }

    /** A request hidden in content, in a chunk extension or in a trailer section asks for {@code /smuggled}. */
    @Test
    void nothingThatIsSmuggledIsReadAsARequest() {
        List<String> read = RequestCase.readAllWithSources(CASES).stream()
                .filter(c -> SMUGGLED_HEAD.matcher(c.events()).find()).map(RequestCase::location).toList();
        assertEquals(List.of(), read);
    }

    /** An attack that leaves the server waiting would say nothing about the request after it. */
    @Test
    void everyCaseEndsInARefusalOrIsWhole() {
        List<String> incomplete = RequestCase.readAllWithSources(CASES).stream().filter(RequestCase::isIncomplete)
                .map(RequestCase::location).toList();
        assertEquals(List.of(), incomplete);
    }

    /** Neither in this corpus nor in {@code test-data/requests}. */
    @Test
    void noCaseIsThereTwice() {
        Map<String, String> seen = new HashMap<>();
        for (RequestCase c : RequestCase.readAll(Path.of("test-data/requests"))) {
            List.of(c.id(), Bytes.show(c.input())).forEach(what -> seen.put(what, c.location()));
        }
        for (RequestCase c : RequestCase.readAllWithSources(CASES)) {
            for (String what : List.of(c.id(), c.heading(), Bytes.show(c.input()))) {
                assertNull(seen.put(what, c.location()), () -> c.location() + " is not the first with " + what);
            }
        }
    }

    @Test
    void everyFamilyIsIntroducedAndInTheTable() throws IOException {
        String readme = Files.readString(CASES.resolve("README.md"), UTF_8);
        Set<String> files = RequestCase.readAllWithSources(CASES).stream()
                .map(c -> Path.of(c.source().getPath()).getFileName().toString()).collect(Collectors.toSet());
        for (String file : files) {
            assertTrue(readme.contains("| [" + file + "](" + file + ") |"), () -> file + " is not in the table");
            List<String> lines = Files.readAllLines(CASES.resolve(file), UTF_8);
            assertTrue(lines.get(0).startsWith("# ") && lines.get(2).isEmpty(), file);
            assertFalse(lines.get(3).isEmpty() || lines.get(3).startsWith("#"), () -> file + " has no introduction");
        }
    }

    /** As in {@link RequestCasesTest}, but the server must not answer the request after the case either. */
    @TestFactory
    Stream<DynamicTest> theServerThatIsNamedRefusesTheSame() {
        return TargetServer.fromProperty().stream().flatMap(server -> RequestCase.readAllWithSources(CASES).stream()
                .filter(c -> !c.violation().isEmpty())
                .map(c -> dynamicTest(c.heading(), c.source(),
                        () -> server.check(c.followedBy(CaseRunner.SECOND_REQUEST)))));
    }
}
