package hostling.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.Bytes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parsers are compared fairly. */
@Tag("stress")
class LoadedParserTest {
    private static final String TWO_READINGS = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "2\r\nab\r\n0\r\n\r\nGET /admin HTTP/1.1\r\n";

    @Test
    void aChangeChangesItsParserAlone() throws IOException {
        byte[] sent = Bytes.latin1(TWO_READINGS);
        assertEquals("error 400 LENGTH_AND_CODING at 75", LoadedParser.strict().read(sent).words());
        assertEquals("a request POST / with 2 bytes of content, then it waits for more", LoadedParser.named("coding-wins").read(sent).words());
        assertEquals(LoadedParser.strict().read(sent), LoadedParser.named("first-length").read(sent));
    }

    @Test
    void theLastMessageIsTheOneThatIsReadOtherwise() throws IOException {
        LoadedParser lenient = LoadedParser.named("coding-wins");
        assertFalse(lenient.tryProperties().isPassed());
        List<byte[]> heard = lenient.heard();
        byte[] last = heard.get(heard.size() - 1);
        assertTrue(LoadedParser.strict().read(last).isRefused());
        assertFalse(lenient.read(last).isRefused());
    }
}
