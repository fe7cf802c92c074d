package hostling.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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

    @Property
    void anAddressIsReadAsItIsWritten(@ForAll("addresses") byte[] address) throws UnknownHostException {
        String text = IpAddress.text(address);
        Optional<byte[]> read = address.length == 4 ? IpAddress.parseIpv4(text) : IpAddress.parseIpv6(text);
        assertArrayEquals(address, read.orElseThrow());
        assertEquals(InetAddress.getByAddress(address), InetAddress.getByName(IpAddress.uriHost(address)), "as Java reads it");
    }

    /** RFC 5952 section 4.2, in another way: of all texts with one "::", the first one that leaves out the most groups. */
    @Property
    void theFirstLongestRunOfZerosIsLeftOut(@ForAll("ipv6") byte[] address) {
        List<String> groups = Stream.of(HexFormat.of().formatHex(address).split("(?<=\\G.{4})"))
                .map(group -> group.replaceFirst("^0+(?=.)", "")).toList();
        String best = String.join(":", groups);
        int most = 1;
        for (int from = 0; from < groups.size(); from++) {
            for (int to = from + 1; to <= groups.size() && groups.get(to - 1).equals("0"); to++) {
                if (to - from > most) {
                    most = to - from;
                    best = String.join(":", groups.subList(0, from)) + "::" + String.join(":", groups.subList(to, groups.size()));
                }
            }
        }
        String text = IpAddress.text(address);
        assertEquals(best, text.startsWith("::ffff:") && text.contains(".") ? best : text);
    }

    @Provide
    Arbitrary<byte[]> addresses() {
        return Arbitraries.oneOf(ipv6(), octets().array(byte[].class).ofSize(4));
    }

    @Provide
    Arbitrary<byte[]> ipv6() {
        return octets().array(byte[].class).ofSize(16);
    }

    /** Few different octets: what is special is a run of zeros. */
    private static Arbitrary<Byte> octets() {
        return Arbitraries.of((byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 0xab, (byte) 0xff);
    }
}
