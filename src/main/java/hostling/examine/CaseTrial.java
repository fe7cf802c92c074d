package hostling.examine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hostling.cases.Bytes;
import hostling.cases.CaseRequest;
import hostling.cases.RequestCase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends a case, and a second request right after it. A foreign server does not tell what it has read, but it answers: one
 * response too many means that content was taken for a request, and one too few that a request was taken for content.
 */
final class CaseTrial implements Trial {
    /** The status codes by which servers refuse what they can't or won't read. */
    private static final Set<Integer> REFUSALS = Set.of(400, 411, 413, 414, 417, 421, 422, 426, 431, 501, 505);
    /** The rules after which the next request still is where it is expected: only what this one means was wrong. */
    private static final Set<String> FRAMING_IS_CERTAIN = Set.of("HOST_MISSING", "HOST_REPEATED", "HOST_SYNTAX", "EXPECTATION_UNKNOWN",
            "TARGET_FORM", "TARGET_PERCENT", "TARGET_NUL", "TARGET_AUTHORITY", "TARGET_HTTPS", "FIELD_REPEATED",
            "VERSION_UNSUPPORTED");
    /** The rules after which a server may answer the request, but has to close the connection after it. */
    private static final Set<String> ANSWER_AND_CLOSE = Set.of("9112-6.1-k", "9112-6.1-l");
    private static final int SERVER_ERROR = 500;
    private static final int CLIENT_ERROR = 400;
    private static final int LENGTH_REQUIRED = 411;
    private static final int TOO_LARGE = 413;
    /** A POST whose target is of no importance. */
    private static final Pattern POST = Pattern.compile("^POST /[a-z0-9/]* HTTP/1.1\r\n");

    private final RequestCase tried;
    private final List<CaseRequest> requests;

    CaseTrial(RequestCase tried) {
        this.tried = tried;
        this.requests = CaseRequest.allOf(tried).stream().filter(CaseRequest::isWhole).toList();
    }

    /** The answers that are right, in words. */
    static String allowed(RequestCase c) {
        long whole = CaseRequest.allOf(c).stream().filter(CaseRequest::isWhole).count();
        String before = whole == 0 ? "" : whole == 1 ? "an answer to the first request; then " : "answers to " + whole + " requests; then ";
        if (!c.violation().isEmpty()) {
            return before + "a refusal, best " + c.status() + ", and the end of the connection; no answer to the request after it";
        }
        boolean open = CaseRequest.allOf(c).stream().allMatch(CaseRequest::keepsConnection);
        return (whole == 1 ? "one answer that is no refusal" : whole + " answers that are no refusals")
                + (open ? ", then that to the request after it, or the end of the connection" : ", then the end of the connection");
    }

    @Override
    public Judgement judge(Attempt attempt) throws IOException {
        Server server = attempt.server();
        if (method().equals("POST") && !server.readsPosts()) {
            throw new NotTriedException(PathOption.POST.usage() + ".");
        }
        List<String> methods = new ArrayList<>(requests.stream().map(CaseRequest::method).toList());
        methods.add("GET");
        Talk talk = attempt.open().send(methods, Bytes.latin1(input(server) + (goesOn() ? attempt.head("GET", attempt.page(),
                "Connection: close") : ""))).finish();
        talk.close();                                               // the judgement may need to ask the server something
        return tried.violation().isEmpty() ? judgeAccepted(talk, server) : judgeRefused(talk, server);
    }

    /** Whether a request after it may be answered, so that one is sent. */
    private boolean goesOn() {
        return !tried.violation().isEmpty() || requests.stream().allMatch(CaseRequest::keepsConnection);
    }

    /** The bytes of the case, with the host and the path for content that the server knows. */
    private String input(Server server) throws IOException {
        String text = new String(tried.input(), ISO_8859_1);
        if (!server.takesAnyHost()) {
            text = text.replaceFirst("\r\nHost: " + Server.CASE_HOST + "\r\n", "\r\nHost: " + server.target().authority() + "\r\n");
        }
        return POST.matcher(text).replaceFirst(Matcher.quoteReplacement("POST " + server.contentPath() + " HTTP/1.1\r\n"));
    }

    /** How strictly its outcome is required of any server. */
    Level level() {
        return CaseLevel.of(tried);
    }

    private Judgement judgeAccepted(Talk talk, Server server) throws IOException {
        List<Reply> replies = talk.finalReplies();
        int expected = requests.size() + (goesOn() ? 1 : 0);
        for (int i = 0; i < Math.min(requests.size(), replies.size()); i++) {
            int status = replies.get(i).status();
            OptionalInt ordinary = server.ordinaryStatus(requests.get(i).method());
            if (isRefusal(status) && !mayNeedLength(status) && (ordinary.isEmpty() || ordinary.getAsInt() != status)) {
                return Judgement.bad(level(), "The server refused a request that is right.");
            }
            if (isEchoed(i, server) && status < CLIENT_ERROR
                    && !requests.get(i).content().equals(new String(replies.get(i).content(), ISO_8859_1))) {
                return Judgement.bad(Level.MUST, "The server has read other content: " + replies.get(i).content().length
                        + " bytes in place of " + requests.get(i).contentBytes() + ".");
            }
        }
        if (replies.size() > expected) {
            return Judgement.bad(Level.MUST, "There are more answers than requests: the server has read content as a request.");
        }
        if (replies.size() < expected && !talk.isClosed()) {
            return Judgement.bad(level(), replies.isEmpty() ? "The server waits for more, but the request is complete."
                    : "The server waits for more: it has read a request as content.");
        }
        if (replies.isEmpty()) {
            return Judgement.bad(level(), "The server closed the connection without an answer.");
        }
        if (goesOn() && replies.size() == expected && replies.get(expected - 1).status() == CLIENT_ERROR
                && server.ordinaryStatus("GET").orElse(0) != CLIENT_ERROR) {
            return Judgement.bad(level(), "The request after it was refused: the server looked for it at the wrong place.");
        }
        return Judgement.GOOD;
    }

    /** A server may refuse content whose length is not given (RFC 9112 section 6.3), and a POST that may lack it. */
    private boolean mayNeedLength(int status) {
        return status == LENGTH_REQUIRED && !new String(tried.input(), ISO_8859_1).contains("Content-Length");
    }

    /** Whether the content of a request comes back in its response. */
    private boolean isEchoed(int request, Server server) {
        return request == 0 && POST.matcher(new String(tried.input(), ISO_8859_1)).find()
                && server.target().path(PathOption.ECHO).isPresent();
    }

    private Judgement judgeRefused(Talk talk, Server server) throws IOException {
        List<Reply> replies = talk.finalReplies();
        int before = requests.size();
        if (requests.stream().anyMatch(request -> !request.keepsConnection())) {
            return Judgement.GOOD;                                  // the connection ends before the fault
        }
        if (replies.size() <= before && talk.isClosed() && !replies.isEmpty() && replies.get(replies.size() - 1).announcesClose()) {
            throw new NotTriedException("A server that keeps the connection open.");
        }
        if (replies.size() <= before && talk.bytesAfterReplies() > 0) {
            return Judgement.bad(weaker(Level.SHOULD), "What came is no response of HTTP/1.");
        }
        if (replies.size() <= before) {
            return talk.isClosed() ? Judgement.bad(weaker(Level.SHOULD), "The server closed the connection without an answer.")
                    : tried.status() == TOO_LARGE ? Judgement.bad(Level.MAY, "The server waits for so much content.")
                    : Judgement.bad(level(), "The server waits for more, where it should refuse.");
        }
        if (replies.size() > before + 2) {
            return Judgement.bad(level(), "There are more answers than requests: the server has read something hidden as a request.");
        }
        int status = replies.get(before).status();
        boolean refused = isRefusal(status);
        if (method().equals("CONNECT") && status >= CLIENT_ERROR) {
            return Judgement.GOOD;                                  // whatever it says, it is no tunnel
        }
        boolean answersTheNext = replies.size() == before + 2;
        if (status >= SERVER_ERROR && !refused) {
            return Judgement.bad(Level.MUST, "The server has an error of its own.");
        }
        if (!refused && answersTheNext) {
            return Judgement.bad(level(), "The server has taken it as a valid request, and then answered the one after it.");
        }
        if (refused && answersTheNext && !FRAMING_IS_CERTAIN.contains(tried.violation())
                && server.ordinaryStatus(method()).orElse(0) != status) {
            return Judgement.bad(level(), "The server refused it, but then went on to read requests, although nobody knows where "
                    + "the next one begins.");
        }
        if (refused && answersTheNext && !FRAMING_IS_CERTAIN.contains(tried.violation())) {
            return Judgement.bad(level(), "The server has answered it like any such request, and then the one after it.");
        }
        boolean mayAnswer = tried.isRefusedAfterItsHead() || tried.requirements().stream().anyMatch(ANSWER_AND_CLOSE::contains);
        if (!refused && !mayAnswer && status < CLIENT_ERROR) {
            return Judgement.bad(level(), "The server has taken it as a valid request.");
        }
        return Judgement.GOOD;
    }

    private Level weaker(Level other) {
        return level().compareTo(other) < 0 ? other : level();
    }

    /** The method of the faulty request, as far as one can tell. */
    private String method() {
        List<CaseRequest> all = CaseRequest.allOf(tried);
        if (all.size() > requests.size()) {
            return all.get(all.size() - 1).method();
        }
        String text = new String(tried.input(), ISO_8859_1);
        int space = text.indexOf(' ');
        return space > 0 && text.substring(0, space).matches("[A-Z]+") ? text.substring(0, space) : "GET";
    }

    private static boolean isRefusal(int status) {
        return REFUSALS.contains(status);
    }
}
