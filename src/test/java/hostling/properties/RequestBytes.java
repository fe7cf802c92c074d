package hostling.properties;

import hostling.testing.Bytes;
import java.util.List;

/** Some bytes on their way to a parser, shown readably when a property fails: as they stand in a case file. */
record RequestBytes(byte[] bytes) {
    /** The bytes as they come from the socket when cut at these places, which may be any numbers from 0 on. */
    List<byte[]> cutAt(List<Integer> places) {
        return Bytes.cut(bytes, places.stream().mapToInt(place -> place % (bytes.length + 1)).toArray());
    }

    @Override
    public String toString() {
        return Bytes.show(bytes);
    }
}
