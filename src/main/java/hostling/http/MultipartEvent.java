package hostling.http;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What comes out of {@link MultipartReader#next}: for each part a {@link PartHead}, then as many {@link PartContent}s
 * as its content arrives in, then a {@link PartEnd}; behind the last part an {@link End}.
 */
public sealed interface MultipartEvent {
    /**
     * A part begins.
     *
     * @param name        the name of the form's field
     * @param fileName    what the client calls the file, not made safe in any way; empty where the part is no file
     * @param contentType as the client says
     */
    record PartHead(String name, Optional<String> fileName, Optional<String> contentType) implements MultipartEvent { }

    /**
     * Some of a part's content.
     *
     * @param bytes a read-only view, one byte or more: take what you need of it before the next call
     */
    record PartContent(ByteBuffer bytes) implements MultipartEvent { }

    /** The part is whole. */
    record PartEnd() implements MultipartEvent { }

    /** The last part is whole; what may still come means nothing. */
    record End() implements MultipartEvent { }
}
