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

/** IP addresses as text, for any address. */
class IpAddressProperties {
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
