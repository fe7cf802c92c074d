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
 * optionally precompressed files; an index file or a listing for a folder. Hidden files, and links that lead out of the
 * folder, are treated as not existing.
 *
 * <p>Cache-Control is sent with files (200, 206, 304), not with errors, redirects and listings.
 */
public final class StaticFiles implements Handler, AutoCloseable {
    private static final Set<Method> METHODS = Set.of(Method.GET, Method.HEAD, Method.OPTIONS);
    private static final String ALLOW = Router.allow(METHODS);
    private static final Set<String> NOT_MODIFIED_FIELDS = Set.of("ETag", "Cache-Control", "Vary", "Content-Location");

    /** The maximum number of attempts to find a file that is being replaced. */
    private static final int TRIES_MAX = 5;

    private final FileSettings settings;
    private final PageTemplate template;
    private final FileCache cache;
    private final RandomIds boundaries = new RandomIds(new SecureRandom());

    /**
     * Serves a folder at the root of a site, with default settings.
     *
     * @throws IOException if the folder can't be resolved
     */
    public StaticFiles(Path folder) throws IOException {
        this(FileSettings.of(folder, "/"));
    }

    /** @throws IOException if the folder can't be resolved */
    public StaticFiles(FileSettings settings) throws IOException {
        this(settings, PageTemplate.BUILT_IN);
    }

    /**
     * Serves a folder.
     *
     * @param template what is around listings
     * @throws IOException if the folder can't be resolved
     */
    public StaticFiles(FileSettings settings, PageTemplate template) throws IOException {
        this.settings = settings;
        this.template = template;
        this.cache = new FileCache(settings.memoryBytesMax(), settings.precompressed());
        new PathJail(settings.folder());
    }

    /**
     * Closes cached files that were not requested for a minute. Call it every few seconds, on the loop's thread.
     *
     * @param nowNanos the time of the clock of {@link Exchange#nanoTime}
     * @throws IOException if closing a file fails
     */
    public void sweep(long nowNanos) throws IOException {
        cache.sweep(nowNanos);
    }

    /** Closes all files as soon as no response needs them. Later requests are still answered, without a cache. */
    @Override
    public void close() throws IOException {
        cache.close();
    }

    @Override
    public Optional<Set<Method>> methods(Request request) {
        return Optional.of(METHODS);
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        try {
            answer(exchange);
        } catch (NoSuchFileException e) {
            cache.forget(exchange.request());
            exchange.respondAndRelease(notFound());      // it was deleted a moment ago
        } catch (AccessDeniedException e) {
            cache.forget(exchange.request());
            exchange.respondAndRelease(Response.error(Status.FORBIDDEN, "the server has no permission to read this file"));
        } catch (FileSystemException e) {
            if (!ServiceUnavailable.isOutOfDescriptors(e)) {
                throw e;
            }
            cache.clear();                              // frees descriptors for later requests
            exchange.respondAndRelease(ServiceUnavailable.response());
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
            SelectedFile known = cache.get(request, exchange.nanoTime());
            if (known != null) {
                exchange.respondAndRelease(answer(request, known, exchange.now()));
            } else {
                find(exchange);
            }
        }
    }

    private void find(Exchange exchange) throws IOException {
        for (int i = 0; i < TRIES_MAX; i++) {
            if (tryAnswer(exchange, new PathJail(settings.folder()))) {
                return;
            }
        }
        exchange.respondAndRelease(ServiceUnavailable.response("the file is being replaced"));
    }

    /** Answers; returns false if the file was replaced meanwhile. */
    private boolean tryAnswer(Exchange exchange, PathJail jail) throws IOException {
        Request request = exchange.request();
        Optional<Path> found = jail.resolve(request.target().below(settings.strippedPrefix()));
        if (found.isEmpty() && !jail.root().equals(settings.folder().toRealPath())) {
            return false;                               // the root is a link, and was replaced
        }
        FileState state = found.isEmpty() ? null : FileState.of(found.get());
        boolean asFolder = request.path().endsWith("/");
        if (state != null && state.isFolder()) {
            return asFolder ? folder(exchange, found.get(), jail) : redirectToFolder(exchange);
        } else if (state != null && state.isFile() && !asFolder) {
            return file(exchange, Representation.plain(found.get(), state), Optional.empty(), jail);
        }
        cache.forget(request);
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

    /** Also for files that must not be seen: 403 would reveal that they exist (RFC 9110 section 15.5.4). */
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
            return DirectoryListing.answer(exchange, folder, jail, template);
        }
        exchange.respondAndRelease(Response.error(Status.FORBIDDEN, "the content of this folder is not listed"));
        return true;
    }

    // region: one-opening
    /**
     * Answers with a file. It is opened first: the permission to read it is checked before conditions (RFC 9110 section
     * 13.2.1), and header and content come from the same file. A file that is cached in this same state is already open.
     *
     * @param location for an index file, its own path (RFC 9110 section 8.7)
     */
    private boolean file(Exchange exchange, Representation plain, Optional<String> location, PathJail jail)
            throws IOException {
        Request request = exchange.request();
        Representation form = settings.precompressed() ? Precompressed.best(request.fields(), plain, jail) : plain;
        SelectedFile file = cache.ifUnchanged(request, form);
        if (file == null) {
            Optional<OpenedFile> opened = OpenedFile.open(jail.root(), form.path(), exchange.now());
            if (opened.isEmpty()) {
                return false;
            }
            file = selectedFile(form.in(opened.get().state()), opened.get(), location, exchange.now());
        }
        respond(exchange, file);
        return true;
    }

    /** A file that the response needs stays open for it; otherwise it is closed, unless the cache keeps it. */
    private void respond(Exchange exchange, SelectedFile file) throws IOException {
        try {
            Response response = answer(exchange.request(), file, exchange.now());
            cache.put(exchange.request(), file, exchange.nanoTime());
            exchange.respondAndRelease(response);
        } finally {
            file.closeUnlessNeeded();
        }
    }
    // endregion

    private SelectedFile selectedFile(Representation form, OpenedFile opened, Optional<String> location, Instant now) {
        Validators validators = form.validators(now);
        return new SelectedFile(form, validators, head(form, validators, location), opened);
    }

    /**
     * The fields of 200: it has both validators (RFC 9110 section 15.3.1); 206 has the same fields (RFC 9110 section
     * 15.3.7). Clients may ask for ranges (RFC 9110 section 14.3).
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

    /** 304 has those fields of 200 that caches use (RFC 9110 section 15.4.5). */
    private static Response notModified(SelectedFile file) {
        return new Response(Status.NOT_MODIFIED, file.fields().stream()
                .filter(field -> NOT_MODIFIED_FIELDS.contains(field.name())).toList(), Body.EMPTY);
    }
    // endregion

    /** The file, or the requested ranges of it; 416 gives its length (RFC 9110 section 15.5.17). */
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
     * The part of the file to send. Several ranges of a compressed file are ignored: the specification does not say
     * whether Content-Encoding then applies to each part or to the whole multipart content.
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

    /** A single range is sent as the content itself, with Content-Range in the header (RFC 9110 section 15.3.7.1). */
    private static Response part(Response head, ByteRange range, SelectedFile file) {
        return head.with("Content-Range", range.contentRange(file.size())).with(file.part(range));
    }

    private Response parts(Response head, List<ByteRange> ranges, SelectedFile file) {
        MultipartRanges multipart = new MultipartRanges(boundaries.next());
        return head.replacing("Content-Type", multipart.type())
                .with(multipart.body(ranges, file));
    }
}
