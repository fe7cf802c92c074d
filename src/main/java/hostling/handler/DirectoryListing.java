package hostling.handler;

import hostling.handler.DirectoryPage.Entry;
import hostling.http.Body;
import hostling.http.BodySource;
import hostling.http.Exchange;
import hostling.http.Method;
import hostling.http.PathNames;
import hostling.http.Response;
import hostling.http.Status;
import hostling.wire.ResponseHead;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the entries of a folder for its listing page. A folder can have a hundred thousand entries, and each is examined
 * on the loop's thread: so the folder is read in portions, one per turn of the loop, and only up to a limit.
 */
final class DirectoryListing {
    /** The maximum number of listed entries. */
    static final int ENTRIES_MAX = 1_000;
    /** The maximum number of examined entries: most of them may be hidden files or dangling links. */
    static final int EXAMINED_MAX = 10_000;

    /** The number of files examined in one turn. */
    private static final int PORTION = 64;
    /** A symbolic link is resolved name by name, so it counts as this many files. */
    private static final int LINK_COST = 8;

    /** The content of the answer to HEAD, which is never read. */
    private static final BodySource UNREAD = into -> BodySource.Progress.END;

    private final Exchange exchange;
    private final OpenFolder folder;
    private final Path path;
    private final PathJail jail;
    private final PageTemplate template;
    private final Iterator<Path> names;
    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private int examined;
    private boolean closed;

    private DirectoryListing(Exchange exchange, OpenFolder folder, Path path, PathJail jail, PageTemplate template) {
        this.exchange = exchange;
        this.folder = folder;
        this.path = path;
        this.jail = jail;
        this.template = template;
        this.names = folder.names();
    }

    /**
     * Answers with the listing of a folder, at once or a few turns of the loop later. HEAD is answered without reading
     * the folder.
     *
     * @param path     the real path of a folder in the jail
     * @param template what is around the list
     * @return false if the folder does not exist any more
     * @throws java.nio.file.AccessDeniedException if the server has no permission to read it
     */
    static boolean answer(Exchange exchange, Path path, PathJail jail, PageTemplate template) throws IOException {
        Optional<OpenFolder> folder = OpenFolder.open(jail.root(), path);
        if (folder.isEmpty()) {
            return false;
        }
        if (exchange.request().method() == Method.HEAD) {
            folder.get().close();
            exchange.respondAndRelease(page(UNREAD, template));
            return true;
        }
        DirectoryListing listing = new DirectoryListing(exchange, folder.get(), path, jail, template);
        exchange.onEnd(listing::close);
        listing.readPortion();
        return true;
    }

    private static Response page(BodySource source, PageTemplate template) {
        return template.dressed(Response.of(Status.OK).with("Content-Type", "text/html; charset=utf-8")
                .with(new Body.Stream(source, ResponseHead.UNKNOWN_LENGTH)));
    }

    // region: portions
    /** Reads one portion and schedules the next one for the next turn; answers if it was the last one. */
    private void readPortion() throws IOException {
        try {
            for (int left = PORTION; left > 0;) {
                if (!names.hasNext() || entries.size() == ENTRIES_MAX || examined == EXAMINED_MAX) {
                    respond(page(new DirectoryPage(template, exchange.request().target(), entries.values(), !names.hasNext()), template));
                    return;
                }
                examined++;
                left -= examine(names.next());
            }
            exchange.loop().execute(this::readOn);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** In a later turn, no caller would answer a failure, so this method does. */
    private void readOn() {
        if (closed) {
            return;
        }
        try {
            readPortion();
        } catch (IOException | RuntimeException e) {
            respond(Response.error(Status.INTERNAL_SERVER_ERROR, "the folder can't be read"));
            throw new IllegalStateException("a folder can't be read: " + path, e);
        }
    }
    // endregion

    private void respond(Response response) {
        close();
        exchange.respond(response);
    }

    private void close() {
        closed = true;
        try {
            folder.close();
        } catch (IOException e) {
            // The folder was only read: nothing is lost.
        }
    }

    /** Examines an entry and lists it if it may be seen; returns the cost. */
    private int examine(Path file) {
        String name = file.toString();
        if (!PathNames.isPlainName(name) || !isAddressable(file, name)) {
            return 1;
        }
        try {
            BasicFileAttributes attributes = folder.attributes(file);
            if (!attributes.isSymbolicLink()) {
                add(name, FileState.of(attributes));
                return 1;
            }
            Optional<Path> target = jail.follow(path.resolve(file));
            if (target.isPresent()) {
                add(name, FileState.of(target.get()));
            }
            return LINK_COST;
        } catch (IOException e) {
            return LINK_COST;                           // deleted meanwhile
        }
    }

    private void add(String name, FileState state) {
        if (state.isFile() || state.isFolder()) {
            entries.put(sortKey(name, state.isFolder()), new Entry(name, state.isFolder(), state.size(), state.modified()));
        }
    }

    /** The sort key of an entry: folders first, then by name, ignoring case. */
    private static String sortKey(String name, boolean isFolder) {
        return (isFolder ? '0' : '1') + name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) + '\0' + name;
    }

    /** Whether the name as text leads back to the file: a name that is invalid in the system's encoding does not. */
    private static boolean isAddressable(Path file, String name) {
        try {
            return Path.of(name).equals(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
