package hostling.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import hostling.testing.Proves;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request target in the normal form that handlers use (RFC 3986 sections 5.2.4 and 6.2.2). */
class RequestTargetTest {
    /**
     * RFC 3986 section 5.4 with the references already merged with the base path.
     */
    @Proves({"3986-5.2.4-a", "3986-5.4.2-a", "3986-5.4.2-b", "3986-2.4-c", "3986-7.3-a", "9110-4.2.3-a"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /                   | /
            /b/c/g              | /b/c/g
            /b/c/./g            | /b/c/g
            /b/c/g/             | /b/c/g/
            /b/c/;x             | /b/c/;x
            /b/c/.              | /b/c/
            /b/c/./             | /b/c/
            /b/c/..             | /b/
            /b/c/../            | /b/
            /b/c/../g           | /b/g
            /b/c/../..          | /
            /b/c/../../         | /
            /b/c/../../g        | /g
            # 5.4.2: abnormal ones.
            /b/c/../../../g     | /g
            /b/c/../../../../g  | /g
            /./g                | /g
            /../g               | /g
            /..                 | /
            /../                | /
            /.                  | /
            /../..              | /
            /../../../../etc    | /etc
            /b/c/g.             | /b/c/g.
            /b/c/.g             | /b/c/.g
            /b/c/g..            | /b/c/g..
            /b/c/..g            | /b/c/..g
            /b/c/...            | /b/c/...
            /b/c/./../g         | /b/g
            /b/c/./g/.          | /b/c/g/
            /b/c/g/./h          | /b/c/g/h
            /b/c/g/../h         | /b/c/h
            /b/c/g;x=1/./y      | /b/c/g;x=1/y
            /b/c/g;x=1/../y     | /b/c/y
            /b/..;/c            | /b/..;/c
            # 5.2.4: the example, and empty segments, which are segments too.
            /a/b/c/./../../g    | /a/g
            //                  | //
            /a//b               | /a//b
            /a//../b            | /a/b
            /a/b//..            | /a/b/
            //..                | /
            /..//a              | //a
            # 6.2.2.3: encoded dots are dots.
            /b/c/%2e            | /b/c/
            /b/c/%2E%2e/g       | /b/g
            /b/c/.%2e/g         | /b/g
            /b/c/%2e./g         | /b/g
            /%2e%2e/%2e%2e/etc  | /etc
            # Once decoded is enough, and an encoded slash separates nothing.
            /b/c/%252e%252e/g   | /b/c/%252e%252e/g
            /b/c/..%2fg         | /b/c/..%2Fg
            /b/c%2f..%2f..      | /b/c%2F..%2F..
            /b/c/..%5cg         | /b/c/..%5Cg
            /%7euser/%41%c3%a9  | /~user/A%C3%A9
            """)
    void thePathIsNormalised(String sent, String path) {
        assertEquals(path, target("GET", sent).path());
    }

    /** RFC 3986 section 3.4: there are no dot segments after the question mark. */
    @ParameterizedTest
    @CsvSource({"/a/../b?x/../y, /b, x/../y", "/a?, /a, ''", "/a?b?c, /a, b?c", "/?%2e%41, /, %2e%41",
            "/a/b, /a/b, ''"})
    void theQueryIsLeftAsItWasSent(String sent, String path, String query) {
        assertEquals(new RequestTarget(path, query, "www.example.org"), target("GET", sent));
    }

    /** RFC 9112 section 3.2.2. */
    @Proves({"9112-3.2.2-a", "9112-3.2.2-b", "3986-6.2.3-a", "3986-3.2.2-b", "3986-6.2.2.1-b", "3986-3.1-a"})
    @ParameterizedTest
    @CsvSource({"http://Other.Example/a/../b?c, /b, c, other.example", "HTTP://other.example, /, '', other.example",
            "http://other.example:443?a=b, /, a=b, other.example", "http://[::1]:80/, /, '', [::1]"})
    void anAbsoluteTargetNamesTheHostItself(String sent, String path, String query, String host) {
        assertEquals(new RequestTarget(path, query, host), target("GET", sent));
    }

    @Test
    void theOtherFormsHaveNoPathOfSegments() {
        assertEquals("*", target("OPTIONS", "*").path());
        assertEquals("", target("CONNECT", "a.example:443").path());
    }

    @Test
    void aTargetShowsAsItWouldBeSent() {
        assertEquals("/b?c=d", target("GET", "/a/../b?c=d").toString());
        assertEquals("/b", target("GET", "/b").toString());
        assertEquals("/b%7C?c=%7C", target("GET", "/b|?c=|").toString());
    }

    @Test
    void theSameQueryCanBeAskedOfAnotherPath() {
        assertEquals("/b/?c=d%7C", target("GET", "/b?c=d|").withPath("/b/"));
        assertEquals("/b/", target("GET", "/b").withPath("/b/"));
        assertEquals("/b/", target("GET", "/b?").withPath("/b/"));
    }

    static Stream<Arguments> segments() {
        return Stream.of(
                arguments("/", List.of("")),
                arguments("/a", List.of("a")),
                arguments("/a/", List.of("a", "")),
                arguments("/a//b", List.of("a", "", "b")),
                arguments("/a%20b/c", List.of("a b", "c")),
                arguments("/a%2Fb/c", List.of("a/b", "c")),
                arguments("/..%2F..%2Fetc", List.of("../../etc")),
                arguments("/%252F", List.of("%2F")),
                arguments("/%C3%A9/%E2%82%AC", List.of("\u00e9", "\u20ac")),
                arguments("/a+b", List.of("a+b")),
                arguments("/a%0D%0Ab", List.of("a\r\nb")));
    }

    /** The path is split first; then each segment is decoded. */
    @Proves({"3986-2.4-a", "3986-7.3-a"})
    @ParameterizedTest
    @MethodSource("segments")
    void segmentsAreDecodedEachOnItsOwn(String path, List<String> segments) {
        assertEquals(Optional.of(segments), target("GET", path).segments());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%ff", "/a/%c0%ae", "/a/%c0%ae%c0%ae/b", "/%C3/%A9", "/%ed%a0%80"})
    void aSegmentThatIsNotUtf8HasNoText(String path) {
        assertEquals(Optional.empty(), target("GET", path).segments());
    }

    /** A handler can ask for segments whatever the form of the target. */
    @Test
    void askingForSegmentsNeverThrows() {
        assertTrue(target("OPTIONS", "*").segments().isPresent());
        assertEquals(Optional.of(""), target("CONNECT", "a.example:443").segments()
                .map(names -> String.join("/", names)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a=1&b=2           | a   | 1
            a=1&b=2           | b   | 2
            a=1&a=2           | a   | 1
            a=b=c             | a   | b=c
            a                 | a   | ''
            a=                | a   | ''
            =1                | ''  | 1
            b&a=1             | a   | 1
            &&a=1&            | a   | 1
            a=x+y             | a   | x y
            a=x%2By           | a   | x+y
            a=x%26b=2         | a   | x&b=2
            a=x%2526          | a   | x%26
            x+y=1             | x y | 1
            %61=1             | a   | 1
            caf%C3%A9=%E2%82%AC | caf\u00e9 | \u20ac
            a=1;b=2           | a   | 1;b=2
            %ff=1&a=2         | a   | 2
            a=%ff             | a   | \ufffd
            a=100%&b=%zz      | a   | 100%
            a=100%&b=%zz      | b   | %zz
            """)
    void aParameterIsFoundByItsDecodedName(String query, String name, String value) {
        assertEquals(Optional.of(value), target("GET", "/?" + query).parameter(name));
    }

    @ParameterizedTest
    @CsvSource({"a=1, b", "a=1, A", "a=1, ''", "'', a", "aa=1, a", "b=a=1, a"})
    void aParameterThatIsNotThereIsEmpty(String query, String name) {
        assertEquals(Optional.empty(), target("GET", "/?" + query).parameter(name));
    }

    private static RequestTarget target(String method, String sent) {
        return RequestTarget.of(Requests.head(method + " " + sent + " HTTP/1.1"));
    }

    @Test
    void aTargetMayBeSeenFromBelow() {
        RequestTarget target = RequestTarget.of(Requests.head("GET /a/b/c?d HTTP/1.1"));
        assertEquals("/c?d", target.below("/a/b/").toString());
        assertEquals(target, target.below("/"));
    }

    /** Requests must match the path that a configuration names. */
    @Test
    void aPathThatSomeoneWroteDownGetsTheFormOfRequests() {
        assertEquals("/b%C3%BCcher/~a/%2F", RequestTarget.normalPath("/x/../b\u00fccher/%7ea/%2f"));
        assertEquals("/a%20b", RequestTarget.normalPath("/./a b"));
    }
}
