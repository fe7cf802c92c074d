package hostling.project.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.Bytes;
import hostling.cases.RequestCase;
import hostling.wire.Limits;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The state machine and the grammar agree on every case, even if it is cut off anywhere. */
class TwoParsersTest {
    /** Inputs up to this size are cut off at every place, longer ones, which reach a limit, only at their end. */
    private static final int EVERY_PLACE_BYTES_MAX = 300;

    @TestFactory
    Stream<DynamicTest> theySayTheSameOfEveryCase() {
        return Seeds.cases().stream().map(c -> DynamicTest.dynamicTest(c.heading(), c.source(), () -> {
            int first = c.input().length <= EVERY_PLACE_BYTES_MAX ? 0 : c.input().length - 1;
            for (int length = first; length <= c.input().length; length++) {
                Reading.requireAgreement(Arrays.copyOf(c.input(), length), Limits.DEFAULT);
            }
        }));
    }

    /** Tests the grammar by itself, because two parsers that read nothing would agree, too. */
    @Test
    void theGrammarReadsRequests() {
        Reading reading = Reading.byGrammar(Bytes.latin1("POST /a?b HTTP/1.1\r\nHost:a \r\ntransfer-encoding: chunked\r\n\r\n"
                + "3;x=\"y\"\r\nabc\r\n0\r\nT: u\r\n\r\nGET"), Limits.DEFAULT);
        assertEquals("incomplete after [AbnfRequest[method=POST, target=/a?b, minorVersion=1, fields=[Field[name=Host, "
                + "value=a], Field[name=transfer-encoding, value=chunked]], content=abc, trailers=[Field[name=T, "
                + "value=u]], end=84]]", reading.toString());
    }

    @Test
    void theGrammarGivesEachCaseItsStatus() {
        List<RequestCase> refused = Seeds.cases().stream().filter(c -> c.status() > 0).toList();
        for (RequestCase c : refused) {
            assertEquals(c.status(), Reading.byGrammar(c.input(), Limits.DEFAULT).status(), c::location);
        }
        assertTrue(refused.size() > 100, () -> "only " + refused.size() + " cases");
    }

    /** A disagreement is seen: here the grammar gets another request. */
    @Test
    void aDisagreementFails() {
        byte[] bytes = Bytes.latin1("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Limits limits = Limits.DEFAULT;
        Reading other = Reading.byGrammar(Bytes.latin1("GET / HTTP/1.1\r\nHost: b\r\n\r\n"), limits);
        AssertionError error = assertThrows(AssertionError.class,
                () -> Reading.byMachine(bytes, limits).requireSame(other, bytes, limits));
        assertTrue(error.getMessage().contains("value=b"), error.getMessage());
    }
}
