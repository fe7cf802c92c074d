package hostling.http;

import hostling.wire.EncodedHead;
import hostling.wire.FieldLine;
import hostling.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A response: status, field lines, content. The response writer adds framing, persistence and Date.
 *
 * <p>Responses are immutable, so a handler may keep one and send it again, also on other threads, unless its content can
 * be read only once. A response caches what is derived from it on the way to the client: its head as bytes, and the
 * filtered response.
 */
public final class Response {
    private final ResponseHead head;
    private final Body body;
    // Both are created on demand. If servers on several threads create them at the same time, this race condition is
    // benign: every copy is correct, because its fields are final and a reference is read and written atomically.

    /** Null until the response is sent for the first time. */
    private EncodedHead encoded;
    /** Null until the response is filtered. */
    private Filtered filtered;

    /**
     * Checks that the writer will accept it, so that a mistake is found at its source. A handler can't switch protocols:
     * 101 would have to name the new one in Upgrade (RFC 9110 section 15.2.2), and this server supports no other.
     *
     * @param status 200 to 599
     * @param fields in the order in which they are sent
     * @param body   the content
     * @throws IllegalArgumentException if the status is out of range, or {@link ResponseHead} refuses the fields
     */
    public Response(int status, List<FieldLine> fields, Body body) {
        if (status < 200) {
            throw new IllegalArgumentException("only the server sends interim responses: " + status);
        }
        this.head = new ResponseHead(status, Status.reason(status), fields, body.length());
        this.body = body;
    }

    /** The status code, 200 to 599. */
    public int status() {
        return head.status();
    }

    /** The field lines in the order in which they are sent. */
    public List<FieldLine> fields() {
        return head.fields();
    }

    /** The content. */
    public Body body() {
        return body;
    }

    /** A response without fields or content. */
    public static Response of(int status) {
        return new Response(status, List.of(), Body.EMPTY);
    }

    /** 200 with plain text. */
    public static Response text(String text) {
        return of(Status.OK).withText(text);
    }

    /** 200 with an HTML page. */
    public static Response html(String page) {
        return of(Status.OK).withContent("text/html; charset=utf-8", utf8(page));
    }

    /** A redirection to a URI reference that is already encoded (RFC 9110 section 10.2.2). */
    public static Response redirect(int status, String location) {
        return of(status).with("Location", location)
                .withText(status + " " + Status.reason(status) + ": " + location + "\n");
    }

    /**
     * An error. The server turns the reason, a clause without a full stop, into a page in a format that the client accepts.
     */
    public static Response error(int status, String reason) {
        return of(status).with(new Body.ErrorReason(reason));
    }

    /**
     * The same response with one more field line.
     *
     * @throws IllegalArgumentException if the name or value is invalid, or the field is reserved for the writer
     */
    public Response with(String name, String value) {
        List<FieldLine> more = new ArrayList<>(fields());
        more.add(new FieldLine(name, value));
        return new Response(status(), more, body);
    }

    /** The same response with this field line instead of all others with its name. */
    public Response replacing(String name, String value) {
        List<FieldLine> others = new ArrayList<>(fields());
        others.removeIf(field -> field.name().equalsIgnoreCase(name));
        others.add(new FieldLine(name, value));
        return new Response(status(), others, body);
    }

    /**
     * The same response with one more request field in Vary, so that no cache serves it to a client that would have
     * received another one (RFC 9110 section 12.5.5). The list has no empty members (RFC 9110 section 5.6.1.1), and one
     * space after each comma (section 5.6.3).
     */
    public Response varyingBy(String requestField) {
        List<String> listed = fields().stream().filter(field -> field.name().equalsIgnoreCase("Vary"))
                .flatMap(field -> Stream.of(field.value().split(","))).map(String::strip).toList();
        boolean isListed = listed.stream().anyMatch(name -> name.equals("*") || name.equalsIgnoreCase(requestField));
        return isListed ? this : replacing("Vary", Stream.concat(listed.stream(), Stream.of(requestField))
                .collect(Collectors.joining(", ")));
    }

    /** The value of the first field line with this name, empty if there is none. */
    public Optional<String> field(String name) {
        for (int i = 0; i < fields().size(); i++) {
            if (fields().get(i).name().equalsIgnoreCase(name)) {
                return Optional.of(fields().get(i).value());
            }
        }
        return Optional.empty();
    }

    /** The same response with other content; if the length is the same, the encoded head is reused. */
    public Response with(Body content) {
        return content.length() == body.length() ? new Response(this, content)
                : new Response(status(), fields(), content);
    }

    private Response(Response original, Body content) {
        head = original.head;
        encoded = original.encoded;
        body = content;
    }

    /** The same response with plain text as content. */
    public Response withText(String text) {
        return withContent("text/plain; charset=utf-8", utf8(text));
    }

    /** The same response with these bytes as content. */
    public Response withContent(String type, byte[] bytes) {
        return with("Content-Type", type).with(new Body.Bytes(ByteBuffer.wrap(bytes)));
    }

    /** The head, for the writer. */
    public ResponseHead head() {
        return head;
    }

    /** The head as bytes, encoded once and cached. */
    public EncodedHead encodedHead() {
        EncodedHead known = encoded;
        if (known == null) {
            known = new EncodedHead(head);
            encoded = known;
        }
        return known;
    }

    /**
     * The filtered response, computed once and cached on this one. Only for a filter that depends on nothing but the
     * response and is the same object in every call.
     */
    public Response filteredOnce(UnaryOperator<Response> filter) {
        Filtered known = filtered;
        if (known == null || known.filter() != filter) {
            known = new Filtered(filter, filter.apply(this));
            filtered = known;
        }
        return known.result();
    }

    /** A filter and the response that it returned. */
    private record Filtered(UnaryOperator<Response> filter, Response result) { }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
