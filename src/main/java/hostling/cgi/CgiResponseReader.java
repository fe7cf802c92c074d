package hostling.cgi;

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
 * Reads the header section of a script's output: bytes in, a {@link CgiHead} out, and not a byte of the content taken
 * (RFC 3875 section 6). It does no I/O, and what comes out does not depend on how the bytes were cut.
 *
 * <pre>
 *   ┌────────── LF ──────────┐
 *   ▼                        │
 *  LINE ── any other byte ───┘
 *   │
 *   └── LF on an empty line ──▶ done
 * </pre>
 *
 * <p>Lines end in LF or CR LF: scripts write what their language gives them (RFC 3875 section 7.2). Here that is no
 * danger, unlike in a request, because nobody else reads these bytes.
 *
 * <p>At least one of Content-Type, Location and Status has to be there, and each comes once at most (RFC 3875 section
 * 6.3). What goes to the client is written anew as HTTP, without the fields that are the server's own (RFC 3875 section
 * 6.3.4).
 */
final class CgiResponseReader {
    static final int BYTES_MAX = 32 * 1024;
    static final int FIELDS_MAX = 100;

    /** Set by the server: it sends the message, so it knows how it is framed and whether the connection goes on. */
    private static final Set<String> SERVERS_OWN = Set.of("connection", "keep-alive", "proxy-connection", "te",
            "trailer", "transfer-encoding", "upgrade", "date");
    private static final Pattern STATUS = Pattern.compile("([2-5][0-9][0-9])(?: .*)?");
    private static final Pattern CONTENT_TYPE = Pattern.compile(".+");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,15}");
    /** A URI reference has none of these; the field line itself refuses controls. */
    private static final Pattern LOCATION = Pattern.compile("[^ \"<>\\\\^`{|}\\x7f-\\xff]+");

    private final StringBuilder line = new StringBuilder();
    private final List<FieldLine> fields = new ArrayList<>();
    /** The CGI fields, which may come once each. */
    private final Set<String> seen = new HashSet<>();
    private int bytes;
    private int count;
    private Optional<Integer> status = Optional.empty();
    private Optional<String> location = Optional.empty();
    private Optional<String> contentType = Optional.empty();
    private OptionalLong contentLength = OptionalLong.empty();

    /**
     * Takes what there is of the header section.
     *
     * @return the head once the empty line is taken; empty while more is needed
     * @throws CgiException where this is no header section that a server could pass on
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
            throw new CgiException("line " + count + " of its header section is no field");
        }
        FieldLine field;
        try {
            field = new FieldLine(text.substring(0, colon), text.substring(colon + 1).strip());
        } catch (IllegalArgumentException e) {
            throw new CgiException("line " + count + " of its header section is no field: " + e.getMessage());
        }
        take(field);
    }

    private void take(FieldLine field) throws CgiException {
        String name = field.name().toLowerCase(Locale.ROOT);
        if (SERVERS_OWN.contains(name)) {
            return;
        }
        switch (name) {
            case "status" -> status = Optional.of(Integer.parseInt(only(field, STATUS, name).substring(0, 3)));
            case "location" -> location = Optional.of(only(field, LOCATION, name));
            case "content-length" -> contentLength = OptionalLong.of(Long.parseLong(only(field, LENGTH, name)));
            case "content-type" -> {
                contentType = Optional.of(only(field, CONTENT_TYPE, name));
                fields.add(field);
            }
            default -> fields.add(field);
        }
    }

    private String only(FieldLine field, Pattern form, String name) throws CgiException {
        if (!seen.add(name)) {
            throw new CgiException("it has the field " + field.name() + " twice");
        }
        if (!form.matcher(field.value()).matches()) {
            throw new CgiException("the value of its field " + field.name() + " is none that it can have");
        }
        return field.value();
    }

    private CgiHead head() throws CgiException {
        CgiHead head = unchecked();
        try {
            new ResponseHead(head.status(), "", head.fields(), ResponseHead.UNKNOWN_LENGTH);
        } catch (IllegalArgumentException e) {
            throw new CgiException("it can't be passed on: " + e.getMessage());
        }
        return head;
    }

    /** Which of the four kinds of response it is (RFC 3875 sections 6.2.1 to 6.2.4): that follows from Location. */
    private CgiHead unchecked() throws CgiException {
        if (location.isEmpty()) {
            return document();
        }
        // A path alone is for the server, but not with a fragment, which is for the client.
        boolean isLocal = location.get().startsWith("/") && !location.get().startsWith("//")
                && !location.get().contains("#");
        // Local where there is nothing but a path (RFC 3875 section 6.2.2); else a redirection of the client, without a
        // document or with one (RFC 3875 sections 6.2.3 and 6.2.4).
        if (isLocal && status.isEmpty() && contentType.isEmpty() && fields.isEmpty()) {
            return new CgiHead(Status.OK, List.of(), location, OptionalLong.empty());
        }
        fields.add(new FieldLine("Location", location.get()));
        return new CgiHead(status.orElse(Status.FOUND), List.copyOf(fields), Optional.empty(), contentLength);
    }

    /**
     * A document (RFC 3875 section 6.2.1): 200 unless the script says another status (RFC 3875 section 6.3.3). Where it
     * says no Content-Type none is made up for it (RFC 3875 section 6.3.1).
     */
    private CgiHead document() throws CgiException {
        if (contentType.isEmpty() && status.isEmpty()) {
            throw new CgiException("it has neither Content-Type, Location nor Status");
        }
        return new CgiHead(status.orElse(Status.OK), List.copyOf(fields), Optional.empty(), contentLength);
    }
}
