package hostling.wire;

import java.util.Arrays;
import java.util.Optional;

/** Addresses with a common prefix, written {@code 10.0.0.0/8} (<b>CIDR</b>, RFC 4632 section 3.1), or a single address. */
public final class IpRange {
    private final byte[] network;
    private final int prefixBits;

    private IpRange(byte[] network, int prefixBits) {
        this.network = network;
        this.prefixBits = prefixBits;
    }

    /**
     * Reads {@code ADDRESS} or {@code ADDRESS/BITS}. A range of IPv4-mapped addresses is a range of IPv4. Empty if the text
     * is neither, or bits after the prefix are set: then it is not clear which addresses are meant.
     */
    public static Optional<IpRange> parse(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> written = IpAddress.parseAsWritten(slash < 0 ? text : text.substring(0, slash));
        if (written.isEmpty()) {
            return Optional.empty();
        }
        byte[] network = IpAddress.unmapped(written.get());
        int bitsMax = Byte.SIZE * written.get().length;
        String bits = slash < 0 ? Integer.toString(bitsMax) : text.substring(slash + 1);
        if (!bits.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(bits) > bitsMax) {
            return Optional.empty();
        }
        IpRange range = new IpRange(network, Integer.parseInt(bits) - Byte.SIZE * (written.get().length - network.length));
        return range.prefixBits < 0 || range.hasHostBits() ? Optional.empty() : Optional.of(range);
    }

    private boolean hasHostBits() {
        for (int bit = prefixBits; bit < Byte.SIZE * network.length; bit++) {
            if (bit(network, bit)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an address of 4 or 16 bytes is in it. No address is in a range of the other version of IP. */
    public boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            if (bit(address, bit) != bit(network, bit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean bit(byte[] address, int index) {
        return (address[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1) == 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpRange range && prefixBits == range.prefixBits && Arrays.equals(network, range.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefixBits;
    }

    /** As it is written. */
    @Override
    public String toString() {
        return IpAddress.text(network) + "/" + prefixBits;
    }
}
