package hostling.learn;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What parsers were given, which a parser that is loaded to be tried notes here. So it can be told what a property has tried. */
public final class Heard {
    private static final int BYTES_MAX = 4 << 20;

    private static final List<ByteArrayOutputStream> ALL = new ArrayList<>();
    private static Object lastParser;
    private static ByteBuffer lastBuffer;
    private static int bytesLeft = BYTES_MAX;

    private Heard() { }

    /** Called by a parser with each buffer; once it is noted, nothing new is in it. */
    public static void note(Object parser, ByteBuffer buffer) {
        if (buffer == lastBuffer || buffer.remaining() > bytesLeft) {
            return;
        }
        if (parser != lastParser) {
            ALL.add(new ByteArrayOutputStream());
        }
        lastParser = parser;
        lastBuffer = buffer;
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        bytesLeft -= bytes.length;
        ALL.get(ALL.size() - 1).writeBytes(bytes);
    }

    /** The bytes of each parser, and forgets them. */
    static List<byte[]> taken() {
        List<byte[]> taken = ALL.stream().map(ByteArrayOutputStream::toByteArray).toList();
        ALL.clear();
        lastParser = null;
        lastBuffer = null;
        bytesLeft = BYTES_MAX;
        return taken;
    }
}
