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
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Serves the files of a folder (RFC 9110 sections 8, 13 and 14): GET and HEAD with validators, conditions and ranges;
 * files that were compressed beforehand, where that is wanted; an index file or a page of what is in a folder. Hidden
 * files and what links lead out of the folder are as if they were not there.
 *
 * <p>The value of Cache-Control goes with files (200, 206, 304), not with errors, redirections and pages of folders.
 */
public final class StaticFiles implements Handler {
    private static final String ALLOW = "GET, HEAD, OPTIONS";

    private final FileSettings settings;
    private final PathJail jail;
    private final Precompressed precompressed;
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
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        exchange.respond(answerTo(exchange));
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
        Optional<Path> found = jail.resolve(request.target().below(settings.cut()));
        if (found.isEmpty()) {
            return notFound();
        }
        boolean asFolder = request.path().endsWith("/");
        BasicFileAttributes attributes = Files.readAttributes(found.get(), BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            return asFolder ? folder(request, found.get(), now)
                    : Response.redirect(Status.MOVED_PERMANENTLY, request.target().withPath(request.path() + "/"));
        }
        return asFolder || !attributes.isRegularFile() ? notFound() : file(request, found.get(), attributes, now);
    }
    // endregion

    private static Response notFound() {
        return Response.error(Status.NOT_FOUND, "there is no such file");
    }

    private Response folder(Request request, Path folder, Instant now) throws IOException {
        for (String name : settings.index()) {
            Optional<Path> index = jail.follow(folder.resolve(name));
            if (index.isPresent()) {
                BasicFileAttributes attributes = Files.readAttributes(index.get(), BasicFileAttributes.class);
                if (attributes.isRegularFile()) {
                    return located(file(request, index.get(), attributes, now), request.path(), name);
                }
            }
        }
        return settings.listing() ? Response.html(DirectoryPage.of(request.target(), folder, jail))
                : Response.error(Status.FORBIDDEN, "what is in this folder is not shown");
    }

    /** Says by what name of its own an index file can be had (RFC 9110 section 8.7). */
    private static Response located(Response response, String folder, String name) {
        return response.status() >= Status.BAD_REQUEST ? response
                : response.with("Content-Location", folder + PercentCoding.encode(name));
    }

    // region: static-file
    private Response file(Request request, Path path, BasicFileAttributes attributes, Instant now) throws IOException {
        Representation plain = Representation.plain(path, attributes);
        Representation chosen = settings.precompressed() ? precompressed.best(request.fields(), plain) : plain;
        Validators validators = chosen.validators(now);
        return switch (Preconditions.evaluate(request.method(), request.fields(), Optional.of(validators), now)) {
            case NOT_MODIFIED -> forCaches(Response.of(Status.NOT_MODIFIED), validators);
            case FAILED -> Response.error(Status.PRECONDITION_FAILED, "the file has changed");
            case PROCEED -> content(request, chosen, validators, now);
        };
    }

    /** What a cache goes by; 304 has the same of it as 200 would have (RFC 9110 section 15.4.5). */
    private Response forCaches(Response response, Validators validators) {
        Response tagged = response.with("ETag", validators.tag().toString());
        Response told = settings.cache().map(value -> tagged.with("Cache-Control", value)).orElse(tagged);
        return settings.precompressed() ? told.varyingBy("Accept-Encoding") : told;
    }
    // endregion

    private Response content(Request request, Representation chosen, Validators validators, Instant now)
            throws IOException {
        Selection selection = selection(request, chosen, validators, now);
        long size = chosen.attributes().size();
        if (selection instanceof Selection.Unsatisfiable) {
            return Response.error(Status.RANGE_NOT_SATISFIABLE, "the file has " + size + " bytes")
                    .with("Content-Range", "bytes */" + size);
        }
        FileChannel channel = FileChannel.open(chosen.path(), StandardOpenOption.READ);
        if (selection instanceof Selection.Parts parts) {
            Response head = head(Status.PARTIAL_CONTENT, chosen, validators);
            return parts.ranges().size() == 1 ? part(head, parts.ranges().get(0), channel, size)
                    : parts(head, parts.ranges(), channel, size);
        }
        return head(Status.OK, chosen, validators).with(new Body.File(channel, 0, size));
    }

    /**
     * What is to be sent. Several ranges of a file that was compressed are ignored: nothing says whether the coding
     * that the head names is that of the parts or of all of them together.
     */
    private static Selection selection(Request request, Representation chosen, Validators validators, Instant now) {
        boolean ranged = request.method() == Method.GET
                && Preconditions.rangeApplies(request.fields(), validators, now);
        Selection selection = ranged ? ByteRanges.select(request.fields(), chosen.attributes().size())
                : new Selection.Whole();
        boolean unclear = selection instanceof Selection.Parts parts && parts.ranges().size() > 1
                && !chosen.coding().isEmpty();
        return unclear ? new Selection.Whole() : selection;
    }

    private static Response part(Response head, ByteRange range, FileChannel channel, long size) {
        return head.with("Content-Range", range.contentRange(size))
                .with(new Body.File(channel, range.first(), range.length()));
    }

    private Response parts(Response head, List<ByteRange> ranges, FileChannel channel, long size) {
        MultipartRanges multipart = new MultipartRanges(boundaries.next());
        String type = head.field("Content-Type").orElseThrow();
        return head.replacing("Content-Type", multipart.type()).with(multipart.body(ranges, channel, size, type));
    }

    private Response head(int status, Representation chosen, Validators validators) {
        Response typed = Response.of(status).with("Content-Type", chosen.type());
        Response coded = chosen.coding().isEmpty() ? typed : typed.with("Content-Encoding", chosen.coding());
        return forCaches(coded.with("Last-Modified", HttpDate.format(validators.modified())), validators)
                .with("Accept-Ranges", "bytes");
    }
}
