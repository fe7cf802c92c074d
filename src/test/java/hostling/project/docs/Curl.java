package hostling.project.docs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of curl as the documentation uses: it makes a request of its options, and shows a response. */
final class Curl {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final String target;
    private final List<String> fields = new ArrayList<>(List.of("Host: 127.0.0.1:8080", "User-Agent: curl", "Accept: */*"));
    private String method = "GET";
    private String content = "";
    private boolean showsHead;

    /**
     * @param options as they are typed
     * @param target  the path, and perhaps a query
     * @throws IllegalArgumentException if there is an option that this one does not know
     */
    Curl(String options, String target) {
        this.target = target;
        Matcher words = WORD.matcher(options);
        while (words.find()) {
            switch (words.group()) {
                case "-s", "--path-as-is" -> { }
                case "-i" -> showsHead = true;
                case "-I" -> {
                    method = "HEAD";
                    showsHead = true;
                }
                case "-X" -> method = argument(words);
                case "-H" -> addField(argument(words));
                case "-r" -> fields.add("Range: bytes=" + argument(words));
                case "-b" -> fields.add("Cookie: " + argument(words));
                case "-d" -> {
                    content = argument(words);
                    method = "POST";
                    fields.add("Content-Type: application/x-www-form-urlencoded");
                    fields.add("Content-Length: " + content.getBytes(UTF_8).length);
                }
                default -> throw new IllegalArgumentException("curl: " + words.group());
            }
        }
    }

    /** A field that it would send itself is replaced. */
    private void addField(String line) {
        fields.removeIf(each -> each.substring(0, each.indexOf(':')).equalsIgnoreCase(line.substring(0, line.indexOf(':'))));
        fields.add(line);
    }

    private static String argument(Matcher words) {
        if (!words.find()) {
            throw new IllegalArgumentException("curl: an option needs an argument");
        }
        return word(words);
    }

    /** The words of a command; what stands in single quotes is one word. */
    static String[] words(String command) {
        return WORD.matcher(command).results().map(Curl::word).toArray(String[]::new);
    }

    private static String word(MatchResult match) {
        return match.group(1) == null ? match.group(2) : match.group(1);
    }

    byte[] request() {
        return (method + " " + target + " HTTP/1.1\r\n" + String.join("\r\n", fields) + END_OF_HEAD + content).getBytes(UTF_8);
    }

    /** What it prints of a response. */
    String shown(byte[] response) {
        String text = new String(response, ISO_8859_1);
        int end = text.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
        String head = text.substring(0, end);
        String body = head.contains("\r\nTransfer-Encoding: chunked\r\n") ? withoutChunks(text.substring(end)) : text.substring(end);
        return (showsHead ? head : "") + new String(body.getBytes(ISO_8859_1), UTF_8);
    }

    private static String withoutChunks(String chunks) {
        StringBuilder content = new StringBuilder();
        String rest = chunks;
        while (true) {
            int line = rest.indexOf("\r\n");
            int size = Integer.parseInt(rest.substring(0, line), 16);
            if (size == 0) {
                return content.toString();
            }
            content.append(rest, line + 2, line + 2 + size);
            rest = rest.substring(line + 2 + size + 2);
        }
    }
}
