package hostling.handler;

import hostling.http.EntityTag;
import hostling.http.MediaTypes;
import hostling.http.Validators;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * A file in one of the forms in which it can be sent (RFC 9110 section 3.2).
 *
 * @param path       the file that is sent
 * @param attributes as they were read for this request
 * @param type       the media type of what the client gets once it has undone the coding
 * @param coding     the content coding; empty where there is none
 */
record Representation(Path path, BasicFileAttributes attributes, String type, String coding) {
    /**
     * How long a file has to be left alone before its time and size name its state for certain: a change within the
     * granularity of the file system's clock would show in neither. Until then its entity tag is weak.
     */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(2);

    /** The file as it is. */
    static Representation plain(Path path, BasicFileAttributes attributes) {
        return new Representation(path, attributes, MediaTypes.of(path.getFileName().toString()), "");
    }

    /** Whether the other is the same form of the file in the same state, as far as the file system tells. */
    boolean isSame(Representation other) {
        return path.equals(other.path) && coding.equals(other.coding) && attributes.size() == other.attributes.size()
                && attributes.lastModifiedTime().equals(other.attributes.lastModifiedTime())
                && Objects.equals(attributes.fileKey(), other.attributes.fileKey());
    }

    /** The whole content; empty where the file has another size by now. */
    Optional<ByteBuffer> content() throws IOException {
        ByteBuffer content = ByteBuffer.allocate((int) attributes.size() + 1);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            int count = 0;
            while (count >= 0 && content.hasRemaining()) {
                count = channel.read(content);
            }
        }
        return content.flip().remaining() == attributes.size() ? Optional.of(content) : Optional.empty();
    }

    /**
     * What tells this state and form of the file from others. The tag changes whenever the file does, and is weak while
     * that can't be sworn to (RFC 9110 sections 8.8.1 and 8.8.3.1). Two codings never share a tag (section 8.8.3.3). A
     * time that is still to come is shown as that of the response (RFC 9110 section 8.8.2.1).
     */
    Validators validators(Instant now) {
        Instant modified = attributes.lastModifiedTime().toInstant();
        boolean settled = modified.plus(SETTLED_AFTER).isBefore(now);
        String opaque = Long.toHexString(attributes.size()) + '-' + Long.toHexString(modified.getEpochSecond())
                + '-' + Integer.toHexString(modified.getNano()) + (coding.isEmpty() ? "" : '-' + coding);
        Instant shown = (modified.isAfter(now) ? now : modified).truncatedTo(ChronoUnit.SECONDS);
        return new Validators(new EntityTag(!settled, opaque), shown, settled);
    }
}
