package hostling.handler;

import hostling.handler.DirectoryPage.Entry;
import hostling.http.Body;
import hostling.http.BodySource;
import hostling.http.Exchange;
import hostling.http.Method;
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
 * Reads what is in a folder, for the page that shows it. A folder can have a hundred thousand names in it, and each is
 * looked at on the loop's thread: so it is read in portions, one in each turn of the loop, and not to its end.
 */
final class DirectoryListing {
    /** More is not listed. */
    static final int ENTRIES_MAX = 1_000;
    /** More is not looked at: most of what is there may be hidden, or links to nowhere. */
    static final int LOOKED_AT_MAX = 10_000;

    /** How many files are looked at in one turn. */
    private static final int PORTION = 64;
    /** A link is resolved name by name, so it counts for as many files. */
    private static final int LINK_COST = 8;

    /** The content of HEAD, which nobody reads. */
    private static final BodySource UNREAD = into -> BodySource.Progress.END;

    private final Exchange exchange;
    private final OpenFolder folder;
    private final Path path;
    private final PathJail jail;
    private final Iterator<Path> names;
    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private int lookedAt;
    private boolean over;

    private DirectoryListing(Exchange exchange, OpenFolder folder, Path path, PathJail jail) {
        this.exchange = exchange;
        this.folder = folder;
        this.path = path;
        this.jail = jail;
        this.names = folder.names();
    }

    /**
     * Answers with a list of what is in a folder, at once or in a few turns of the loop. HEAD is answered without
     * reading it.
     *
     * @param path the real path of a folder in the jail
     * @return false where there is no folder any more
     * @throws java.nio.file.AccessDeniedException where it may not be read
     */
    static boolean answer(Exchange exchange, Path path, PathJail jail) throws IOException {
        Optional<OpenFolder> folder = OpenFolder.open(jail.root(), path);
        if (folder.isEmpty()) {
            return false;
        }
        if (exchange.request().method() == Method.HEAD) {
            folder.get().close();
            exchange.respondAndRelease(page(UNREAD));
            return true;
        }
        DirectoryListing listing = new DirectoryListing(exchange, folder.get(), path, jail);
        exchange.onEnd(listing::close);
        listing.readPortion();
        return true;
    }

    private static Response page(BodySource source) {
        return Response.of(Status.OK).with("Content-Type", "text/html; charset=utf-8")
                .with(new Body.Stream(source, ResponseHead.UNKNOWN_LENGTH));
    }

    // region: portions
    /** Reads one portion, and has the next one read in the next turn; or answers, if that was all. */
    private void readPortion() throws IOException {
        try {
            for (int left = PORTION; left > 0;) {
                if (!names.hasNext() || entries.size() == ENTRIES_MAX || lookedAt == LOOKED_AT_MAX) {
                    respond(page(new DirectoryPage(exchange.request().target(), entries.values(), !names.hasNext())));
                    return;
                }
                lookedAt++;
                left -= lookAt(names.next());
            }
            exchange.loop().execute(this::readOn);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** What fails in a later turn, nobody else answers. */
    private void readOn() {
        if (over) {
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
        over = true;
        try {
            folder.close();
        } catch (IOException e) {
            // It was only read.
        }
    }

    /** Looks at what has a name; how much that cost. */
    private int lookAt(Path file) {
        String name = file.toString();
        if (!PathJail.isPlainName(name) || !canBeAskedFor(file, name)) {
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
            return LINK_COST;                           // gone meanwhile
        }
    }

    private void add(String name, FileState state) {
        if (state.isFile() || state.isFolder()) {
            entries.put(place(name, state.isFolder()), new Entry(name, state.isFolder(), state.size(), state.modified()));
        }
    }

    /** What comes earlier in the order of texts comes earlier in the list: folders first, letters of either case alike. */
    private static String place(String name, boolean isFolder) {
        return (isFolder ? '0' : '1') + name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) + '\0' + name;
    }

    /** Whether the name leads back to the file: one that is no text in the system's encoding does not. */
    private static boolean canBeAskedFor(Path file, String name) {
        try {
            return Path.of(name).equals(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
