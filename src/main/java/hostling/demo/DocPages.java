package hostling.demo;

import hostling.handler.MethodFilter;
import hostling.http.Body;
import hostling.http.EntityTag;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.MediaTypes;
import hostling.http.Method;
import hostling.http.Preconditions;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Status;
import hostling.http.Validators;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Sends the pages of the documentation. They are resources of the program, so they need no folder, and a server that nobody asks
 * for them never reads them.
 */
public final class DocPages implements Handler {
    /** Folders and a file with an extension; no part begins with a dot. */
    private static final Pattern NAME = Pattern.compile("(?:\\w[\\w.-]*/)*\\w[\\w.-]*\\.\\w+");

    private final String prefix;
    private final Function<String, Optional<byte[]>> resources;

    private DocPages(String prefix, Function<String, Optional<byte[]>> resources) {
        this.prefix = prefix;
        this.resources = resources;
    }

    /**
     * A handler for the pages below a path.
     *
     * @param prefix    the path, which ends in a slash; {@code index.html} is the page for the path itself
     * @param resources gives the content of a page by its name, such as {@code images/loop.png}; empty if there is none
     */
    public static Handler below(String prefix, Function<String, Optional<byte[]>> resources) {
        return new MethodFilter(Set.of(Method.GET), new DocPages(prefix, resources));
    }

    @Override
    public void handle(Exchange exchange) {
        exchange.respond(answer(exchange.request(), exchange.now()));
    }

    private Response answer(Request request, Instant now) {
        String name = request.path().equals(prefix) ? "index.html" : request.path().substring(prefix.length());
        Optional<byte[]> found = NAME.matcher(name).matches() ? resources.apply(name) : Optional.empty();
        return found.map(content -> answer(request, content, MediaTypes.of(name), now))
                .orElseGet(() -> Response.error(Status.NOT_FOUND, "there is no such page"));
    }

    private static Response answer(Request request, byte[] content, String type, Instant now) {
        EntityTag tag = tag(content);
        Response whole = Response.of(Status.OK).with("Cache-Control", "no-cache").with("ETag", tag.toString());
        Optional<Validators> current = Optional.of(new Validators(tag, now, false));
        return switch (Preconditions.evaluate(request.method(), request.fields(), current, now)) {
            case NOT_MODIFIED -> new Response(Status.NOT_MODIFIED, whole.fields(), Body.EMPTY);
            case FAILED -> Response.error(Status.PRECONDITION_FAILED, "the page has changed");
            case PROCEED -> whole.withContent(type, content);
        };
    }

    /** Pages change only when the program is built anew, so a checksum and the length are enough to tell two of them apart. */
    private static EntityTag tag(byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(ByteBuffer.wrap(content));
        return new EntityTag(false, Long.toHexString(checksum.getValue()) + "-" + Integer.toHexString(content.length));
    }
}
