package hostling.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The PROXY protocol (haproxy.org, proxy-protocol.txt): what a proxy says before the first byte of a connection. */
class ProxyHeaderParserTest {
    static final String SIGNATURE = "0d0a0d0a 000d0a51 5549540a ";
    private static final String IPV4 = "c0000201 c6336401 dc04 01bb";
    private static final String IPV6 = "20010db8000000000000000000000001 00000000000000000000000000000001 dc04 0050";

    static String bytes(String hex) {
        return new String(HexFormat.of().parseHex(hex.replace(" ", "")), ISO_8859_1);
    }

    /** Reads a header, one byte at a time. The request after it is left in the buffer. */
    private static ProxyHeader read(String header) {
        ByteBuffer whole = ISO_8859_1.encode(header + "GET /");
        ProxyHeaderParser parser = new ProxyHeaderParser();
        assertFalse(parser.hasBegun());
        for (int count = 1; count < header.length(); count++) {
            assertNull(parser.next(whole.limit(count)), "after " + count + " bytes");
            assertTrue(parser.hasBegun());
        }
        ProxyHeader read = parser.next(whole.limit(whole.capacity()));
        assertEquals(header.length(), whole.position(), "nothing of the request is taken");
        assertEquals(read, new ProxyHeaderParser().next(ISO_8859_1.encode(header)), "it may come at once");
        return read;
    }

    private static Violation violation(String start) {
        return assertThrows(ProtocolException.class, () -> new ProxyHeaderParser().next(ISO_8859_1.encode(start))).violation();
    }

    @ParameterizedTest
    @CsvSource({"TCP4 192.0.2.1 198.51.100.1 56324 443, 192.0.2.1, 443", "TCP6 2001:DB8:0::1 ::1 0 65535, 2001:db8::1, 65535",
        "TCP6 ::ffff:192.0.2.1 ::ffff:1.2.3.4 1 2, 192.0.2.1, 2", "UNKNOWN, , 0", "UNKNOWN whatever it says, , 0"})
    void version1NamesTheClient(String line, String source, int port) {
        assertEquals(new ProxyHeader(Optional.ofNullable(source), port, false), read("PROXY " + line + "\r\n"));
    }

    @Test
    void theLongestLineHas107Bytes() {
        String longest = "PROXY UNKNOWN " + "x".repeat(107 - 14 - 2) + "\r\n";
        assertEquals(ProxyHeader.LOCAL, read(longest));
        assertEquals(Violation.PROXY_HEADER_SYNTAX, violation("PROXY UNKNOWN " + "x".repeat(107 - 14)));
    }

    @ParameterizedTest
    @CsvSource({"21 11 000c " + IPV4 + ", 192.0.2.1, 443, false", "21 21 0024 " + IPV6 + ", 2001:db8::1, 80, false",
        "21 11 0010 " + IPV4 + " 03 0001 78, 192.0.2.1, 443, false", "21 11 0014 " + IPV4 + " 20 0005 01 00000000, 192.0.2.1, 443, true",
        "21 11 0014 " + IPV4 + " 20 0005 06 00000000, 192.0.2.1, 443, false", "21 11 000f " + IPV4 + " 20 0000, 192.0.2.1, 443, false",
        "21 11 0012 " + IPV4 + " 20 0000 01 0000, 192.0.2.1, 443, false",
        "21 11 0018 " + IPV4 + " 03 0001 78 20 0005 01 00000000, 192.0.2.1, 443, true",
        "20 00 0000, , 0, false", "20 11 000c " + IPV4 + ", , 0, false", "21 31 0003 61 62 63, , 0, false", "21 12 000c " + IPV4 + ", , 0, false"})
    void version2NamesTheClient(String hex, String source, int port, boolean secure) {
        assertEquals(new ProxyHeader(Optional.ofNullable(source), port, secure), read(bytes(SIGNATURE + hex)));
    }

    @Test
    void version2HasALimit() {
        assertEquals(ProxyHeader.LOCAL, read(bytes(SIGNATURE + "20 00 1000") + "x".repeat(4096)));
        assertEquals(Violation.PROXY_HEADER_SYNTAX, violation(bytes(SIGNATURE + "20 00 1001")));
    }

    @Test
    void theLastExtensionMayNotBeCutOffAtTheLimit() {
        String almostAll = "21 11 1000 " + IPV4 + " 03 0ff0";
        assertEquals(Violation.PROXY_HEADER_SYNTAX, violation(bytes(SIGNATURE + almostAll) + "x".repeat(0xff0) + "\u0020"));
    }

    /** The place of the first byte that is wrong. */
    @Test
    void aRefusalNamesThePlace() {
        ProtocolException refusal = assertThrows(ProtocolException.class,
                () -> new ProxyHeaderParser().next(ISO_8859_1.encode("PROPFIND / ")));
        assertEquals(3, refusal.offset());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY \r\n", "PROXY TCP4\r\n", "PROXY TCP4 1.2.3.4 1.2.3.4 1 2\n", "PROXY TCP4 1.2.3 1.2.3.4 1 2\r\n",
        "PROXY TCP4 1.2.3.4 x 1 2\r\n", "PROXY TCP4 1.2.3.4 1.2.3.4 1 65536\r\n", "PROXY TCP4 1.2.3.4 1.2.3.4 -1 2\r\n",
        "PROXY TCP6 1.2.3.4 1.2.3.4 1 2\r\n", "PROXY TCP4 ::1 ::1 1 2\r\n", "PROXY TCP4  1.2.3.4 1.2.3.4 1 2\r\n",
        "PROXY UNKNOWN x\n", "PROXY UDP4 1.2.3.4 1.2.3.4 1 2\r\n", "PROXY TCP4 1.2.3.4 1.2.3.4 01 2\r\n", "PROXY TCP4 1.2.3.4 1.2.3.4 x 2\r\n"})
    void anInvalidLineIsRefused(String header) {
        assertEquals(Violation.PROXY_HEADER_SYNTAX, violation(header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"22 11 000c " + IPV4, "11 11 000c " + IPV4, "21 11 000b " + "c0000201 c6336401 dc04 01", "21 11 ffff",
        "21 11 000e " + IPV4 + " 03 00", "21 11 000f " + IPV4 + " 03 0001", "21 11 0010 " + IPV4 + " 20 0002 01"})
    void anInvalidVersion2IsRefused(String hex) {
        assertEquals(Violation.PROXY_HEADER_SYNTAX, violation(bytes(SIGNATURE + hex)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n", "\r\nGET /", "\r\n\r\nG", "PROXYGET", "PROPFIND / ", "\u0016", "\n"})
    void aRequestIsNoHeader(String request) {
        assertEquals(Violation.PROXY_HEADER_MISSING, violation(request));
    }
}
