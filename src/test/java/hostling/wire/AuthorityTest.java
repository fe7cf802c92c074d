package hostling.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.testing.Proves;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code host} and {@code host:port}, anywhere in a run of bytes. */
class AuthorityTest {
    @Proves("3986-3.2.2-a")
    @ParameterizedTest
    @CsvSource({"a, a, -1", "A.Example, a.example, -1", "a:, a, -1", "a:0, a, 0", "a:1, a, 1", "a:65535, a, 65535",
        "127.0.0.1:80, 127.0.0.1, 80", "[::], [::], -1", "[::1]:8080, [::1], 8080", "[1::], [1::], -1",
        "[1:2:3:4:5:6:7:8], [1:2:3:4:5:6:7:8], -1", "[1:2:3:4:5:6:7::], [1:2:3:4:5:6:7:0], -1",
        "[::2:3:4:5:6:7:8], [0:2:3:4:5:6:7:8], -1", "[1::3:4:5:6:7:8]:1, [1:0:3:4:5:6:7:8], 1",
        "[::ffff:1.2.3.4], [::ffff:1.2.3.4], -1", "[1:2:3:4:5:6:1.2.3.4], [1:2:3:4:5:6:102:304], -1",
        "[::1.2.3.4]:9, [::102:304], 9", "[0:0:0:0:0:0:0:1], [::1], -1", "[ABCD::], [abcd::], -1"})
    void aHostMayHaveAPort(String text, String host, int port) {
        assertEquals(Optional.of(new Authority(host, port)), parsed("", text, ""));
        assertEquals(Optional.of(new Authority(host, port)), parsed("]:[", text, ":[]"));
    }

    @Proves("3986-3.2.2-a")
    @ParameterizedTest
    @ValueSource(strings = {"", ":", ":80", "a:b", "a:-1", "a:+1", "a:65536", "a:000080", "a:80:80", "a b", "a/", "u@a",
        "[", "]", "[]", "[]:80", "[::1", "::1", "[::1]80", "[::1]:x", "[:]", "[:::]", "[1::2::3]", "[1:2:3:4:5:6:7]",
        "[1:2:3:4:5:6:7:8:9]", "[1:2:3:4:5:6:7:8::]", "[::1:2:3:4:5:6:7:8]", "[1:2:3:4::5:6:7:8]", "[12345::]", "[g::]",
        "[::1.2.3]", "[::1.2.3.256]", "[1.2.3.4::]", "[1:2:3:4:5:6:7:1.2.3.4]", "[::1%eth0]", "[v1.a]", "[1:]", "[:1]"})
    void whatIsNeitherIsRefused(String text) {
        assertEquals(Optional.empty(), parsed("", text, ""));
        assertEquals(Optional.empty(), parsed("]:[", text, ":[]"));
    }

    private static Optional<Authority> parsed(String before, String text, String behind) {
        ByteBuilder bytes = new ByteBuilder(1);
        byte[] all = (before + text + behind).getBytes(ISO_8859_1);
        bytes.add(all, 0, all.length);
        int from = before.length();
        int to = from + text.length();
        Optional<Authority> parsed = Authority.parse(bytes, from, to);
        assertEquals(parsed.isPresent(), Authority.isValid(bytes, from, to), "parse and isValid agree");
        return parsed;
    }
}
