package hostling.project.arch;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped code keeps the house rules. */
class HouseRulesTest {
    static List<Rule> rules() {
        return HouseRules.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theShippedCodeKeepsTheRule(Rule rule) {
        rule.check(Codebase.SHIPPED);
    }
}
