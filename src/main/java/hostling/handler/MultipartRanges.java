package hostling.handler;

import hostling.http.Body;
import hostling.http.ByteRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a response with several ranges of a file, {@code multipart/byteranges} (RFC 9110 section 14.6): each
 * part has its own header with its range. All lines end in CR LF (RFC 9110 section 8.3.3).
 */
final class MultipartRanges {
    private final String boundary;

    /**
     * @param boundary a text that occurs in no part. A file could be made to contain a predictable boundary, so it is
     *                 random for each response; it consists of letters, digits, hyphens and underscores, so that it needs
     *                 no quotes
     */
    MultipartRanges(String boundary) {
        this.boundary = boundary;
    }

    /** The value of Content-Type for the whole response. */
    String type() {
        return "multipart/byteranges; boundary=" + boundary;
    }

    // region: multipart-ranges
    /**
     * The parts in the order of the ranges. Also the first delimiter follows a line break, the end of an empty preamble
     * (RFC 2046 section 5.1.1): it is optional there, but other servers send it, and some clients skip the first line.
     */
    Body body(List<ByteRange> ranges, SelectedFile file) {
        List<Body> pieces = new ArrayList<>();
        String delimiter = "\r\n--" + boundary;
        for (ByteRange range : ranges) {
            pieces.add(ascii(delimiter + "\r\nContent-Type: " + file.form().type() + "\r\nContent-Range: "
                    + range.contentRange(file.size()) + "\r\n\r\n"));
            pieces.add(file.part(range));
        }
        pieces.add(ascii(delimiter + "--\r\n"));
        return new Body.Sequence(pieces);
    }
    // endregion

    private static Body ascii(String text) {
        return new Body.Bytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
