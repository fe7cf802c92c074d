package hostling.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request whose head is in the events of a case.
 *
 * @param content         its content as far as it was read, each byte as a character
 * @param isWhole         whether it was read to its end
 * @param keepsConnection whether its client wants to reuse the connection (RFC 9112 section 9.3)
 */
public record CaseRequest(String method, String target, String content, boolean isWhole, boolean keepsConnection) {
    private static final String HEAD = "head ";
    private static final Pattern BODY = Pattern.compile("body [0-9]+ \"(.*)\"");
    private static final String CONNECTION = "  connection: ";

    /** The requests of a case, in order. */
    public static List<CaseRequest> allOf(RequestCase c) {
        List<CaseRequest> requests = new ArrayList<>();
        List<String> lines = List.of(c.events().split("\n"));
        int next = 0;
        while (next < lines.size() && lines.get(next).startsWith(HEAD)) {
            int start = next++;
            while (next < lines.size() && !lines.get(next).startsWith(HEAD)) {
                next++;
            }
            requests.add(of(lines.subList(start, next)));
        }
        return requests;
    }

    /** How much of its content was read. */
    public int contentBytes() {
        return content.length();
    }

    private static CaseRequest of(List<String> message) {
        int end = message.indexOf("end");
        List<String> untilEnd = end < 0 ? message : message.subList(0, end);
        String line = untilEnd.get(0).substring(HEAD.length());
        int methodEnd = line.indexOf(' ');
        int targetEnd = line.lastIndexOf(' ');
        String method = line.substring(0, methodEnd);
        String target = new String(Bytes.read(line.substring(methodEnd + 1, targetEnd)), ISO_8859_1);
        String content = untilEnd.stream().map(BODY::matcher).filter(Matcher::matches)
                .map(body -> new String(Bytes.read(body.group(1)), ISO_8859_1)).collect(Collectors.joining());
        return new CaseRequest(method, target, content, end >= 0,
                keepsConnection(method, line.endsWith(" HTTP/1.0"), untilEnd));
    }

    private static boolean keepsConnection(String method, boolean http10, List<String> untilEnd) {
        List<String> options = untilEnd.stream().filter(event -> event.startsWith(CONNECTION))
                .flatMap(event -> Stream.of(event.substring(CONNECTION.length()).split(",")))
                .map(option -> option.strip().toLowerCase(Locale.ROOT)).toList();
        return !method.equals("CONNECT") && (http10 ? options.contains("keep-alive") : !options.contains("close"));
    }
}
