package hostling.handler;

import hostling.http.Body;
import hostling.http.ByteRange;
import hostling.http.ByteRanges;
import hostling.http.ByteRanges.Selection;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.HttpDate;
import hostling.http.Method;
import hostling.http.PercentCoding;
import hostling.http.Preconditions;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Status;
import hostling.http.Validators;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Serves the files of a folder (RFC 9110 sections 8, 13 and 14): GET and HEAD with validators, conditions and ranges;
 * files that were compressed beforehand, where that is wanted; an index file or a page of what is in a folder. Hidden
 * files and what links lead out of the folder are as if they were not there.
 *
 * <p>The value of Cache-Control goes with files (200, 206, 304), not with errors, redirections and pages of folders.
 */
public final class StaticFiles implements Handler, AutoCloseable {
    private static final String ALLOW = "GET, HEAD, OPTIONS";
    private static final Set<String> FOR_CACHES = Set.of("ETag", "Cache-Control", "Vary", "Content-Location");

    /** How often it is tried to find a file whose name leads elsewhere each time. */
    private static final int TRIES_MAX = 5;

    private final FileSettings settings;
    private final FileCache memory;
    private final RandomIds boundaries = new RandomIds(new SecureRandom());

    /**
     * A folder at the root of a site, all else as it is by default.
     *
     * @throws IOException where the folder can't be resolved
     */
    public StaticFiles(Path folder) throws IOException {
        this(FileSettings.of(folder, "/"));
    }

    /** @throws IOException where the folder can't be resolved */
    public StaticFiles(FileSettings settings) throws IOException {
        this.settings = settings;
        this.memory = new FileCache(settings.memoryBytesMax(), settings.precompressed());
        new PathJail(settings.folder());
    }

    /**
     * Closes files that nobody has asked for in a while. To be called every few seconds.
     *
     * @param nowNanos by the clock of {@link Exchange#nanoTime}
     * @throws IOException where the system says so when one is closed
     */
    public void sweep(long nowNanos) throws IOException {
        memory.sweep(nowNanos);
    }

    /** Lets go of all files that no response needs any more. What is asked for afterwards is looked for anew. */
    @Override
    public void close() throws IOException {
        memory.close();
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        try {
            answer(exchange);
        } catch (NoSuchFileException e) {
            memory.forget(exchange.request());
            exchange.respondAndRelease(notFound());      // it was there a moment ago
        } catch (AccessDeniedException e) {
            memory.forget(exchange.request());
            exchange.respondAndRelease(Response.error(Status.FORBIDDEN, "the server may not read this file"));
        } catch (FileSystemException e) {
            if (!Unavailable.isOutOfDescriptors(e)) {
                throw e;
            }
            memory.clear();                             // so that others find some
            exchange.respondAndRelease(Unavailable.response());
        }
    }

    // region: static-answer
    private void answer(Exchange exchange) throws IOException {
        Request request = exchange.request();
        if (request.method() == Method.OPTIONS) {
            exchange.respondAndRelease(Router.options(ALLOW));
        } else if (!request.method().isRetrieval()) {
            exchange.respondAndRelease(Router.notAllowed(ALLOW));
        } else {
            SelectedFile known = memory.get(request, exchange.nanoTime());
            if (known != null) {
                exchange.respondAndRelease(answer(request, known, exchange.now()));
            } else {
                find(exchange);
            }
        }
    }

    private void find(Exchange exchange) throws IOException {
        for (int i = 0; i < TRIES_MAX; i++) {
            if (look(exchange, new PathJail(settings.folder()))) {
                return;
            }
        }
        exchange.respondAndRelease(Unavailable.response("the file is being replaced"));
    }

    /** Answers; false where what was found is something else by now. */
    private boolean look(Exchange exchange, PathJail jail) throws IOException {
        Request request = exchange.request();
        Optional<Path> found = jail.resolve(request.target().below(settings.cut()));
        if (found.isEmpty() && !jail.root().equals(settings.folder().toRealPath())) {
            return false;                               // the root was a link, and has been swapped
        }
        FileState state = found.isEmpty() ? null : FileState.of(found.get());
        boolean asFolder = request.path().endsWith("/");
        if (state != null && state.isFolder()) {
            return asFolder ? folder(exchange, found.get(), jail) : redirectToFolder(exchange);
        } else if (state != null && state.isFile() && !asFolder) {
            return file(exchange, Representation.plain(found.get(), state), Optional.empty(), jail);
        }
        memory.forget(request);
        exchange.respondAndRelease(notFound());
        return true;
    }
    // endregion

    private static boolean redirectToFolder(Exchange exchange) {
        Request request = exchange.request();
        exchange.respondAndRelease(Response.redirect(Status.MOVED_PERMANENTLY,
                request.target().withPath(request.path() + "/")));
        return true;
    }

    /** Also what is there and not to be seen: 403 would tell that it is (RFC 9110 section 15.5.4). */
    private static Response notFound() {
        return Response.error(Status.NOT_FOUND, "there is no such file");
    }

    private boolean folder(Exchange exchange, Path folder, PathJail jail) throws IOException {
        for (String name : settings.index()) {
            Optional<Path> index = jail.follow(folder.resolve(name));
            FileState state = index.isEmpty() ? null : FileState.of(index.get());
            if (state != null && state.isFile()) {
                return file(exchange, Representation.plain(index.get(), state),
                        Optional.of(exchange.request().path() + PercentCoding.encode(name)), jail);
            }
        }
        if (settings.listing()) {
            return DirectoryListing.answer(exchange, folder, jail);
        }
        exchange.respondAndRelease(Response.error(Status.FORBIDDEN, "what is in this folder is not shown"));
        return true;
    }

    // region: one-opening
    /**
     * Answers with a file. It is opened before anything is decided: whether it may be read comes before conditions (RFC
     * 9110 section 13.2.1), and head and content are those of one file. One that is known in this very state was opened
     * before.
     *
     * @param location by what name of its own an index file can be had (RFC 9110 section 8.7)
     */
    private boolean file(Exchange exchange, Representation plain, Optional<String> location, PathJail jail)
            throws IOException {
        Request request = exchange.request();
        Representation form = settings.precompressed() ? Precompressed.best(request.fields(), plain, jail) : plain;
        SelectedFile file = memory.before(request, form);
        if (file == null) {
            Optional<OpenedFile> opened = OpenedFile.open(jail.root(), form.path(), exchange.now());
            if (opened.isEmpty()) {
                return false;
            }
            file = sendable(form.in(opened.get().state()), opened.get(), location, exchange.now());
        }
        respond(exchange, file);
        return true;
    }

    /** What the response has borrowed stays open for it; the rest is closed, unless it is kept for the next request. */
    private void respond(Exchange exchange, SelectedFile file) throws IOException {
        try {
            Response response = answer(exchange.request(), file, exchange.now());
            memory.put(exchange.request(), file, exchange.nanoTime());
            exchange.respondAndRelease(response);
        } finally {
            file.closeUnlessNeeded();
        }
    }
    // endregion

    private SelectedFile sendable(Representation form, OpenedFile opened, Optional<String> location, Instant now) {
        Validators validators = form.validators(now);
        return new SelectedFile(form, validators, head(form, validators, location), opened);
    }

    /**
     * What goes with content: 200 tells both validators (RFC 9110 section 15.3.1), and 206 the same as 200 (RFC 9110
     * section 15.3.7). Clients may ask for ranges (RFC 9110 section 14.3).
     */
    private Response head(Representation form, Validators validators, Optional<String> location) {
        Response typed = Response.of(Status.OK).with("Content-Type", form.type());
        Response coded = form.coding().isEmpty() ? typed : typed.with("Content-Encoding", form.coding());
        Response dated = coded.with("Last-Modified", HttpDate.format(validators.modified()))
                .with("ETag", validators.tag().toString());
        Response told = settings.cache().map(value -> dated.with("Cache-Control", value)).orElse(dated);
        Response varying = settings.precompressed() ? told.varyingBy("Accept-Encoding") : told;
        Response ranged = varying.with("Accept-Ranges", "bytes");
        return location.map(value -> ranged.with("Content-Location", value)).orElse(ranged);
    }

    // region: static-file
    private Response answer(Request request, SelectedFile file, Instant now) {
        if (!Preconditions.isConditional(request.fields())) {
            return content(request, file, now);
        }
        return switch (Preconditions.evaluate(request.method(), request.fields(), Optional.of(file.validators()), now)) {
            case NOT_MODIFIED -> notModified(file);
            case FAILED -> Response.error(Status.PRECONDITION_FAILED, "the file has changed");
            case PROCEED -> content(request, file, now);
        };
    }

    /** What a cache goes by; 304 has the same of it as 200 would have (RFC 9110 section 15.4.5). */
    private static Response notModified(SelectedFile file) {
        return new Response(Status.NOT_MODIFIED, file.fields().stream()
                .filter(field -> FOR_CACHES.contains(field.name())).toList(), Body.EMPTY);
    }
    // endregion

    /** The file or the part of it that was asked for; 416 tells how long it is (RFC 9110 section 15.5.17). */
    private Response content(Request request, SelectedFile file, Instant now) {
        Selection selection = selection(request, file, now);
        if (selection instanceof Selection.Whole) {
            return file.whole();
        }
        long size = file.size();
        if (selection instanceof Selection.Parts parts) {
            Response head = new Response(Status.PARTIAL_CONTENT, file.fields(), Body.EMPTY);
            return parts.ranges().size() == 1 ? part(head, parts.ranges().get(0), file)
                    : parts(head, parts.ranges(), file);
        }
        return Response.error(Status.RANGE_NOT_SATISFIABLE, "the file has " + size + " bytes")
                .with("Content-Range", "bytes */" + size);
    }

    /**
     * What is to be sent. Several ranges of a file that was compressed are ignored: nothing says whether the coding
     * that the head names is that of the parts or of all of them together.
     */
    private static Selection selection(Request request, SelectedFile file, Instant now) {
        if (request.method() != Method.GET || !request.fields().has("Range")
                || !Preconditions.rangeApplies(request.fields(), file.validators(), now)) {
            return Selection.WHOLE;
        }
        Selection selection = ByteRanges.select(request.fields(), file.size());
        boolean unclear = selection instanceof Selection.Parts parts && parts.ranges().size() > 1
                && !file.form().coding().isEmpty();
        return unclear ? Selection.WHOLE : selection;
    }

    /** One range is the content itself, and the head says which (RFC 9110 section 15.3.7.1). */
    private static Response part(Response head, ByteRange range, SelectedFile file) {
        return head.with("Content-Range", range.contentRange(file.size())).with(file.part(range));
    }

    private Response parts(Response head, List<ByteRange> ranges, SelectedFile file) {
        MultipartRanges multipart = new MultipartRanges(boundaries.next());
        return head.replacing("Content-Type", multipart.type())
                .with(multipart.body(ranges, file));
    }
}
