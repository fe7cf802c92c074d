package hostling.examine;

import static hostling.examine.FaultException.require;

import hostling.cases.CaseLibrary;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The server answers by the method and the target. */
final class RequestLineChecks {
    /** The path of something that no server has. */
    static final String MISSING = "/no-such-page-7c1f";
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int NOT_ALLOWED = 405;
    private static final int NOT_IMPLEMENTED = 501;

    private RequestLineChecks() { }

    static List<Check> all(CaseLibrary library) {
        CheckList list = new CheckList(library, "01-how-a-request-travels.md");
        list.check("missing", "What does not exist is not found")
                .allowed("404, or another status from 400 to 499").level(Level.SHOULD).tried(RequestLineChecks::missing);
        list.check("missing-explained", "An error is explained to the user")
                .allowed("content in the response to a missing page").because("9110-15.5-a")
                .tried(attempt -> require(attempt.ask("GET", MISSING).content().length > 0, "The response has no content."));
        list.check("method-unknown", "A method that nobody knows is not implemented")
                .allowed("501, or 405 with Allow").because("9110-9.1-c").tried(RequestLineChecks::unknownMethod);
        list.check("method-in-small-letters", "A method in small letters is another method")
                .allowed("an error such as 501").because("9110-9.1-e").tried(attempt -> require(
                        attempt.ask("get", attempt.page()).status() >= FIRST_ERROR, "It was taken for GET."));
        list.check("method-not-allowed", "405 says which methods are allowed")
                .allowed("Allow in each response with 405, here to a POST or a PUT").because("9110-15.5.6-a").tried(RequestLineChecks::allow);
        list.check("query", "A page is found whatever its query is")
                .allowed("the same status and content with ?a=b after the path").level(Level.SHOULD).tried(RequestLineChecks::query);
        list.check("head", "HEAD gets no content")
                .allowed("the status of a GET, and nothing after the head").because("9110-9.3.2-a", "9110-9.1-a")
                .tried(RequestLineChecks::head);
        return list.all();
    }

    private static void missing(Attempt attempt) throws IOException {
        int status = attempt.ask("GET", MISSING).status();
        require(status >= FIRST_ERROR && status < FIRST_SERVER_ERROR, "The status is " + status + ".");
    }

    private static void unknownMethod(Attempt attempt) throws IOException {
        int status = attempt.ask("BREW", attempt.page()).status();
        require(status == NOT_IMPLEMENTED || status == NOT_ALLOWED, "The status is " + status + ".");
    }

    private static void allow(Attempt attempt) throws IOException {
        for (String method : List.of("POST", "PUT")) {
            Reply reply = attempt.ask(method, attempt.page(), new byte[]{'x'});
            require(reply.status() != NOT_ALLOWED || reply.has("Allow"), "There is no Allow in the 405 to " + method + ".");
        }
    }

    private static void query(Attempt attempt) throws IOException {
        Reply plain = attempt.get();
        Reply other = attempt.ask("GET", attempt.page() + "?a=b&c=%20d");
        require(plain.status() == other.status(), "With a query, the status is " + other.status() + ".");
        require(plain.content().length == 0 || Arrays.equals(plain.content(), other.content()), "With a query, the content is another one.");
    }

    private static void head(Attempt attempt) throws IOException {
        int status = attempt.get().status();
        Reply head = attempt.ask("HEAD", attempt.page());
        require(head.status() == status, "The status of GET is " + status + ", that of HEAD " + head.status() + ".");
        Talk talk = attempt.last().orElseThrow().finish();
        require(talk.bytesAfterReplies() == 0 && talk.replies().size() == 1, "There are bytes after the head.");
    }
}
