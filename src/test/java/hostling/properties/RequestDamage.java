package hostling.properties;

import hostling.cases.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One small damage to a request. A parser refuses noise in the method; a request with one wrong byte gets much further.
 *
 * @param at    the place, modulo the number of bytes or lines
 * @param value the bit to flip, the byte to insert, or the distance to the line that this one is swapped with
 */
record RequestDamage(Kind kind, int at, int value) {
    enum Kind {
        DELETE_BYTE, DOUBLE_BYTE, FLIP_BIT, INSERT_BYTE, SWAP_BYTES, DELETE_LINE, DOUBLE_LINE, SWAP_LINES, CUT_OFF
    }

    /** Bytes that are typical of request smuggling. */
    private static final byte[] INSERTED = Bytes.latin1("\r\n\0 \t:,;=\"\\0a%-+/#?*x\u000b\u007f\u0080\u00ff");

    byte[] apply(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        int i = at % bytes.length;
        byte[] before = Arrays.copyOf(bytes, i);
        byte[] one = {bytes[i]};
        byte[] after = Arrays.copyOfRange(bytes, i + 1, bytes.length);
        return switch (kind) {
            case DELETE_BYTE -> Bytes.join(before, after);
            case DOUBLE_BYTE -> Bytes.join(before, one, one, after);
            case FLIP_BIT -> Bytes.join(before, new byte[] {(byte) (bytes[i] ^ 1 << value % 8)}, after);
            case INSERT_BYTE -> Bytes.join(before, new byte[] {INSERTED[value % INSERTED.length]}, one, after);
            case SWAP_BYTES -> after.length == 0 ? bytes : Bytes.join(before, new byte[] {after[0], bytes[i]},
                    Arrays.copyOfRange(after, 1, after.length));
            case DELETE_LINE, DOUBLE_LINE, SWAP_LINES -> withLines(bytes);
            case CUT_OFF -> before;
        };
    }

    private byte[] withLines(byte[] bytes) {
        List<byte[]> lines = lines(bytes);
        int i = at % lines.size();
        switch (kind) {
            case DELETE_LINE -> lines.remove(i);
            case DOUBLE_LINE -> lines.add(i, lines.get(i));
            default -> Collections.swap(lines, i, (i + value) % lines.size());
        }
        return Bytes.join(lines.toArray(byte[][]::new));
    }

    /** The bytes, cut after each LF. */
    private static List<byte[]> lines(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' || i == bytes.length - 1) {
                lines.add(Arrays.copyOfRange(bytes, start, i + 1));
                start = i + 1;
            }
        }
        return lines;
    }
}
