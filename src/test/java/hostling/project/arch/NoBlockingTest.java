package hostling.project.arch;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped code keeps the rules against blocking. */
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
