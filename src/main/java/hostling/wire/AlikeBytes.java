package hostling.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups the values of a byte that no rule of the grammar tells apart: they are in the same classes, are the same
 * hexadecimal digit, and no state asks for one of them by itself. The parser does the same with all of a group, so it is
 * enough to try one of each.
 */
final class AlikeBytes {
    private static final List<boolean[]> CLASSES = List.of(ByteClass.TCHAR, ByteClass.TARGET, ByteClass.VERSION,
            ByteClass.BLANK, ByteClass.SIZE_END, ByteClass.FIELD_TEXT, ByteClass.QDTEXT);
    /** The bytes that states ask for, the first byte of a TLS handshake among them. */
    private static final String ASKED_FOR = "\r\n :;=\"\\\u0016";
    private static final int[] FIRST = firsts();

    private AlikeBytes() { }

    /** The lowest value that is like this one, 0 to 255. */
    static int first(int value) {
        return FIRST[value];
    }

    private static int[] firsts() {
        Map<List<Object>, Integer> seen = new HashMap<>();
        int[] firsts = new int[256];
        for (int value = 0; value < firsts.length; value++) {
            List<Object> traits = new ArrayList<>(List.of(ByteClass.hexDigit(value), ASKED_FOR.indexOf(value)));
            for (boolean[] members : CLASSES) {
                traits.add(members[value]);
            }
            seen.putIfAbsent(traits, value);
            firsts[value] = seen.get(traits);
        }
        return firsts;
    }
}
