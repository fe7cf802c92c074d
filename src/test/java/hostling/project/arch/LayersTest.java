package hostling.project.arch;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped code keeps the layer rules. */
class LayersTest {
    static List<Rule> rules() {
        return LayerRules.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theShippedCodeKeepsTheRule(Rule rule) {
        rule.check(Codebase.SHIPPED);
    }
}
