package hostling.examine;

import static hostling.examine.FaultException.require;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hostling.cases.CaseLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** No path leads out of the folder of the site: the server is asked for a file of this machine in many ways. */
final class EscapeChecks {
    private static final int SERVER_ERROR = 500;
    private static final int LEVELS = 12;
    private static final int LEVELS_MANY = 400;
    private static final int SECRET_CHARS_MIN = 8;
    /** One step up, in each way of writing it. */
    private static final Map<String, String> STEPS = steps();

    private EscapeChecks() { }

    /** A file that every machine of this kind has and that no site shows. */
    private record Secret(String path, String content) {
        private static Secret ofThisMachine() {
            for (String path : List.of("/etc/passwd", "/windows/win.ini")) {
                try {
                    String text = Files.readString(Path.of(path), ISO_8859_1);
                    return new Secret(path, text.lines().findFirst().orElse(""));
                } catch (IOException e) {
                    // This is another kind of machine.
                }
            }
            return new Secret("/etc/passwd", "");
        }
    }

    private static Map<String, String> steps() {
        Map<String, String> steps = new LinkedHashMap<>();
        steps.put("dots", "../");
        steps.put("encoded-dots", "%2e%2e/");
        steps.put("half-encoded-dots", ".%2E/");
        steps.put("encoded-slash", "..%2f");
        steps.put("all-encoded", "%2e%2e%2f");
        steps.put("double-encoded-dots", "%252e%252e/");
        steps.put("double-encoded-slash", "..%252f");
        steps.put("backslash", "..\\");
        steps.put("encoded-backslash", "..%5c");
        steps.put("overlong-slash", "..%c0%af");
        steps.put("overlong-dots", "%c0%ae%c0%ae/");
        steps.put("overlong-three-bytes", "..%e0%80%af");
        steps.put("wide-dots", "%uff0e%uff0e/");
        steps.put("semicolon", "..;/");
        steps.put("two-slashes", "..//");
        steps.put("four-dots", "....//");
        steps.put("dot-between", "../././");
        steps.put("nul", "..%00/");
        return steps;
    }

    static List<Check> all(CaseLibrary library) {
        CheckList list = new CheckList(library, "05-sites-and-files.md");
        STEPS.forEach((name, step) -> add(list, name, step.repeat(LEVELS)));
        add(list, "no-step", "/");
        add(list, "through-folder", "no-such-folder/" + "../".repeat(LEVELS));
        add(list, "through-dot", "./" + ".%2e/".repeat(LEVELS));
        add(list, "long-chain", "../".repeat(LEVELS_MANY));
        add(list, "encoded-root", "%2f");
        add(list, "file-scheme", "file://");
        list.check("escape-without-slash", "A path without its first slash does not lead out of the site")
                .allowed("anything but a file of this machine").because("3986-5.4.2-a", "9110-17.3-a")
                .tried(attempt -> ask(attempt, "../".repeat(LEVELS) + Secret.ofThisMachine().path().substring(1)));
        list.check("escape-absolute-form", "A whole URL does not lead out of the site")
                .allowed("anything but a file of this machine").because("3986-5.4.2-a", "9110-17.3-a")
                .tried(attempt -> ask(attempt, "http://" + attempt.server().target().authority() + "/" + "../".repeat(LEVELS)
                        + Secret.ofThisMachine().path().substring(1)));
        list.check("escape-nul-at-end", "A path with NUL at its end does not lead out of the site")
                .allowed("anything but a file of this machine").because("3986-7.3-c", "9110-17.3-a").level(Level.MUST)
                .tried(attempt -> ask(attempt, "/" + "../".repeat(LEVELS) + Secret.ofThisMachine().path().substring(1) + "%00.html"));
        list.check("escape-unharmed", "Dot segments within the site do no harm to its page")
                .allowed("the page, or an error from 400 to 499").because("3986-5.2.4-a").level(Level.SHOULD)
                .tried(EscapeChecks::withinTheSite);
        return list.all();
    }

    private static void add(CheckList list, String name, String way) {
        String shown = way.length() > 20 ? way.substring(0, 20) + "…" : way;
        list.check("escape-" + name, "The path /" + shown + " does not lead out of the site")
                .allowed("anything but a file of this machine").because("3986-5.4.2-a", "9110-17.3-a")
                .tried(attempt -> ask(attempt, "/" + way + Secret.ofThisMachine().path().substring(1)));
    }

    private static void ask(Attempt attempt, String target) throws IOException {
        Secret secret = Secret.ofThisMachine();
        if (secret.content().length() < SECRET_CHARS_MIN) {
            throw new NotTriedException("A machine with the file " + secret.path() + ".");
        }
        Talk talk = attempt.open().send("GET", attempt.head("GET", target, "Connection: close").substring("GET".length()));
        talk.reply();
        String came = new String(talk.received(), ISO_8859_1);
        require(!came.contains(secret.content()), "The server has sent " + secret.path() + ".");
        if (!talk.finalReplies().isEmpty() && talk.finalReplies().get(0).status() == SERVER_ERROR) {
            throw new FaultException(Level.SHOULD, "The server has an error of its own.");
        }
        if (talk.finalReplies().isEmpty() && !talk.isClosed()) {
            throw new FaultException(Level.SHOULD, "The server neither answers nor ends the connection.");
        }
    }

    private static void withinTheSite(Attempt attempt) throws IOException {
        Reply page = attempt.get();
        String path = attempt.page();
        Reply other = attempt.ask("GET", path.substring(0, path.lastIndexOf('/')) + "/./no-such-folder/.." + path.substring(path.lastIndexOf('/')));
        require(other.status() == page.status() || other.status() / 100 == 4, "The status is " + other.status() + ".");
        require(other.status() != page.status() || other.content().length == page.content().length, "Another page came.");
    }
}
