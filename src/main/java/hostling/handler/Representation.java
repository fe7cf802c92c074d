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
 * @param state  as it was found for this request
 * @param type   the media type of what the client gets once it has undone the coding
 * @param coding the content coding; empty where there is none
 */
record Representation(Path path, FileState state, String type, String coding) {
    /** The file as it is. */
    static Representation plain(Path path, FileState state) {
        return new Representation(path, state, MediaTypes.of(path.getFileName().toString()), "");
    }

    /** The same form in the state in which the file was opened. */
    Representation in(FileState opened) {
        return new Representation(path, opened, type, coding);
    }

    /** Whether the other is the same form of the file in the same state, as far as the file system tells. */
    boolean isSame(Representation other) {
        return path.equals(other.path) && coding.equals(other.coding) && state.equals(other.state);
    }

    /**
     * What tells this state and form of the file from others. The tag changes whenever the file does, also where size
     * and time of modification were made to be the same as before, and is weak while that can't be sworn to (RFC 9110
     * sections 8.8.1 and 8.8.3.1). Two codings never share a tag (section 8.8.3.3). A time that is still to come is
     * shown as that of the response (RFC 9110 section 8.8.2.1).
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
