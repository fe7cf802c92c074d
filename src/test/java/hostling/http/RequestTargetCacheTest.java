package hostling.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import hostling.wire.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cache returns what parsing the target again would return. */
class RequestTargetCacheTest {
    private final RequestTargetCache targets = new RequestTargetCache();

    @Test
    void aTargetIsTakenApartOnce() {
        RequestTarget first = targets.of(head("/a/../b?c=d", "a"));
        assertEquals(new RequestTarget("/b", "c=d", "a"), first);
        assertSame(first, targets.of(head("/a/../b?c=d", "a")));
    }

    @ParameterizedTest
    @CsvSource({"/a, b, /a, c", "/a, b, /b, b", "/a, b, /a?, b", "/a, b, http://b/a, b", "/a, b, /a, b:80",
            "http://b/a, c, http://b/a, d"})
    void whatDiffersInAnythingIsAnother(String target, String host, String otherTarget, String otherHost) {
        RequestTarget first = targets.of(head(target, host));
        assertNotSame(first, targets.of(head(otherTarget, otherHost)));
        assertSame(first, targets.of(head(target, host)));
    }

    @Test
    void aRequestWithoutAHostIsNotOneWithAnEmptyEnd() {
        RequestHead without = Requests.headOf("GET /a HTTP/1.0\r\n\r\n");
        assertEquals("", targets.of(without).host());
        assertEquals("b", targets.of(head("/a", "b")).host());
        assertSame(targets.of(without), targets.of(Requests.headOf("GET /a HTTP/1.0\r\n\r\n")));
    }

    /** Many more targets than slots, in an order in which they overwrite each other. */
    @Test
    void whateverWasAskedForBeforeTheAnswerIsRight() {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 4 * RequestTargetCache.SLOTS; i++) {
            paths.add("/" + Integer.toString(i, 36));
        }
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            String path = paths.get(random.nextInt(paths.size()));
            String host = "h" + random.nextInt(3);
            assertEquals(new RequestTarget(path, "", host), targets.of(head(path, host)));
        }
    }

    /** The cached address also has a space and a host, here of one letter. */
    @Test
    void theLongestTargetThatIsRememberedFillsItsPlace() {
        String path = "/" + "x".repeat(RequestTargetCache.ADDRESS_BYTES_MAX - 3);
        assertSame(targets.of(head(path, "a")), targets.of(head(path, "a")));
        assertNotSame(targets.of(head(path + "x", "a")), targets.of(head(path + "x", "a")));
    }

    @Test
    void aTargetThatIsTooLongToRememberIsRightEachTime() {
        String path = "/" + "x".repeat(RequestTargetCache.ADDRESS_BYTES_MAX);
        RequestTarget first = targets.of(head(path, "a"));
        RequestTarget second = targets.of(head(path, "a"));
        assertEquals(path, first.path());
        assertEquals(first, second);
        assertNotSame(first, second);
    }

    private static RequestHead head(String target, String host) {
        return Requests.headOf("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }
}
