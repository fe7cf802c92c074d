package hostling.project.arch;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing in the shipped code waits, locks or runs beside the loop. */
class NoBlockingTest {
    static List<Rule> rules() {
        return BlockingRules.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theShippedCodeKeepsTheRule(Rule rule) {
        rule.check(Codebase.SHIPPED);
    }
}
