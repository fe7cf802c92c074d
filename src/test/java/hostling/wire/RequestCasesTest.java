package hostling.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import hostling.testing.CaseRunner;
import hostling.cases.RequestCase;
import hostling.testing.TargetServer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every case of {@code test-data/requests}: in one piece, byte by byte, cut in two anywhere, followed by a pipelined
 * request that the parser must leave alone, and after one. The README in that folder says how a case is written.
 */
class RequestCasesTest {
    private static final Path CASES = Path.of("test-data/requests");

    @TestFactory
    Stream<DynamicContainer> requestCases() {
        return CaseRunner.testsOf(RequestCase.readAll(CASES));
    }

    /** Except those of what comes before the first request. */
    @Test
    void everyViolationIsTheOutcomeOfACase() {
        Set<Violation> without = EnumSet.complementOf(EnumSet.of(Violation.PROXY_HEADER_MISSING, Violation.PROXY_HEADER_SYNTAX));
        RequestCase.readAll(CASES).stream().map(RequestCase::violation).filter(name -> !name.isEmpty())
                .forEach(name -> without.remove(Violation.valueOf(name)));
        assertEquals(Set.of(), without);
    }

    /** With {@code -Dcases.target=HOST:PORT}, that server must refuse the same cases; without it, there is no test. */
    @TestFactory
    Stream<DynamicTest> theServerThatIsNamedRefusesTheSame() {
        return TargetServer.fromProperty().stream().flatMap(server -> RequestCase.readAll(CASES).stream()
                .filter(c -> !c.violation().isEmpty())
                .map(c -> dynamicTest(c.heading(), c.source(), () -> server.check(c))));
    }
}
