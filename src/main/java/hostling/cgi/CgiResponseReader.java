package hostling.cgi;

import hostling.http.PercentCoding;
import hostling.http.Status;
import hostling.wire.FieldLine;
import hostling.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parses the header section of a script's output: bytes in, a {@link CgiHead} out (RFC 3875 section 6). It consumes no byte
 * of the content. It does no I/O, and its result does not depend on how the bytes are split between calls.
 *
 * <pre>
 *   ┌────────── LF ──────────┐
 *   ▼                        │
 *  LINE ── any other byte ───┘
 *   │
 *   └── LF on an empty line ──▶ done
 * </pre>
 *
 * <p>Lines end in LF or CR LF: scripts write the line ends of their language (RFC 3875 section 7.2). Unlike in a request,
 * this is not dangerous, because no other parser reads these bytes.
 *
 * <p>At least one of Content-Type, Location and Status is required, and each may appear at most once (RFC 3875 section
 * 6.3). The server writes the fields for the client anew as HTTP, without those that it sets itself (RFC 3875 section
 * 6.3.4).
 */
final class CgiResponseReader {
    static final int BYTES_MAX = 32 * 1024;
    static final int FIELDS_MAX = 100;

    /** Set by the server, which frames the message and decides whether the connection persists. */
    private static final Set<String> SERVER_FIELDS = Set.of("connection", "keep-alive", "proxy-connection", "te",
            "trailer", "transfer-encoding", "upgrade", "date");
    private static final Pattern STATUS = Pattern.compile("([2-5][0-9][0-9])(?: .*)?");
    private static final Pattern CONTENT_TYPE = Pattern.compile(".+");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,15}");
    private static final Pattern LOCATION = Pattern.compile(".+");

    private final StringBuilder line = new StringBuilder();
    private final List<FieldLine> fields = new ArrayList<>();
    /** The CGI fields that have appeared; each may appear once. */
    private final Set<String> seen = new HashSet<>();
    private int bytes;
    private int count;
    private Optional<Integer> status = Optional.empty();
    private Optional<String> location = Optional.empty();
    private Optional<String> contentType = Optional.empty();
    private OptionalLong contentLength = OptionalLong.empty();

    /**
     * Parses more of the header section.
     *
     * @return the head once the empty line is consumed; empty while more is needed
     * @throws CgiException if the header section is invalid, too large, or can't be sent to a client
     */
    Optional<CgiHead> read(ByteBuffer in) throws CgiException {
        while (in.hasRemaining()) {
            byte b = in.get();
            bytes++;
            if (bytes > BYTES_MAX) {
                throw new CgiException("its header section has more than " + BYTES_MAX + " bytes");
            }
            if (b != '\n') {
                line.append((char) (b & 0xff));
                continue;
            }
            String text = line.toString();
            line.setLength(0);
            text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            if (text.isEmpty()) {
                return Optional.of(head());
            }
            field(text);
        }
        return Optional.empty();
    }

    private void field(String text) throws CgiException {
        count++;
        if (count > FIELDS_MAX) {
            throw new CgiException("it has more than " + FIELDS_MAX + " fields");
        }
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw new CgiException("line " + count + " of its header section is not a field");
        }
        FieldLine field;
        try {
            field = new FieldLine(text.substring(0, colon), text.substring(colon + 1).strip());
        } catch (IllegalArgumentException e) {
            throw new CgiException("line " + count + " of its header section is not a field: " + e.getMessage());
        }
        take(field);
    }

    private void take(FieldLine field) throws CgiException {
        String name = field.name().toLowerCase(Locale.ROOT);
        if (SERVER_FIELDS.contains(name)) {
            return;
        }
        switch (name) {
            case "status" -> status = Optional.of(Integer.parseInt(single(field, STATUS, name).substring(0, 3)));
            case "location" -> location = Optional.of(PercentCoding.encodeReference(single(field, LOCATION, name)));
            case "content-length" -> contentLength = OptionalLong.of(Long.parseLong(single(field, LENGTH, name)));
            case "content-type" -> {
                contentType = Optional.of(single(field, CONTENT_TYPE, name));
                fields.add(field);
            }
            default -> fields.add(field);
        }
    }

    private String single(FieldLine field, Pattern pattern, String name) throws CgiException {
        if (!seen.add(name)) {
            throw new CgiException("it has the field " + field.name() + " twice");
        }
        if (!pattern.matcher(field.value()).matches()) {
            throw new CgiException("the value of its field " + field.name() + " is invalid");
        }
        return field.value();
    }

    private CgiHead head() throws CgiException {
        CgiHead head = classified();
        try {
            new ResponseHead(head.status(), "", head.fields(), ResponseHead.UNKNOWN_LENGTH);
        } catch (IllegalArgumentException e) {
            throw new CgiException("it can't be sent to a client: " + e.getMessage());
        }
        return head;
    }

    /** Classifies the response by its Location, as one of four kinds (RFC 3875 sections 6.2.1 to 6.2.4). */
    private CgiHead classified() throws CgiException {
        if (location.isEmpty()) {
            return document();
        }
        // A path is for the server, unless it has a fragment, which only the client can use.
        boolean isLocal = location.get().startsWith("/") && !location.get().startsWith("//")
                && !location.get().contains("#");
        // A local redirect has nothing but a path (RFC 3875 section 6.2.2); otherwise the client is redirected, without a
        // document or with one (RFC 3875 sections 6.2.3 and 6.2.4).
        if (isLocal && status.isEmpty() && contentType.isEmpty() && fields.isEmpty()) {
            return new CgiHead(Status.OK, List.of(), location, OptionalLong.empty());
        }
        fields.add(new FieldLine("Location", location.get()));
        return new CgiHead(status.orElse(Status.FOUND), List.copyOf(fields), Optional.empty(), contentLength);
    }

    /**
     * A document (RFC 3875 section 6.2.1): 200 unless the script sets another status (RFC 3875 section 6.3.3). If it sets no
     * Content-Type, the server does not guess one (RFC 3875 section 6.3.1).
     */
    private CgiHead document() throws CgiException {
        if (contentType.isEmpty() && status.isEmpty()) {
            throw new CgiException("it has neither Content-Type, Location nor Status");
        }
        return new CgiHead(status.orElse(Status.OK), List.copyOf(fields), Optional.empty(), contentLength);
    }
}
