package hostling.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The header of the PROXY protocol, whatever comes. */
class ProxyHeaderParserProperties {
    private static final String[] STARTS = {"", "PROXY ", "PROXY TCP4 1.2.3.4 1.2.3.4 1 ", "PROXY TCP6 ::1 ",
        ProxyHeaderParserTest.bytes(ProxyHeaderParserTest.SIGNATURE + "21 11 00"),
        ProxyHeaderParserTest.bytes(ProxyHeaderParserTest.SIGNATURE + "21 11 000c c0000201 c6336401 dc04 01bb 20")};

    /** What comes of these bytes: a header and how many bytes it has, a refusal and its place, or nothing yet. */
    private static String result(byte[] bytes, int pieceBytes) {
        ProxyHeaderParser parser = new ProxyHeaderParser();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            for (int end = 0; end < bytes.length; ) {
                end = Math.min(bytes.length, end + pieceBytes);
                ProxyHeader header = parser.next(in.limit(end));
                if (header != null) {
                    return header + " " + in.position();
                }
                assertEquals(end, in.position(), "all of an incomplete header is taken");
            }
            return "incomplete";
        } catch (ProtocolException e) {
            return e.toString();
        }
    }

    @Property
    void itDoesNotMatterHowTheBytesAreCut(@ForAll byte[] rest, @ForAll @IntRange(max = 5) int start,
            @ForAll @IntRange(min = 1, max = 20) int pieceBytes) {
        byte[] beginning = STARTS[start].getBytes(ISO_8859_1);
        byte[] bytes = ByteBuffer.allocate(beginning.length + rest.length).put(beginning).put(rest).array();
        assertEquals(result(bytes, Integer.MAX_VALUE / 2), result(bytes, pieceBytes));
    }
}
