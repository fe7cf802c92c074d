package hostling.handler;

import hostling.http.EntityTag;
import hostling.http.MediaTypes;
import hostling.http.Validators;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A file in one of the forms in which it can be sent (RFC 9110 section 3.2).
 *
 * @param path   the file that is sent
 * @param state  its state when it was found for this request
 * @param type   the media type of the decoded content
 * @param coding the content coding; empty if there is none
 */
record Representation(Path path, FileState state, String type, String coding) {
    /** The file without a content coding. */
    static Representation plain(Path path, FileState state) {
        return new Representation(path, state, MediaTypes.of(path.getFileName().toString()), "");
    }

    /** The same form in the state in which the file was opened. */
    Representation in(FileState opened) {
        return new Representation(path, opened, type, coding);
    }

    /** Whether the other is the same form of the same file in the same state, as far as its attributes tell. */
    boolean isSame(Representation other) {
        return path.equals(other.path) && coding.equals(other.coding) && state.equals(other.state);
    }

    /**
     * The validators of this state and form of the file. The entity tag changes whenever the file does, even if its size
     * and modification time were set to the old values, and is weak while that is not certain (RFC 9110 sections 8.8.1
     * and 8.8.3.1). Two codings never share a tag (section 8.8.3.3). A modification time in the future is replaced by the
     * time of the response (RFC 9110 section 8.8.2.1).
     */
    Validators validators(Instant now) {
        Instant modified = state.modified();
        boolean settled = state.isSettled(now);
        String opaque = Long.toHexString(state.size()) + '-' + hex(modified) + '-' + hex(state.changed())
                + (state.key() == null ? "" : '-' + Integer.toHexString(state.key().hashCode()))
                + (coding.isEmpty() ? "" : '-' + coding);
        Instant shown = (modified.isAfter(now) ? now : modified).truncatedTo(ChronoUnit.SECONDS);
        return new Validators(new EntityTag(!settled, opaque), shown, settled);
    }

    private static String hex(Instant time) {
        return Long.toHexString(time.getEpochSecond()) + '.' + Integer.toHexString(time.getNano());
    }
}
