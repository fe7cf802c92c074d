package hostling.examine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads responses from the bytes of a connection (RFC 9112 sections 4 and 6.3). It reads what it can, since a faulty response
 * is what one wants to see; a check that minds a fault looks for it in the bytes.
 */
final class ReplyReader {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.([0-9]) ([1-9][0-9]{2})(?: (.*))?");
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int CHUNK_SIZE_RADIX = 16;

    private final byte[] bytes;
    private final boolean ended;
    private int next;
    private boolean whole;

    private ReplyReader(byte[] bytes, int from, boolean ended) {
        this.bytes = bytes;
        this.ended = ended;
        this.next = from;
    }

    /** A response, and the index after it. */
    record Read(Reply reply, int end) { }

    /**
     * The response that begins at an index.
     *
     * @param method the method of the request that it answers: the response to HEAD has no content
     * @param ended  whether no more bytes will come
     * @return empty if its head is not complete, or is none
     */
    static Optional<Read> read(byte[] bytes, int from, String method, boolean ended) {
        return new ReplyReader(bytes, from, ended).read(method);
    }

    private Optional<Read> read(String method) {
        Optional<String> first = line();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Matcher status = STATUS_LINE.matcher(first.get());
        if (!status.matches()) {
            return Optional.empty();
        }
        List<Reply.Field> fields = new ArrayList<>();
        Optional<String> line = line();
        while (line.isPresent() && !line.get().isEmpty()) {
            fields.add(field(line.get()));
            line = line();
        }
        if (line.isEmpty()) {
            return Optional.empty();
        }
        int code = Integer.parseInt(status.group(2));
        whole = true;
        boolean withoutContent = method.equals("HEAD") || code < 200 || code == NO_CONTENT || code == NOT_MODIFIED;
        String coding = value(fields, "Transfer-Encoding").toLowerCase(Locale.ROOT);
        String length = value(fields, "Content-Length").strip();
        boolean toTheEnd = !withoutContent && !coding.contains("chunked") && !length.matches("[0-9]{1,9}");
        byte[] content = withoutContent ? new byte[0] : coding.contains("chunked") ? chunks()
                : toTheEnd ? rest() : take(Integer.parseInt(length));
        return Optional.of(new Read(new Reply(Integer.parseInt(status.group(1)), code,
                Optional.ofNullable(status.group(3)).orElse(""), List.copyOf(fields), content, whole, toTheEnd), next));
    }

    private static Reply.Field field(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? new Reply.Field(line, "") : new Reply.Field(line.substring(0, colon), line.substring(colon + 1).strip());
    }

    private static String value(List<Reply.Field> fields, String name) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).map(Reply.Field::value).findFirst().orElse("");
    }

    /** The next line without its end; empty if its end is not there. */
    private Optional<String> line() {
        int end = next;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (end == bytes.length) {
            return Optional.empty();
        }
        int textEnd = end > next && bytes[end - 1] == '\r' ? end - 1 : end;
        String line = new String(bytes, next, textEnd - next, ISO_8859_1);
        next = end + 1;
        return Optional.of(line);
    }

    private byte[] take(int count) {
        int end = Math.min(bytes.length, next + count);
        whole = end - next == count;
        byte[] taken = Arrays.copyOfRange(bytes, next, end);
        next = end;
        return taken;
    }

    private byte[] rest() {
        byte[] taken = take(bytes.length - next);
        whole = ended;
        return taken;
    }

    private byte[] chunks() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (true) {
            Optional<String> line = line();
            String digits = line.map(text -> text.replaceFirst("[; \t].*", "")).orElse("");
            if (!digits.matches("[0-9A-Fa-f]{1,7}")) {
                whole = false;
                return content.toByteArray();
            }
            int size = Integer.parseInt(digits, CHUNK_SIZE_RADIX);
            if (size == 0) {
                skipTrailers();
                return content.toByteArray();
            }
            content.writeBytes(take(size));
            if (!whole || line().isEmpty()) {
                whole = false;
                return content.toByteArray();
            }
        }
    }

    private void skipTrailers() {
        Optional<String> line = line();
        while (line.isPresent() && !line.get().isEmpty()) {
            line = line();
        }
        whole = line.isPresent();
    }
}
