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
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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
public final class StaticFiles implements Handler {
    private static final String ALLOW = "GET, HEAD, OPTIONS";
    private static final Set<String> FOR_CACHES = Set.of("ETag", "Cache-Control", "Vary", "Content-Location");

    private final FileSettings settings;
    private final PathJail jail;
    private final Precompressed precompressed;
    private final FileMemory memory;
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
        this.jail = new PathJail(settings.folder());
        this.precompressed = new Precompressed(jail);
        this.memory = new FileMemory(settings.memoryBytesMax(), settings.precompressed());
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        exchange.respondAndForget(answerTo(exchange));
    }

    /** What there is to say to a request. */
    Response answerTo(Exchange exchange) throws IOException {
        try {
            return answer(exchange.request(), exchange.now());
        } catch (NoSuchFileException e) {
            return notFound();                          // it was there a moment ago
        } catch (AccessDeniedException e) {
            return Response.error(Status.FORBIDDEN, "the server may not read this file");
        }
    }

    // region: static-answer
    private Response answer(Request request, Instant now) throws IOException {
        if (request.method() == Method.OPTIONS) {
            return Router.options(ALLOW);
        }
        if (!request.method().isRetrieval()) {
            return Router.notAllowed(ALLOW);
        }
        Sendable known = memory.get(request, now);
        return known != null ? answer(request, known, now) : look(request, now);
    }

    private Response look(Request request, Instant now) throws IOException {
        Optional<Path> found = jail.resolve(request.target().below(settings.cut()));
        if (found.isEmpty()) {
            memory.forget(request);
            return notFound();
        }
        boolean asFolder = request.path().endsWith("/");
        BasicFileAttributes attributes = Files.readAttributes(found.get(), BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            return asFolder ? folder(request, found.get(), now)
                    : Response.redirect(Status.MOVED_PERMANENTLY, request.target().withPath(request.path() + "/"));
        }
        return asFolder || !attributes.isRegularFile() ? notFound()
                : file(request, Representation.plain(found.get(), attributes), Optional.empty(), now);
    }
    // endregion

    /** Also what is there and not to be seen: 403 would tell that it is (RFC 9110 section 15.5.4). */
    private static Response notFound() {
        return Response.error(Status.NOT_FOUND, "there is no such file");
    }

    private Response folder(Request request, Path folder, Instant now) throws IOException {
        for (String name : settings.index()) {
            Optional<Path> index = jail.follow(folder.resolve(name));
            if (index.isPresent()) {
                BasicFileAttributes attributes = Files.readAttributes(index.get(), BasicFileAttributes.class);
                if (attributes.isRegularFile()) {
                    return file(request, Representation.plain(index.get(), attributes),
                            Optional.of(request.path() + PercentCoding.encode(name)), now);
                }
            }
        }
        return settings.listing() ? Response.html(DirectoryPage.of(request.target(), folder, jail))
                : Response.error(Status.FORBIDDEN, "what is in this folder is not shown");
    }

    /** @param location by what name of its own an index file can be had (RFC 9110 section 8.7) */
    private Response file(Request request, Representation plain, Optional<String> location, Instant now)
            throws IOException {
        Representation form = settings.precompressed() ? precompressed.best(request.fields(), plain) : plain;
        Sendable before = memory.before(request);
        Sendable file = before != null && before.form().isSame(form) && before.validators().strong() ? before
                : sendable(form, location, now);
        memory.put(request, file, now);
        return answer(request, file, now);
    }

    private Sendable sendable(Representation form, Optional<String> location, Instant now) throws IOException {
        Validators validators = form.validators(now);
        Response head = head(form, validators, location);
        boolean small = settings.memoryBytesMax() > 0 && validators.strong()
                && form.attributes().size() <= FileMemory.FILE_BYTES_MAX;
        return new Sendable(form, validators, head, small ? form.content() : Optional.empty());
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
    private Response answer(Request request, Sendable file, Instant now) throws IOException {
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
    private static Response notModified(Sendable file) {
        return new Response(Status.NOT_MODIFIED, file.fields().stream()
                .filter(field -> FOR_CACHES.contains(field.name())).toList(), Body.EMPTY);
    }
    // endregion

    /** The file or the part of it that was asked for; 416 tells how long it is (RFC 9110 section 15.5.17). */
    private Response content(Request request, Sendable file, Instant now) throws IOException {
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
    private static Selection selection(Request request, Sendable file, Instant now) {
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
    private static Response part(Response head, ByteRange range, Sendable file) throws IOException {
        return head.with("Content-Range", range.contentRange(file.size())).with(file.part(range));
    }

    private Response parts(Response head, List<ByteRange> ranges, Sendable file) throws IOException {
        MultipartRanges multipart = new MultipartRanges(boundaries.next());
        return head.replacing("Content-Type", multipart.type())
                .with(multipart.body(ranges, file));
    }
}
