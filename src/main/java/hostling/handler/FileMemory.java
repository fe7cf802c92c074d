package hostling.handler;

import hostling.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that were asked for before, ready to be sent again. Finding a file costs a dozen calls of the system: its path is
 * resolved link by link, it is looked at, opened, read and closed. Here a file is taken to be as it was found for a
 * second; then it is looked at again, and read again only where it has changed.
 *
 * <p>What is kept has a limit in bytes; what was not asked for the longest leaves first.
 */
final class FileMemory {
    /** How long a file may be sent as it was, in place of as it is. */
    static final Duration GOOD_FOR = Duration.ofSeconds(1);
    /** A larger file costs more to send than to find, so its content stays on the disk. */
    static final int FILE_BYTES_MAX = 64 * 1024;
    /** What is counted for a file beside its content. */
    static final int ENTRY_BYTES = 1024;

    private static final String ACCEPT_ENCODING = "Accept-Encoding";
    /** Browsers differ in what they accept, by a few values at a time. */
    private static final int FORMS_MAX = 8;

    /**
     * A file as it was found.
     *
     * @param accepted  the value of Accept-Encoding for which it has this form; null for requests without one, and for
     *                  all where a file has one form alone
     * @param goodUntil when it is to be looked at again
     */
    private record Found(String accepted, Sendable file, Instant goodUntil) { }

    private final long bytesMax;
    private final boolean byCoding;
    /** In the order in which they were asked for, the last one last. */
    private final Map<String, List<Found>> byPath = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * @param bytesMax how much is kept; 0 for nothing
     * @param byCoding whether files have forms in several codings
     */
    FileMemory(long bytesMax, boolean byCoding) {
        this.bytesMax = bytesMax;
        this.byCoding = byCoding;
    }

    // region: known-file
    /** The file that a request is for; null where that has to be found out. */
    Sendable get(Request request, Instant now) {
        Found found = find(request);
        return found != null && now.isBefore(found.goodUntil()) ? found.file() : null;
    }

    /** The file as it was found before, however long ago; null where it never was. */
    Sendable before(Request request) {
        Found found = find(request);
        return found == null ? null : found.file();
    }

    private Found find(Request request) {
        List<Found> forms = byPath.get(request.path());
        for (int i = 0; forms != null && i < forms.size(); i++) {
            if (isFor(request, forms.get(i))) {
                return forms.get(i);
            }
        }
        return null;
    }

    private boolean isFor(Request request, Found found) {
        return !byCoding || (found.accepted() == null ? !request.fields().has(ACCEPT_ENCODING)
                : request.fields().isOnly(ACCEPT_ENCODING, found.accepted()));
    }
    // endregion

    /**
     * Keeps a file as it was found now, unless it changed so short a time ago that it may change again without being
     * seen to.
     */
    void put(Request request, Sendable file, Instant now) {
        if (bytesMax == 0 || !file.validators().strong() || byCoding && request.fields().count(ACCEPT_ENCODING) > 1) {
            return;
        }
        Optional<String> accepted = byCoding ? request.field(ACCEPT_ENCODING) : Optional.empty();
        List<Found> forms = byPath.computeIfAbsent(request.path(), any -> new ArrayList<>(1));
        bytes -= size(forms);
        forms.removeIf(found -> isFor(request, found));
        if (forms.size() == FORMS_MAX) {
            forms.remove(0);
        }
        forms.add(new Found(accepted.orElse(null), file, now.plus(GOOD_FOR)));
        bytes += size(forms);
        makeRoom();
    }

    private void makeRoom() {
        Iterator<List<Found>> eldest = byPath.values().iterator();
        while (bytes > bytesMax) {
            bytes -= size(eldest.next());
            eldest.remove();
        }
    }

    private static long size(List<Found> forms) {
        return forms.stream().mapToLong(found -> ENTRY_BYTES + found.file().bytesInMemory()).sum();
    }

    /** How much is kept, for tests. */
    long bytes() {
        return bytes;
    }
}
