package hostling.wire;

import hostling.testing.ResponseCase;
import hostling.testing.ResponseCaseRunner;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Runs every case of {@code test-data/responses}. The README in that folder says how a case is written. */
class ResponseCasesTest {
    @TestFactory
    Stream<? extends DynamicNode> responseCases() {
        return ResponseCaseRunner.testsOf(ResponseCase.all());
    }
}
