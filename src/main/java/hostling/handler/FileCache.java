package hostling.handler;

import hostling.http.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cache of requested files: small ones with their content, larger ones as open files. Finding a file costs a dozen
 * system calls: its path is resolved link by link, its attributes are read, it is opened, read and closed. A cached file
 * is used without a check for one second (its <b>time to live</b>); then its attributes are read again, and it is read or
 * opened again only if it has changed.
 *
 * <p>The cache has a limit in bytes; <b>eviction</b> removes the <b>least recently used</b> files first.
 */
final class FileCache {
    /** How long a file may be sent from the cache after it was last checked. */
    static final Duration REVALIDATE_AFTER = Duration.ofSeconds(1);
    /** Bytes counted for each file in addition to its content. */
    static final int ENTRY_BYTES = 1024;
    /** Bytes counted for a file that is kept open, as the number of <b>file descriptors</b> of a process is limited. */
    static final int OPEN_BYTES = 32 * 1024;
    /** How long a file is kept after its last request. If it is deleted, its disk space stays in use until then. */
    static final Duration IDLE_MAX = Duration.ofMinutes(1);

    private static final String ACCEPT_ENCODING = "Accept-Encoding";
    /** Forms of a file that are kept at most: browsers send only a few different values of Accept-Encoding. */
    private static final int FORMS_MAX = 8;

    /**
     * A cached file.
     *
     * @param accepted     the value of Accept-Encoding for which this form was selected; null for requests without one,
     *                     and for all requests if files have only one form
     * @param file         the file, in this form
     * @param checkedNanos when its attributes were last read
     */
    private record Found(String accepted, SelectedFile file, long checkedNanos) {
        boolean isOlder(Duration age, long nowNanos) {
            return nowNanos - checkedNanos >= age.toNanos();
        }
    }

    private final long bytesMax;
    private final boolean byCoding;
    /** In the order of the last request, the most recent one last. */
    private final Map<String, List<Found>> byPath = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private boolean closed;

    /**
     * @param bytesMax the limit in bytes; 0 turns the cache off
     * @param byCoding whether files may have forms with different content codings
     */
    FileCache(long bytesMax, boolean byCoding) {
        this.bytesMax = bytesMax;
        this.byCoding = byCoding;
    }

    // region: known-file
    /**
     * The cached file for a request; null if there is none, or it must be checked first.
     *
     * @param nowNanos the time of a monotonic clock: one that is set back would keep deleted files in the cache
     */
    SelectedFile get(Request request, long nowNanos) {
        Found found = find(request);
        return found != null && !found.isOlder(REVALIDATE_AFTER, nowNanos) && found.file().isUsable() ? found.file() : null;
    }

    /** The cached file for a request, however old, if its state is still this one; else null. */
    SelectedFile ifUnchanged(Request request, Representation form) {
        Found found = find(request);
        return found != null && found.file().form().isSame(form) && found.file().isUsable() ? found.file() : null;
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

    /** Removes a file that has been deleted or has changed. */
    void forget(Request request) throws IOException {
        List<Found> forms = byPath.remove(request.path());
        if (forms != null) {
            releaseAll(forms);
        }
    }

    /**
     * Caches a file as found now, unless it changed so recently that another change might not show in its attributes.
     */
    void put(Request request, SelectedFile file, long nowNanos) throws IOException {
        if (!file.validators().strong()) {
            forget(request);
            return;
        }
        if (closed || bytesMax == 0 || byCoding && request.fields().count(ACCEPT_ENCODING) > 1) {
            return;
        }
        Optional<String> accepted = byCoding ? request.field(ACCEPT_ENCODING) : Optional.empty();
        List<Found> forms = byPath.computeIfAbsent(request.path(), any -> new ArrayList<>(1));
        Found before = find(request);
        if (before != null) {
            forms.remove(before);
            release(before, file);
        }
        if (forms.size() == FORMS_MAX) {
            release(forms.remove(0), file);
        }
        forms.add(new Found(accepted.orElse(null), file, nowNanos));
        file.keep();
        bytes += size(file);
        evict(nowNanos);
    }

    /** Removes files that were not requested for a minute. */
    void sweep(long nowNanos) throws IOException {
        evict(nowNanos);
    }

    /** Removes all files. A file that is being sent stays open until it is sent. */
    void clear() throws IOException {
        List<List<Found>> all = List.copyOf(byPath.values());
        byPath.clear();
        for (List<Found> forms : all) {
            releaseAll(forms);
        }
    }

    private void release(Found found, SelectedFile successor) throws IOException {
        bytes -= size(found.file());
        if (found.file() != successor) {
            found.file().forget();
        }
    }

    /** Removes all files, and caches none from now on. */
    void close() throws IOException {
        closed = true;
        clear();
    }

    private void evict(long nowNanos) throws IOException {
        Iterator<List<Found>> eldest = byPath.values().iterator();
        while (eldest.hasNext()) {
            List<Found> forms = eldest.next();
            if (bytes <= bytesMax && !forms.get(forms.size() - 1).isOlder(IDLE_MAX, nowNanos)) {
                return;
            }
            eldest.remove();
            releaseAll(forms);
        }
    }

    private void releaseAll(List<Found> forms) throws IOException {
        for (Found found : forms) {
            release(found, null);
        }
    }

    private static long size(SelectedFile file) {
        return ENTRY_BYTES + (file.isInMemory() ? file.size() : OPEN_BYTES);
    }

    /** The bytes counted now, for tests. */
    long bytes() {
        return bytes;
    }
}
