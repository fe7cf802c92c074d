package hostling.handler;

import hostling.http.EntityTag;
import hostling.http.MediaTypes;
import hostling.http.Validators;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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

    /** What tells this state and form of the file from others. Two codings never share a tag (section 8.8.3.3). */
    Validators validators(Instant now) {
        Instant modified = attributes.lastModifiedTime().toInstant();
        boolean settled = modified.plus(SETTLED_AFTER).isBefore(now);
        String opaque = Long.toHexString(attributes.size()) + '-' + Long.toHexString(modified.getEpochSecond())
                + '-' + Integer.toHexString(modified.getNano()) + (coding.isEmpty() ? "" : '-' + coding);
        Instant shown = (modified.isAfter(now) ? now : modified).truncatedTo(ChronoUnit.SECONDS);
        return new Validators(new EntityTag(!settled, opaque), shown, settled);
    }
}
