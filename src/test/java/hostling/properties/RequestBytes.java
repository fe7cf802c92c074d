package hostling.properties;

import hostling.cases.Bytes;
import hostling.testing.tutor.SentBytes;
import java.util.List;

/** The input of a parser. If a property fails, it is shown readably, in the format of the case files. */
record RequestBytes(byte[] bytes) implements SentBytes {
    /** The bytes as segments, cut at these places, which may be any numbers from 0 on. */
    List<byte[]> cutAt(List<Integer> places) {
        return Bytes.cut(bytes, places.stream().mapToInt(place -> place % (bytes.length + 1)).toArray());
    }

    @Override
    public String toString() {
        return Bytes.show(bytes);
    }
}
