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
 * A response: status, field lines, content. Framing, persistence and Date are not in it; the response writer adds them.
 *
 * <p>Responses don't change, so one can be kept and given again, unless its content can be read once only. What is made
 * of it on the way to the client is then kept with it: its head as bytes, and what those around its handler make of it.
 */
public final class Response {
    private final ResponseHead head;
    private final Body body;
    // Both are made when they are needed. Servers of several threads may make them at the same time; each then has one
    // that is right, since all that is in them is final and each is read and written as a whole.

    /** Null until the response is sent for the first time. */
    private EncodedHead encoded;
    /** Null until the response is filtered. */
    private Filtered filtered;

    /**
     * Checks that the writer will take it, so that a mistake is found where it is made. A handler can't switch
     * protocols: 101 would have to name the new one in Upgrade (RFC 9110 section 15.2.2), and no other is spoken here.
     *
     * @param status 200 to 599
     * @param fields in the order in which they are sent
     * @param body   the content
     */
    public Response(int status, List<FieldLine> fields, Body body) {
        if (status < 200) {
            throw new IllegalArgumentException("interim responses are the server's own: " + status);
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

    /** A response without fields and content. */
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

    /** An error; the server makes a page of the reason, a clause without a full stop, that suits the client. */
    public static Response error(int status, String reason) {
        return of(status).with(new Body.ErrorReason(reason));
    }

    /**
     * The same response with one more field line.
     *
     * @throws IllegalArgumentException where no field can have that name or value, or the field is the writer's own
     */
    public Response with(String name, String value) {
        List<FieldLine> more = new ArrayList<>(fields());
        more.add(new FieldLine(name, value));
        return new Response(status(), more, body);
    }

    /** The same response with this field line in the place of all that have its name. */
    public Response replacing(String name, String value) {
        List<FieldLine> others = new ArrayList<>(fields());
        others.removeIf(field -> field.name().equalsIgnoreCase(name));
        others.add(new FieldLine(name, value));
        return new Response(status(), others, body);
    }

    /**
     * The same response, which says that it depends on one more field of the request, so that no cache gives it to a
     * client that would have got another one (RFC 9110 section 12.5.5). A list is made without empty members (RFC 9110
     * section 5.6.1.1), with one space behind each comma (section 5.6.3).
     */
    public Response varyingBy(String requestField) {
        List<String> told = fields().stream().filter(field -> field.name().equalsIgnoreCase("Vary"))
                .flatMap(field -> Stream.of(field.value().split(","))).map(String::strip).toList();
        boolean isTold = told.stream().anyMatch(name -> name.equals("*") || name.equalsIgnoreCase(requestField));
        return isTold ? this : replacing("Vary", Stream.concat(told.stream(), Stream.of(requestField))
                .collect(Collectors.joining(", ")));
    }

    /** The value of the first field line with this name. */
    public Optional<String> field(String name) {
        for (int i = 0; i < fields().size(); i++) {
            if (fields().get(i).name().equalsIgnoreCase(name)) {
                return Optional.of(fields().get(i).value());
            }
        }
        return Optional.empty();
    }

    /** The same response with other content; as long as that is of the same length, the head stays as it is encoded. */
    public Response with(Body content) {
        return content.length() == body.length() ? new Response(this, content)
                : new Response(status(), fields(), content);
    }

    private Response(Response same, Body content) {
        head = same.head;
        encoded = same.encoded;
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

    /** What the writer begins with. */
    public ResponseHead head() {
        return head;
    }

    /** The same as bytes. */
    public EncodedHead encodedHead() {
        EncodedHead known = encoded;
        if (known == null) {
            known = new EncodedHead(head);
            encoded = known;
        }
        return known;
    }

    /**
     * The filtered response is made once and cached on this one. For a change that goes by nothing but the
     * response, and is always given as the same object.
     */
    public Response filteredOnce(UnaryOperator<Response> filter) {
        Filtered known = filtered;
        if (known == null || known.filter() != filter) {
            known = new Filtered(filter, filter.apply(this));
            filtered = known;
        }
        return known.result();
    }

    /** A response after a filter. */
    private record Filtered(UnaryOperator<Response> filter, Response result) { }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
