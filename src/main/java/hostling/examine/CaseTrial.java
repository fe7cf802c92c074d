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

/**
 * Sends a case, and a second request right behind it. A foreign server does not tell what it has read, but it answers: one
 * response too many means that content was taken for a request, and one too few that a request was taken for content.
 */
final class CaseTrial implements Trial {
    /** The status codes by which servers refuse what they can't or won't read. */
    private static final Set<Integer> REFUSALS = Set.of(400, 411, 413, 414, 417, 421, 422, 426, 431, 501, 505);
    /** The rules after which the next request still is where it is expected: only what this one means was wrong. */
    private static final Set<String> FRAMING_IS_CERTAIN = Set.of("HOST_MISSING", "HOST_REPEATED", "HOST_SYNTAX", "EXPECTATION_UNKNOWN",
            "TARGET_FORM", "TARGET_PERCENT", "TARGET_NUL", "TARGET_AUTHORITY", "TARGET_HTTPS", "FIELD_REPEATED",
            "VERSION_UNSUPPORTED");
    /** Rules that are kept by closing the connection, whatever the answer. */
    private static final Set<String> CLOSING_IS_ENOUGH = Set.of("9112-6.1-k", "9112-6.1-l");
    /** Methods whose content means something (RFC 9110 section 9.3); with others, a server may refuse content and close. */
    private static final Set<String> METHODS_WITH_CONTENT = Set.of("POST", "PUT", "PATCH");
    private static final int LENGTH_REQUIRED = 411;
    private static final int SERVER_ERROR = 500;
    private static final int CLIENT_ERROR = 400;

    private static final CaseRequest SECOND = new CaseRequest("GET", "/", 0, true, false);

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
            return before + "a refusal, best " + c.status() + ", and the end of the connection; no answer to the request behind it";
        }
        boolean open = CaseRequest.allOf(c).stream().allMatch(CaseRequest::keepsConnection);
        return (whole == 1 ? "one answer that is no refusal" : whole + " answers, none of them a refusal")
                + (open ? ", then that to the request behind it, or the end of the connection" : ", then the end of the connection");
    }

    @Override
    public Judgement judge(Attempt attempt) throws IOException {
        Server server = attempt.server();
        byte[] input = server.takesAnyHost() ? tried.input() : withHost(server.target().authority());
        List<String> methods = new ArrayList<>(requests.stream().map(CaseRequest::method).toList());
        if (!goesOn()) {
            return judgeAccepted(attempt.open().send(methods, input).finish(), server);
        }
        methods.add("GET");
        byte[] second = ("GET " + server.target().page() + " HTTP/1.1\r\nHost: " + server.target().authority()
                + "\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1);
        Talk talk = attempt.open().send(methods, Bytes.join(input, second)).finish();
        return tried.violation().isEmpty() ? judgeAccepted(talk, server) : judgeRefused(talk, server);
    }

    private byte[] withHost(String authority) {
        String text = new String(tried.input(), ISO_8859_1);
        return text.replaceFirst("\r\nHost: " + Server.CASE_HOST + "\r\n", "\r\nHost: " + authority + "\r\n").getBytes(ISO_8859_1);
    }

    /** How strictly its outcome is required of any server. */
    Level level() {
        return CaseLevel.of(tried);
    }

    /** Whether the connection is kept behind what is right; CONNECT ends it only if it makes a tunnel, and then it is no matter. */
    private boolean goesOn() {
        return !tried.violation().isEmpty() && requests.stream().allMatch(CaseRequest::keepsConnection)
                || requests.stream().allMatch(request -> request.keepsConnection() || request.method().equals("CONNECT"));
    }

    private Judgement judgeAccepted(Talk talk, Server server) throws IOException {
        List<Reply> replies = talk.finalReplies();
        int expected = requests.size() + (goesOn() ? 1 : 0);
        for (int i = 0; i < Math.min(requests.size(), replies.size()); i++) {
            if (isRefused(requests.get(i), replies.get(i), server) && !mayRefuse(requests.get(i), talk)) {
                return Judgement.bad(level(), "The server refused a request that is right.");
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
        if (goesOn() && replies.size() == expected && isRefused(SECOND, replies.get(expected - 1), server)) {
            return Judgement.bad(level(), "The request behind it was refused, although it is right.");
        }
        return Judgement.GOOD;
    }

    private static boolean isRefused(CaseRequest request, Reply reply, Server server) throws IOException {
        OptionalInt ordinary = server.ordinaryStatus(request.method());
        return isRefusal(reply.status()) && reply.status() != LENGTH_REQUIRED
                && (ordinary.isEmpty() || ordinary.getAsInt() != reply.status());
    }

    /** Some servers do not want content where it means nothing. Then they have to close: they have not read it. */
    private static boolean mayRefuse(CaseRequest request, Talk talk) {
        return request.contentBytes() > 0 && !METHODS_WITH_CONTENT.contains(request.method()) && talk.isClosed();
    }

    private Judgement judgeRefused(Talk talk, Server server) throws IOException {
        List<Reply> replies = talk.finalReplies();
        int before = requests.size();
        if (requests.stream().anyMatch(request -> !request.keepsConnection())) {
            return Judgement.GOOD;                                  // the connection ends before the fault
        }
        boolean closes = talk.isClosed() && replies.size() <= before + 1;
        if (closes && replies.size() > before && tried.requirements().stream().anyMatch(CLOSING_IS_ENOUGH::contains)) {
            return Judgement.GOOD;
        }
        if (replies.size() <= before && tried.violation().equals("BODY_TOO_LARGE") && !talk.isClosed()) {
            return Judgement.GOOD;                                  // it takes content of that size, and waits for it
        }
        if (replies.size() <= before) {
            return talk.isClosed() ? Judgement.bad(weaker(Level.SHOULD), "The server closed the connection without an answer.")
                    : Judgement.bad(level(), "The server waits for more, where it should refuse.");
        }
        if (replies.size() > before + 2) {
            return Judgement.bad(level(), "There are more answers than requests: the server has read something hidden as a request.");
        }
        int status = replies.get(before).status();
        boolean refused = isRefusal(status);
        boolean answersTheNext = replies.size() == before + 2;
        if (status >= SERVER_ERROR && !refused) {
            return Judgement.bad(Level.MUST, "The server has an error of its own.");
        }
        if (!refused && answersTheNext) {
            return Judgement.bad(level(), "The server has taken it as a valid request, and then answered the one behind it.");
        }
        if (refused && answersTheNext && !FRAMING_IS_CERTAIN.contains(tried.violation())
                && server.ordinaryStatus(method()).orElse(0) != status) {
            return Judgement.bad(level(), "The server refused it, but then went on to read requests, although nobody knows where "
                    + "the next one begins.");
        }
        if (refused && answersTheNext && !FRAMING_IS_CERTAIN.contains(tried.violation())) {
            return Judgement.bad(level(), "The server has answered it like any such request, and then the one behind it.");
        }
        if (!refused && !tried.isRefusedAfterItsHead() && status < CLIENT_ERROR) {
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
