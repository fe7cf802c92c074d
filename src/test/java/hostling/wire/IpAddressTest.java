package hostling.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IP addresses: RFC 4291 section 2.2 is read, RFC 5952 is written. */
class IpAddressTest {
    /** The rules of RFC 5952 sections 4 and 5, one by one. */
    @ParameterizedTest
    @CsvSource({"2001:0db8::0001, 2001:db8::1", "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1", "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", "2001:DB8::ABCD, 2001:db8::abcd", "0:0:0:0:0:0:0:0, ::",
        "1:0:0:0:0:0:0:0, 1::", "0:0:0:0:0:0:0:1, ::1", "::FFFF:127.0.0.1, ::ffff:127.0.0.1",
        "::ffff:7f00:1, ::ffff:127.0.0.1", "64:ff9b::192.0.2.33, 64:ff9b::c000:221"})
    void anIpv6AddressHasOneCanonicalForm(String text, String canonical) {
        assertEquals(Optional.of("[" + canonical + "]"), IpAddress.canonicalLiteral("[" + text + "]"));
        assertEquals(Optional.of(canonical), IpAddress.parseIpv6(text).map(IpAddress::text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ":::", "::1::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2:3:4:5:6:7:8",
        "12345::", "g::", "::1%eth0", "::1.2.3", "::1.2.3.256", "::01.2.3.4", "1.2.3.4::", "1.2.3.4", "[::1]", " ::1", "::1 ",
        "::+1", "::1.2.3.4:5"})
    void anyOtherTextIsNoIpv6Address(String text) {
        assertEquals(Optional.empty(), IpAddress.parseIpv6(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.", "1..2.3", "1.2.3.4 ", "+1.2.3.4",
        "0x7f.0.0.1", "::1", "1.2.3.1000"})
    void anyOtherTextIsNoIpv4Address(String text) {
        assertEquals(Optional.empty(), IpAddress.parseIpv4(text));
    }
}
