package hostling.handler;

import hostling.http.Body;
import hostling.http.ByteRange;
import hostling.http.ByteRange.Selection;
import hostling.http.EntityTag;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.HttpDate;
import hostling.http.MediaTypes;
import hostling.http.Method;
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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Serves the files of a folder (RFC 9110 sections 8, 13 and 14): GET and HEAD with validators, conditions and ranges;
 * an index file or a page of what is in a folder. Hidden files and what links lead out of the folder are as if they
 * were not there.
 */
public final class StaticFiles implements Handler {
    private static final String ALLOW = "GET, HEAD, OPTIONS";
    private static final String INDEX = "index.html";

    /**
     * How long a file has to be left alone before its time and size name its state for certain: a change within the
     * granularity of the file system's clock would show in neither. Until then its entity tag is weak.
     */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(2);

    private final PathJail jail;
    private final String prefix;

    /**
     * @param folder an existing folder
     * @throws IOException where it can't be resolved
     */
    public StaticFiles(Path folder) throws IOException {
        this(folder, "/");
    }

    /**
     * @param folder an existing folder
     * @param prefix where the site shows it; all paths asked for begin with this, which ends in a slash
     * @throws IOException where the folder can't be resolved
     */
    public StaticFiles(Path folder, String prefix) throws IOException {
        this.jail = new PathJail(folder);
        this.prefix = prefix;
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
        Optional<Path> found = jail.resolve(request.target().below(prefix));
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
        Optional<Path> index = jail.follow(folder.resolve(INDEX)).filter(Files::isRegularFile);
        if (index.isPresent()) {
            return file(request, index.get(), Files.readAttributes(index.get(), BasicFileAttributes.class), now);
        }
        return Response.html(DirectoryPage.of(request.target(), folder, jail));
    }

    private Response file(Request request, Path path, BasicFileAttributes attributes, Instant now) throws IOException {
        Validators validators = validators(attributes, now);
        switch (Preconditions.evaluate(request.method(), request.fields(), Optional.of(validators), now)) {
            case NOT_MODIFIED:
                return Response.of(Status.NOT_MODIFIED).with("ETag", validators.tag().toString());
            case FAILED:
                return Response.error(Status.PRECONDITION_FAILED, "the file has changed");
            default:
                return content(request, path, attributes.size(), validators, now);
        }
    }

    /** What tells this state of a file from others. */
    static Validators validators(BasicFileAttributes attributes, Instant now) {
        Instant modified = attributes.lastModifiedTime().toInstant();
        boolean settled = modified.plus(SETTLED_AFTER).isBefore(now);
        String opaque = Long.toHexString(attributes.size()) + '-' + Long.toHexString(modified.getEpochSecond())
                + '-' + Integer.toHexString(modified.getNano());
        Instant shown = (modified.isAfter(now) ? now : modified).truncatedTo(ChronoUnit.SECONDS);
        return new Validators(new EntityTag(!settled, opaque), shown, settled);
    }

    private static Response content(Request request, Path path, long size, Validators validators, Instant now)
            throws IOException {
        boolean ranged = request.method() == Method.GET
                && Preconditions.rangeApplies(request.fields(), validators, now);
        Selection selection = ranged ? ByteRange.select(request.fields(), size) : new Selection.Whole();
        if (selection instanceof Selection.Unsatisfiable) {
            return Response.error(Status.RANGE_NOT_SATISFIABLE, "the file has " + size + " bytes")
                    .with("Content-Range", "bytes */" + size);
        }
        ByteRange part = selection instanceof Selection.Part chosen ? chosen.range() : null;
        Response head = Response.of(part == null ? Status.OK : Status.PARTIAL_CONTENT)
                .with("Content-Type", MediaTypes.of(path.getFileName().toString()))
                .with("Last-Modified", HttpDate.format(validators.modified()))
                .with("ETag", validators.tag().toString())
                .with("Accept-Ranges", "bytes");
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        return part == null ? head.with(new Body.File(channel, 0, size))
                : head.with("Content-Range", part.contentRange(size))
                        .with(new Body.File(channel, part.first(), part.length()));
    }
}
