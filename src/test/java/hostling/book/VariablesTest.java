package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A script learns all of a request, except what would mislead it or betray somebody. */
class VariablesTest {
    private static Variables of(String target, String... fields) {
        return new Variables("GET " + target + " HTTP/1.1", List.of(fields));
    }

    @Test
    void theTargetIsSplitIntoScriptPathAndQuery() {
        assertEquals(Map.of("REQUEST_METHOD", "GET", "SERVER_PROTOCOL", "HTTP/1.1", "SCRIPT_NAME", "/cgi-bin/test.sh",
                "PATH_INFO", "/a/b", "QUERY_STRING", "c=/d?e"), of("/cgi-bin/test.sh/a/b?c=/d?e").all());
    }

    @Test
    void withoutAPathThereIsNoPathInfoAndWithoutAQueryAnEmptyOne() {
        assertEquals(Map.of("REQUEST_METHOD", "GET", "SERVER_PROTOCOL", "HTTP/1.1", "SCRIPT_NAME", "/cgi-bin/old/test.sh",
                "QUERY_STRING", ""), of("/cgi-bin/old/test.sh").all());
    }

    @Test
    void aScriptIsAWholeSegment() {
        assertThrows(IllegalArgumentException.class, () -> of("/cgi-bin/test.sh.old"));
        assertThrows(IllegalArgumentException.class, () -> of("/cgi-bin/"));
    }

    @Test
    void aFieldBecomesAVariableWithAPrefix() {
        Map<String, String> all = of("/cgi-bin/test.sh", "User-Agent: curl", "HOST:a.test", "Content-Length: 7").all();
        assertEquals("curl", all.get("HTTP_USER_AGENT"));
        assertEquals("a.test", all.get("HTTP_HOST"));
        assertEquals("7", all.get("CONTENT_LENGTH"));
        assertEquals(Set.of(), of("/cgi-bin/test.sh", "User-Agent: curl").leftOut().keySet());
    }

    /** No field of a client can set a variable that is not its own: all others begin with {@code HTTP_}. */
    @Test
    void aFieldCannotTakeThePlaceOfAnotherVariable() {
        Map<String, String> all = of("/cgi-bin/test.sh", "Path: /tmp", "Request-Method: POST").all();
        assertEquals("/tmp", all.get("HTTP_PATH"));
        assertEquals("GET", all.get("REQUEST_METHOD"));
    }

    @Test
    void someFieldsAreLeftOutHoweverTheyAreWritten() {
        Variables variables = of("/cgi-bin/test.sh", "PROXY: http://192.0.2.1/", "Authorization: Basic YTpi", "X_Admin: yes",
                "Connection: close", "Transfer-Encoding: chunked");
        assertEquals(Set.of("PROXY", "Authorization", "X_Admin", "Connection", "Transfer-Encoding"), variables.leftOut().keySet());
        assertEquals(Set.of("REQUEST_METHOD", "SERVER_PROTOCOL", "SCRIPT_NAME", "QUERY_STRING"), variables.all().keySet());
    }
}
