package hostling.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Sizes, durations, addresses and suggestions, for all values. */
class ConfigurationValuesProperties {
    @Property
    void aSizeIsReadAsItIsWritten(@ForAll @LongRange(min = 0) long bytes) throws InvalidValueException {
        assertEquals(bytes, Sizes.read(Sizes.text(bytes)));
    }

    @Property
    void aDurationIsReadAsItIsWritten(@ForAll @LongRange(min = 0) long millis) throws InvalidValueException {
        assertEquals(Duration.ofMillis(millis), Durations.read(Durations.text(Duration.ofMillis(millis))));
    }

    @Property
    void anAddressIsReadAsJavaReadsIt(@ForAll("ips") byte[] ip, @ForAll @IntRange(max = 65_535) int port)
            throws InvalidValueException, UnknownHostException {
        InetAddress host = InetAddress.getByAddress(ip);
        String text = ip.length == 4 ? host.getHostAddress() : "[" + groups(ip) + "]";
        assertEquals(new InetSocketAddress(host, port), Addresses.read(text + ":" + port));
    }

    @Property
    void anAddressIsReadAsItIsWritten(@ForAll("ips") byte[] ip, @ForAll @IntRange(max = 65_535) int port)
            throws InvalidValueException, UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(ip), port);
        assertEquals(address, Addresses.read(Addresses.text(address)));
    }

    @Property
    void noTextIsLookedUpAndNoneLeadsToAnotherException(@ForAll("nearlyAddresses") String text) {
        try {
            InetSocketAddress address = Addresses.read(text);
            assertTrue(text.endsWith(Integer.toString(address.getPort())) || text.matches(".*[^0-9]?0+[0-9]*"), text);
        } catch (InvalidValueException e) {
            assertTrue(e.kind().name().matches("ADDRESS_.*|PORT_RANGE"), e.kind()::name);
        }
    }

    @Property
    void distanceIsZeroForEqualWordsAloneAndTheSameBothWays(@ForAll("words") String one, @ForAll("words") String other) {
        assertEquals(one.equals(other), Suggestion.distance(one, other) == 0);
        assertEquals(Suggestion.distance(one, other), Suggestion.distance(other, one));
        int longer = Math.max(one.length(), other.length());
        int shorter = Math.min(one.length(), other.length());
        assertTrue(Suggestion.distance(one, other) >= longer - shorter, "the shorter word lacks that many letters");
        assertTrue(Suggestion.distance(one, other) <= longer, "all letters can be replaced");
    }

    @Property
    void oneSlipIsADistanceOfOne(@ForAll("words") String word, @ForAll @IntRange(max = 5) int at) {
        String slip = word.substring(0, Math.min(at, word.length())) + "X" + word.substring(Math.min(at, word.length()));
        assertEquals(1, Suggestion.distance(word, slip));
        assertEquals(word, Suggestion.nearest(slip.toUpperCase(Locale.ROOT), List.of(word, "completely-other"))
                .orElseThrow());
    }

    @Property
    void whatIsNoSizeIsRefused(@ForAll("units") String unit, @ForAll @LongRange(min = 0, max = 1000) long number) {
        assertThrows(InvalidValueException.class, () -> Sizes.read(number + " " + unit + "x"));
        assertThrows(InvalidValueException.class, () -> Sizes.read(unit));
        assertThrows(InvalidValueException.class, () -> Sizes.read("-" + number + " " + unit));
        assertThrows(InvalidValueException.class, () -> Sizes.read(Long.MAX_VALUE + "0 " + unit));
    }

    private static String groups(byte[] ip) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ip.length; i += 2) {
            text.append(i == 0 ? "" : ":").append(Integer.toHexString((ip[i] & 0xff) << 8 | ip[i + 1] & 0xff));
        }
        return text.toString();
    }

    /** Few different octets, since runs of zeros are the special case. No IPv6 address contains an IPv4 address. */
    @Provide
    Arbitrary<byte[]> ips() {
        Arbitrary<Byte> octets = Arbitraries.of((byte) 0, (byte) 0, (byte) 1, (byte) 0xab, (byte) 0xff);
        Arbitrary<byte[]> ipv4 = octets.array(byte[].class).ofSize(4);
        Arbitrary<byte[]> ipv6 = octets.array(byte[].class).ofSize(16);
        return Arbitraries.oneOf(ipv4, ipv6.filter(ip -> ip[15] != 0 && ip[0] != 0));
    }

    @Provide
    Arbitrary<String> nearlyAddresses() {
        return Arbitraries.of("127", ".", "0", "255", "256", ":", "::", "[", "]", "a", "*", "localhost", "8080", "65536",
                "example.org", "%", " ", "").list().ofMaxSize(9).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().withChars("abc-").ofMinLength(1).ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> units() {
        return Arbitraries.of("B", "KB", "MB", "GB", "KiB", "MiB", "GiB");
    }
}
