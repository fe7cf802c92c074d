package hostling.wire;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Names of sets of bytes, for the headings of columns. */
final class ByteNames {
    private static final int SPELLED_OUT_MAX = 16;
    private static final BitSet CONTROLS = set(b -> b < ' ' && b != '\t' && b != '\r' && b != '\n' || b == 0x7f);
    private static final BitSet TCHARS = set(b -> ByteClass.TCHAR[b]);
    private static final BitSet VISIBLE = set(b -> ByteClass.FIELD_TEXT[b] && !ByteClass.BLANK[b]);
    private static final BitSet FIELD_TEXT = set(b -> ByteClass.FIELD_TEXT[b]);
    private static final BitSet HEX_DIGITS = set(b -> ByteClass.hexDigit(b) >= 0);

    private ByteNames() { }

    private static BitSet set(IntPredicate has) {
        return IntStream.range(0, 256).filter(has).collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /**
     * The names of disjoint sets that together have all 256 bytes. The largest set without a name of its own is called
     * "any other".
     */
    static List<String> of(List<BitSet> columns) {
        List<String> names = new ArrayList<>(columns.stream().map(ByteNames::of).toList());
        int largest = -1;
        for (int i = 0; i < columns.size(); i++) {
            boolean larger = largest < 0 || columns.get(i).cardinality() > columns.get(largest).cardinality();
            if (names.get(i).isEmpty() && larger) {
                largest = i;
            }
        }
        if (largest >= 0) {
            names.set(largest, "any other");
        }
        if (names.contains("")) {
            throw new AssertionError("a set of bytes has no name: " + columns.get(names.indexOf("")));
        }
        return names;
    }

    /** The name of a set; empty if it has none. */
    static String of(BitSet set) {
        if (set.equals(CONTROLS)) {
            return "other controls";
        } else if (set.equals(HEX_DIGITS)) {
            return "HEXDIG";
        } else if (set.equals(TCHARS)) {
            return "tchar";
        } else if (set.equals(VISIBLE)) {
            return "field-vchar";
        } else if (set.equals(FIELD_TEXT)) {
            return "field-vchar HTAB SP";
        } else if (set.cardinality() == 256) {
            return "any byte";
        } else if (set.cardinality() <= SPELLED_OUT_MAX) {
            return set.stream().mapToObj(ByteNames::of).collect(Collectors.joining(" "));
        }
        BitSet others = (BitSet) set.clone();
        others.andNot(TCHARS);
        return others.isEmpty() ? "other tchar" : "";
    }

    private static String of(int b) {
        return switch (b) {
            case '\t' -> "HTAB";
            case '\n' -> "LF";
            case '\r' -> "CR";
            case ' ' -> "SP";
            case '|' -> "`\\|`";
            default -> b < ' ' ? "0x" + HexFormat.of().toHexDigits((byte) b) : "`" + (char) b + "`";
        };
    }
}
