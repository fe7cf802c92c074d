package hostling.handler;

import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.MultipartException;
import hostling.http.MultipartReader;
import hostling.http.PercentCoding;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A folder that clients may put files into and delete files from (RFC 9110 sections 9.3.3 to 9.3.5). As a handler it
 * deals with what lies below its path; forms are posted to that path itself, and to any other one that {@link #post} is
 * given.
 *
 * <p>A file is written to a hidden one as it arrives, and gets its name in one step when the whole request is good: a
 * request that is refused or breaks off leaves nothing behind and nothing overwritten. The files are not forced to the
 * disk, which would make every other client wait.
 */
public final class Uploads implements Handler {
    private static final String ALLOW_FOLDER = "GET, HEAD, POST, OPTIONS";
    private static final String ALLOW_FILE = "GET, HEAD, PUT, DELETE, OPTIONS";

    private final UploadSettings settings;
    private final UploadFolder folder;
    private final StaticFiles files;

    /** @throws IOException where the folder can't be resolved */
    public Uploads(UploadSettings settings) throws IOException {
        this(settings, UploadFolder.NEW_FILE);
    }

    Uploads(UploadSettings settings, UploadFolder.Opener opener) throws IOException {
        this.settings = settings;
        this.folder = new UploadFolder(settings, opener);
        this.files = new StaticFiles(FileSettings.of(settings.folder(), settings.path()));
    }

    /**
     * Deletes what a process before this one left unfinished because it was killed. To be called when a server starts.
     *
     * @return how many files that were: only such as have a name that is given here, and were left alone for a day
     * @throws IOException where the folder can't be read, or one of the files not deleted
     */
    public int deleteLeftovers(Instant now) throws IOException {
        return folder.deleteLeftovers(now);
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        boolean isFolder = exchange.request().path().equals(settings.path());
        String allow = isFolder ? ALLOW_FOLDER : ALLOW_FILE;
        switch (exchange.request().method()) {
            case GET, HEAD -> {
                exchange.filterResponse((response, request) -> harmless(response));
                files.handle(exchange);
            }
            case OPTIONS -> exchange.respond(Router.options(allow));
            case POST -> {
                if (isFolder) {
                    post(exchange);
                } else {
                    exchange.respond(Router.notAllowed(allow));
                }
            }
            case PUT, DELETE -> {
                if (isFolder) {
                    exchange.respond(Router.notAllowed(allow));
                } else {
                    change(exchange);
                }
            }
            default -> exchange.respond(Router.notAllowed(allow));
        }
    }

    /** Strangers' files are shown under our name: a page among them must not act in it. */
    private static Response harmless(Response response) {
        return response.with("X-Content-Type-Options", "nosniff")
                .with("Content-Security-Policy", "script-src 'none'; form-action 'none'");
    }

    private void change(Exchange exchange) throws IOException {
        try {
            switch (exchange.request().method()) {
                case PUT -> put(exchange);
                case DELETE -> delete(exchange);
                default -> throw new AssertionError("only these change a file");
            }
        } catch (UploadRefusal e) {
            exchange.respond(e.response());
        }
    }

    /**
     * Takes a file as the content itself (RFC 9110 section 9.3.4). The name stands in the request's own target, so it
     * is taken as it is or not at all.
     */
    private void put(Exchange exchange) throws IOException, UploadRefusal {
        Request request = exchange.request();
        Path target = target(request).orElseThrow(() ->
                new UploadRefusal(Status.BAD_REQUEST, "no file can have this name here"));
        if (request.fields().has("Content-Range")) {    // RFC 9110 section 14.5
            throw new UploadRefusal(Status.BAD_REQUEST, "a part of a file can't be put");
        }
        requireNoCoding(request);
        folder.requireWelcome(target);
        UploadFolder.requirePreconditions(request, target, exchange.now());
        long bytesMax = Math.min(settings.fileBytesMax(), settings.requestBytesMax());
        exchange.receive(bytesMax, new FileSink(exchange, folder, target));
    }

    /** Deletes a file; there is nothing to say of what is gone, so 204 (RFC 9110 section 9.3.5). */
    private void delete(Exchange exchange) throws IOException, UploadRefusal {
        Path target = target(exchange.request()).orElseThrow(() ->
                new UploadRefusal(Status.NOT_FOUND, "there is no such file"));
        try {
            folder.delete(exchange.request(), target, exchange.now());
        } catch (IOException e) {
            throw UploadRefusal.of(e);
        }
        exchange.respond(Response.of(Status.NO_CONTENT));
    }

    /** Which file the request is for; empty where its name is not safe, or there is more than a name. */
    private Optional<Path> target(Request request) throws UploadRefusal {
        Optional<String> name = PercentCoding.decode(request.path().substring(settings.path().length()))
                .filter(FileNames::isSafe);
        return name.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(name.get()));
    }

    /** Takes a form with files; content in another format is no form (415, RFC 9110 section 15.5.16). */
    public void post(Exchange exchange) {
        try {
            Request request = exchange.request();
            requireNoCoding(request);
            String boundary = MultipartReader.boundary(request.field("Content-Type").orElse("")).orElseThrow(() ->
                    new UploadRefusal(Status.UNSUPPORTED_MEDIA_TYPE, "files come as multipart/form-data"));
            MultipartReader reader = new MultipartReader(boundary, settings.form());
            exchange.receive(settings.requestBytesMax(), new FormSink(exchange, folder, settings, reader));
        } catch (MultipartException e) {
            exchange.respond(Response.error(Status.BAD_REQUEST, e.getMessage()));
        } catch (UploadRefusal e) {
            exchange.respond(e.response());
        }
    }

    /**
     * What is compressed would be kept compressed, and given out as if it were not (RFC 9110 section 8.4). So no coding
     * is taken, whatever it is called (RFC 9110 sections 8.4.1 and 8.4.1.1).
     */
    private static void requireNoCoding(Request request) throws UploadRefusal {
        if (request.field("Content-Encoding").filter(coding -> !coding.equalsIgnoreCase("identity")).isPresent()) {
            throw UploadRefusal.coded();
        }
    }
}
