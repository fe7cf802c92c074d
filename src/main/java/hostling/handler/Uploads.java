package hostling.handler;

import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.MultipartException;
import hostling.http.MultipartReader;
import hostling.http.PathNames;
import hostling.http.PercentCoding;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A folder to which clients upload files, and from which they may delete them (RFC 9110 sections 9.3.3 to 9.3.5). The
 * handler serves the paths below its own; forms are posted to its own path, and to any other path that is routed to
 * {@link #post}.
 *
 * <p>A file is written to a hidden temporary file as it arrives, and gets its name in one atomic step when the whole
 * request has succeeded: a request that is rejected or aborted leaves nothing behind and overwrites nothing. The files are
 * not forced to the disk ({@code fsync}), which would make every other client wait.
 */
public final class Uploads implements Handler {
    private static final Set<Method> FOLDER_METHODS =
            EnumSet.of(Method.GET, Method.HEAD, Method.POST, Method.OPTIONS);
    private static final Set<Method> FILE_METHODS =
            EnumSet.of(Method.GET, Method.HEAD, Method.PUT, Method.DELETE, Method.OPTIONS);

    /** The policy for a file that a stranger uploaded. */
    private static final String STRANGER = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private final String path;
    private final UploadPolicy policy;
    private final UploadCounter counter;
    private final UploadFolder folder;
    private final StaticFiles files;

    /** Accepts uploads by the {@linkplain UploadPolicy#DEFAULT default policy}. */
    public Uploads(Path folder, String path) throws IOException {
        this(folder, path, UploadPolicy.DEFAULT, UploadCounter.NONE);
    }

    /**
     * A folder for uploads.
     *
     * @param folder an existing folder, used for uploads only
     * @param path   the path at which the site serves the folder; begins and ends with a slash
     * @throws IOException if the folder can't be resolved
     */
    public Uploads(Path folder, String path, UploadPolicy policy, UploadCounter counter) throws IOException {
        this(folder, path, policy, counter, PageTemplate.BUILT_IN);
    }

    /**
     * A folder for uploads.
     *
     * @param template what is around the list of the folder
     * @throws IOException if the folder can't be resolved
     */
    public Uploads(Path folder, String path, UploadPolicy policy, UploadCounter counter, PageTemplate template) throws IOException {
        this(folder, path, policy, counter, template, UploadFolder.NEW_FILE);
    }

    Uploads(Path folder, String path, UploadPolicy policy, UploadCounter counter, PageTemplate template,
            UploadFolder.Opener opener) throws IOException {
        this.path = path;
        this.policy = policy;
        this.counter = counter;
        this.files = new StaticFiles(new FileSettings(folder, path, false, List.of(), true, Optional.empty(), false, 0),
                template);
        this.folder = new UploadFolder(folder, policy, opener);
    }

    /**
     * Deletes unfinished uploads of an earlier process that was killed. Call it when a server starts.
     *
     * @return the number of deleted files: those with a temporary name that have not changed for a day
     * @throws IOException if the folder can't be read, or one of the files can't be deleted
     */
    public int deleteLeftovers(Instant now) throws IOException {
        return folder.deleteLeftovers(now);
    }

    /** {@inheritDoc} They differ for the folder and its files. */
    @Override
    public Optional<Set<Method>> methods(Request request) {
        return Optional.of(isFolder(request) ? FOLDER_METHODS : FILE_METHODS);
    }

    private boolean isFolder(Request request) {
        return request.path().equals(path);
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        Set<Method> allowed = isFolder(exchange.request()) ? FOLDER_METHODS : FILE_METHODS;
        if (!allowed.contains(exchange.request().method())) {
            exchange.respond(Router.notAllowed(Router.allow(allowed)));
            return;
        }
        switch (exchange.request().method()) {
            case GET, HEAD -> {
                exchange.filterResponse(Uploads::restricted);
                files.handle(exchange);
            }
            case OPTIONS -> exchange.respond(Router.options(Router.allow(allowed)));
            case POST -> post(exchange);
            case PUT -> put(exchange);
            case DELETE -> delete(exchange);
            default -> throw new AssertionError("no other method is allowed");
        }
    }

    /**
     * Uploaded files are served from our <b>origin</b>: no script may run there that a stranger uploaded (<b>stored
     * XSS</b>), neither in an HTML page nor in an SVG or XML document. A browser shows such a file in a <b>sandbox</b>, as
     * if it came from another origin, and the file can ask no other site for anything. Nor is an uploaded
     * {@code index.html} an index. Lists of folders and errors are pages of our own.
     */
    private static Response restricted(Response response, Request request) {
        return request.path().endsWith("/") || response.status() >= Status.BAD_REQUEST ? response
                : response.with("X-Content-Type-Options", "nosniff").with("Content-Security-Policy", STRANGER);
    }

    private void put(Exchange exchange) throws IOException {
        try {
            store(exchange);
        } catch (UploadRejectedException e) {
            refuse(exchange, e.response());
        }
    }

    private void refuse(Exchange exchange, Response response) {
        counter.refused();
        exchange.respond(response);
    }

    /**
     * Stores the content as a file (RFC 9110 section 9.3.4). The name is part of the request target, so it is used
     * unchanged or rejected.
     */
    private void store(Exchange exchange) throws IOException, UploadRejectedException {
        Request request = exchange.request();
        Path target = target(request).orElseThrow(() ->
                new UploadRejectedException(Status.BAD_REQUEST, "this is not a valid file name"));
        if (request.fields().has("Content-Range")) {    // RFC 9110 section 14.5
            throw new UploadRejectedException(Status.BAD_REQUEST, "PUT of a part of a file is not supported");
        }
        requireNoCoding(request);
        folder.requireAllowed(target);
        UploadFolder.requirePreconditions(request, target, exchange.now());
        long bytesMax = Math.min(policy.fileBytesMax(), policy.requestBytesMax());
        exchange.receive(bytesMax, new FileSink(exchange, counter, folder, target));
    }

    /** Deletes a file; the response has no content, so it is 204 (RFC 9110 section 9.3.5). */
    private void delete(Exchange exchange) throws IOException {
        try {
            Path target = target(exchange.request()).orElseThrow(() ->
                    new UploadRejectedException(Status.NOT_FOUND, "there is no such file"));
            delete(exchange, target);
            counter.deleted();
            exchange.respond(Response.of(Status.NO_CONTENT));
        } catch (UploadRejectedException e) {
            exchange.respond(e.response());
        }
    }

    private void delete(Exchange exchange, Path target) throws IOException, UploadRejectedException {
        try {
            folder.delete(exchange.request(), target, exchange.now());
        } catch (IOException e) {
            throw UploadRejectedException.of(e);
        }
    }

    /**
     * The file that the request is for; empty if there can be none of this name. A new file needs a safe name; one that is
     * there already, perhaps put there by another program, only needs one that GET accepts too.
     */
    private Optional<Path> target(Request request) throws UploadRejectedException {
        Optional<String> name = PercentCoding.decode(request.path().substring(path.length()))
                .filter(PathNames::isPlainName);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Path target = folder.resolve(name.get());
        return FileNames.isSafe(name.get()) || Files.exists(target, LinkOption.NOFOLLOW_LINKS) ? Optional.of(target)
                : Optional.empty();
    }

    /** Receives a form with files; any other content type is rejected (415, RFC 9110 section 15.5.16). */
    public void post(Exchange exchange) {
        try {
            Request request = exchange.request();
            requireNoCoding(request);
            String boundary = MultipartReader.boundary(request.field("Content-Type").orElse("")).orElseThrow(() ->
                    new UploadRejectedException(Status.UNSUPPORTED_MEDIA_TYPE, "files must be sent as multipart/form-data"));
            MultipartReader reader = new MultipartReader(boundary, policy.form());
            exchange.receive(policy.requestBytesMax(), new FormSink(exchange, counter, folder, path, policy, reader));
        } catch (MultipartException e) {
            refuse(exchange, Response.error(Status.BAD_REQUEST, e.getMessage()));
        } catch (UploadRejectedException e) {
            refuse(exchange, e.response());
        }
    }

    /**
     * Compressed content would be stored compressed, and later served as if it were not (RFC 9110 section 8.4). So any
     * content coding is rejected (RFC 9110 sections 8.4.1 and 8.4.1.1).
     */
    private static void requireNoCoding(Request request) throws UploadRejectedException {
        if (!request.fields().members("Content-Encoding").stream().allMatch("identity"::equalsIgnoreCase)) {
            throw UploadRejectedException.coded();
        }
    }
}
