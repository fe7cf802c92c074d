package hostling.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of addresses (RFC 4632 section 3.1). */
class IpRangeTest {
    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, 10.255.255.255, true", "10.0.0.0/8, 11.0.0.0, false", "192.168.1.128/25, 192.168.1.127, false",
        "192.168.1.128/25, 192.168.1.128, true", "0.0.0.0/0, 255.1.2.3, true", "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false", "127.0.0.1/32, 127.0.0.1, true", "::1, ::1, true", "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false", "::/0, 1.2.3.4, false", "0.0.0.0/0, ::1, false", "2001:db8::/127, 2001:db8::1, true",
        "2001:db8::/127, 2001:db8::2, false", "127.0.0.1, ::ffff:127.0.0.1, true", "::ffff:127.0.0.1, 127.0.0.1, true",
        "::ffff:10.0.0.0/104, 10.1.2.3, true", "::ffff:10.0.0.0/104, 11.1.2.3, false"})
    void anAddressIsInItOrNot(String range, String address, boolean isInIt) {
        assertEquals(isInIt, IpRange.parse(range).orElseThrow().contains(IpAddress.parse(address).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.1/8", "::1/64", "::/129",
        "10.0.0.0/8/8", "localhost", "10.0.0/8", "10.0.0.0/1000", "[::1]",
        "::ffff:0.0.0.0/95"})
    void anyOtherTextIsNoRange(String text) {
        assertEquals(Optional.empty(), IpRange.parse(text));
    }
}
