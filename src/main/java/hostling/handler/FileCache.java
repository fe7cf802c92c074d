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
 * Files that were asked for before, ready to be sent again: small ones with their content, larger ones open. Finding a
 * file costs a dozen calls of the system: its path is resolved link by link, it is looked at, opened, read and closed.
 * Here a file is taken to be as it was found for a second; then it is looked at again, and read or opened again only
 * where it has changed.
 *
 * <p>What is kept has a limit in bytes; what was not asked for the longest leaves first.
 */
final class FileCache {
    /** How long a file may be sent as it was, in place of as it is. */
    static final Duration REVALIDATE_AFTER = Duration.ofSeconds(1);
    /** What is counted for a file beside its content. */
    static final int ENTRY_BYTES = 1024;
    /** What is counted for a file that is kept open, since a process may open so many and no more. */
    static final int OPEN_BYTES = 32 * 1024;
    /** How long a file is kept that nobody asks for: where it is deleted, its space is free only after that. */
    static final Duration KEPT_FOR = Duration.ofMinutes(1);

    private static final String ACCEPT_ENCODING = "Accept-Encoding";
    /** Browsers differ in what they accept, by a few values at a time. */
    private static final int FORMS_MAX = 8;

    /**
     * A file as it was found.
     *
     * @param accepted  the value of Accept-Encoding for which it has this form; null for requests without one, and for
     *                  all where a file has one form alone
     * @param lookedAtNanos when it was looked at
     */
    private record Found(String accepted, SelectedFile file, long lookedAtNanos) {
        boolean isOlder(Duration age, long nowNanos) {
            return nowNanos - lookedAtNanos >= age.toNanos();
        }
    }

    private final long bytesMax;
    private final boolean byCoding;
    /** In the order in which they were asked for, the last one last. */
    private final Map<String, List<Found>> byPath = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private boolean closed;

    /**
     * @param bytesMax how much is kept; 0 for nothing
     * @param byCoding whether files have forms in several codings
     */
    FileCache(long bytesMax, boolean byCoding) {
        this.bytesMax = bytesMax;
        this.byCoding = byCoding;
    }

    // region: known-file
    /**
     * The file that a request is for; null where that has to be found out.
     *
     * @param nowNanos by a clock that only goes forward: with one that is set back, what is gone would stay here
     */
    SelectedFile get(Request request, long nowNanos) {
        Found found = find(request);
        return found != null && !found.isOlder(REVALIDATE_AFTER, nowNanos) && found.file().isUsable() ? found.file() : null;
    }

    /** The file as it was found before, however long ago; null where it never was, or is not in this state. */
    SelectedFile before(Request request, Representation form) {
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

    /** Forgets a file that is not there any more, or not as it was. */
    void forget(Request request) throws IOException {
        List<Found> forms = byPath.remove(request.path());
        if (forms != null) {
            leave(forms);
        }
    }

    /**
     * Keeps a file as it was found now, unless it changed so short a time ago that it may change again without being
     * seen to.
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
            leaves(before, file);
        }
        if (forms.size() == FORMS_MAX) {
            leaves(forms.remove(0), file);
        }
        forms.add(new Found(accepted.orElse(null), file, nowNanos));
        file.keep();
        bytes += size(file);
        makeRoom(nowNanos);
    }

    /** Lets go of what nobody has asked for in a while. */
    void sweep(long nowNanos) throws IOException {
        makeRoom(nowNanos);
    }

    /** Forgets everything. What is being sent stays open until it is sent. */
    void clear() throws IOException {
        List<List<Found>> all = List.copyOf(byPath.values());
        byPath.clear();
        for (List<Found> forms : all) {
            leave(forms);
        }
    }

    private void leaves(Found found, SelectedFile successor) throws IOException {
        bytes -= size(found.file());
        if (found.file() != successor) {
            found.file().forget();
        }
    }

    /** Forgets everything, and keeps nothing from now on. */
    void close() throws IOException {
        closed = true;
        clear();
    }

    private void makeRoom(long nowNanos) throws IOException {
        Iterator<List<Found>> eldest = byPath.values().iterator();
        while (eldest.hasNext()) {
            List<Found> forms = eldest.next();
            if (bytes <= bytesMax && !forms.get(forms.size() - 1).isOlder(KEPT_FOR, nowNanos)) {
                return;
            }
            eldest.remove();
            leave(forms);
        }
    }

    private void leave(List<Found> forms) throws IOException {
        for (Found found : forms) {
            leaves(found, null);
        }
    }

    private static long size(SelectedFile file) {
        return ENTRY_BYTES + (file.isInMemory() ? file.size() : OPEN_BYTES);
    }

    /** How much is kept, for tests. */
    long bytes() {
        return bytes;
    }
}
