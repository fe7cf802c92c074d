package hostling.http;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The output of {@link MultipartReader#next}: for each part a {@link PartHead}, then one {@link PartContent} for each
 * piece in which its content arrives, then a {@link PartEnd}; after the last part an {@link End}.
 */
public sealed interface MultipartEvent {
    /**
     * A part begins.
     *
     * @param name        the name of the form field
     * @param fileName    the file name from the client, not sanitized in any way; empty if the part is no file
     * @param contentType as stated by the client
     */
    record PartHead(String name, Optional<String> fileName, Optional<String> contentType) implements MultipartEvent { }

    /**
     * A piece of a part's content.
     *
     * @param bytes a read-only view, one byte or more: copy what you need before the next call
     */
    record PartContent(ByteBuffer bytes) implements MultipartEvent { }

    /** The part is complete. */
    record PartEnd() implements MultipartEvent { }

    /** The last part is complete; the reader ignores the epilogue that may follow. */
    record End() implements MultipartEvent { }
}
