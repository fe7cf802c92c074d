package hostling.examine;

import static hostling.examine.FaultException.require;

import hostling.cases.Bytes;
import hostling.cases.CaseLibrary;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an assignment asks of a server beyond the protocol. Each check needs a path that the user names. */
final class AssignmentChecks {
    private static final String BOUNDARY = "boundary-7c1f";
    private static final int FILE_BYTES = 70_000;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int REDIRECTION = 3;
    private static final Set<PathOption> OF_THE_PROTOCOL = Set.of(PathOption.POST, PathOption.ECHO);

    private AssignmentChecks() { }

    /** Whether the user has named a path that one of these checks needs. */
    static boolean areAskedFor(Target target) {
        return Arrays.stream(PathOption.values()).filter(option -> !OF_THE_PROTOCOL.contains(option))
                .anyMatch(option -> target.path(option).isPresent());
    }

    static List<Check> all(CaseLibrary library) {
        CheckList list = new CheckList(library, "06-uploads-and-sessions.md");
        list.check("upload-put", "A file can be stored by PUT, fetched, and deleted")
                .allowed("201 for PUT; 200 and the same bytes for GET; 200 or 204 for DELETE; then 404")
                .because("9110-9.3.4-a", "9110-9.3.5-a").tried(AssignmentChecks::put);
        list.check("upload-put-again", "A file can be replaced by PUT")
                .allowed("200 or 204 for the second PUT, and then its bytes for GET").because("9110-9.3.4-b").tried(AssignmentChecks::putAgain);
        list.check("upload-form", "A file can be stored by a form, and fetched unharmed")
                .allowed("a status from 200 to 399 for the POST; the same bytes for a GET of Location, or of the file's name")
                .because("7578-4.1-a").tried(AssignmentChecks::form);
        list.check("delete-missing", "What does not exist can't be deleted")
                .allowed("404 or 410").because("9110-2.2-d").tried(attempt -> {
                    int status = attempt.ask("DELETE", uploads(attempt) + "no-such-file-7c1f").status();
                    require(status == NOT_FOUND || status == GONE, "The status is " + status + ".");
                });
        list.check("delete-not-allowed", "What may not be deleted stays")
                .allowed("405 with Allow").because("9110-9.1-d", "9110-15.5.6-a").tried(AssignmentChecks::deleteNotAllowed);
        list.check("body-limit", "Content up to the limit is taken, and one byte more is refused")
                .allowed("no 413 at the limit; 413 beyond it").because("9110-2.4-a").tried(AssignmentChecks::bodyLimit);
        list.check("redirect", "A redirection tells where to go")
                .allowed("a status from 300 to 399 with Location").because("9110-15.4.2-a").tried(attempt -> {
                    Reply reply = attempt.ask("GET", need(attempt, PathOption.REDIRECT));
                    require(reply.status() / 100 == REDIRECTION, "The status is " + reply.status() + ".");
                    require(reply.has("Location"), "There is no Location.");
                });
        list.check("error-page", "A browser gets an error as a page")
                .allowed("404 with content of the type text/html").because("9110-15.5-a").tried(AssignmentChecks::errorPage);
        list.check("listing", "A folder without a default file shows its entries")
                .allowed("200 with a page of links").level(Level.SHOULD).tried(AssignmentChecks::listing);
        list.check("cgi-get", "A script answers a GET")
                .allowed("200 with content").because("3875-3.1-a").tried(attempt -> {
                    Reply reply = attempt.ask("GET", need(attempt, PathOption.CGI) + "?a=b");
                    require(reply.status() == OK && reply.content().length > 0, "The answer is " + reply + " with "
                            + reply.content().length + " bytes.");
                });
        list.check("cgi-post", "A script gets the content of a POST")
                .allowed("200, and the content in the response").because("3875-4.2-a").tried(attempt -> script(attempt, "Content-Length: 16"));
        list.check("cgi-post-chunked", "A script gets content in chunks as if it had come in one piece")
                .allowed("200, and the content in the response").because("3875-4.2-d").tried(attempt -> script(attempt, "Transfer-Encoding: chunked"));
        list.check("cookie", "A cookie is set, and the client is known by it")
                .allowed("Set-Cookie; and another response for a client that sends the cookie than for one that does not")
                .because("6265-4.1.1-a").level(Level.MUST).tried(AssignmentChecks::cookie);
        list.check("virtual-host", "Another host has another page")
                .allowed("200, and another page than that of the first host").because("9110-7.2-b").level(Level.MUST).tried(attempt -> {
                    Reply other = attempt.ask("GET", attempt.page(), "Host: " + need(attempt, PathOption.HOST));
                    require(other.status() == OK, "The status is " + other.status() + ".");
                    require(!Arrays.equals(other.content(), attempt.get().content()), "Both hosts have the same page.");
                });
        return list.all();
    }

    private static String need(Attempt attempt, PathOption option) {
        return attempt.server().target().need(option);
    }

    private static String uploads(Attempt attempt) {
        return need(attempt, PathOption.UPLOADS);
    }

    /** The name of a file that is not there yet. */
    private static String newName() {
        return "examined-" + Long.toString(System.nanoTime(), Character.MAX_RADIX) + ".txt";
    }

    private static void put(Attempt attempt) throws IOException {
        String path = uploads(attempt) + newName();
        byte[] content = ContentChecks.sample(FILE_BYTES);
        int created = attempt.ask("PUT", path, content, "Content-Type: text/plain").status();
        require(created == CREATED, "The status of PUT is " + created + ".");
        requireStored(attempt, path, content);
        delete(attempt, path);
        int then = attempt.ask("GET", path).status();
        require(then == NOT_FOUND || then == GONE, "After DELETE, the status of GET is " + then + ".");
    }

    private static void delete(Attempt attempt, String path) throws IOException {
        int deleted = attempt.ask("DELETE", path).status();
        require(deleted == OK || deleted == NO_CONTENT, "The status of DELETE is " + deleted + ".");
    }

    private static void requireStored(Attempt attempt, String path, byte[] content) throws IOException {
        Reply got = attempt.ask("GET", path);
        require(got.status() == OK, "The status of GET is " + got.status() + ".");
        require(Arrays.equals(got.content(), content), "The file has other bytes than before.");
    }

    private static void putAgain(Attempt attempt) throws IOException {
        String path = uploads(attempt) + newName();
        byte[] second = ContentChecks.sample(FILE_BYTES / 2);
        attempt.ask("PUT", path, ContentChecks.sample(FILE_BYTES), "Content-Type: text/plain");
        int replaced = attempt.ask("PUT", path, second, "Content-Type: text/plain").status();
        require(replaced == OK || replaced == NO_CONTENT, "The status of the second PUT is " + replaced + ".");
        requireStored(attempt, path, second);
        delete(attempt, path);
    }

    private static void form(Attempt attempt) throws IOException {
        String name = newName();
        byte[] content = ContentChecks.sample(FILE_BYTES);
        byte[] form = Bytes.join(Bytes.join(Bytes.latin1("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + name + "\"\r\nContent-Type: text/plain\r\n\r\n"), content), Bytes.latin1("\r\n--" + BOUNDARY + "--\r\n"));
        Reply posted = attempt.ask("POST", uploads(attempt), form, "Content-Type: multipart/form-data; boundary=" + BOUNDARY);
        require(posted.status() / 100 == 2 || posted.status() / 100 == REDIRECTION, "The status of POST is " + posted.status() + ".");
        String path = posted.status() == CREATED && posted.has("Location") ? URI.create(posted.field("Location")).getRawPath()
                : uploads(attempt) + name;
        requireStored(attempt, path, content);
        attempt.ask("DELETE", path);                                // it may not be allowed here
    }

    private static void deleteNotAllowed(Attempt attempt) throws IOException {
        String path = need(attempt, PathOption.NO_DELETE);
        int before = attempt.ask("GET", path).status();
        Reply reply = attempt.ask("DELETE", path);
        require(reply.status() == NOT_ALLOWED, "The status is " + reply.status() + ".");
        require(reply.has("Allow"), "There is no Allow.");
        require(attempt.ask("GET", path).status() == before, "It is not as it was.");
    }

    private static void bodyLimit(Attempt attempt) throws IOException {
        String[] limited = need(attempt, PathOption.LIMITED).split(",");
        if (limited.length != 2 || !limited[1].matches("[0-9]{1,8}")) {
            throw new NotTriedException(PathOption.LIMITED.usage() + ".");
        }
        int limit = Integer.parseInt(limited[1]);
        require(attempt.ask("POST", limited[0], ContentChecks.sample(limit)).status() != TOO_LARGE, limit + " bytes are refused.");
        int beyond = attempt.ask("POST", limited[0], ContentChecks.sample(limit + 1)).status();
        require(beyond == TOO_LARGE, "One byte more gets " + beyond + ".");
    }

    private static void errorPage(Attempt attempt) throws IOException {
        if (!areAskedFor(attempt.server().target())) {
            throw new NotTriedException("One of the options for assignments.");
        }
        Reply reply = attempt.ask("GET", RequestLineChecks.MISSING, "Accept: text/html");
        require(reply.status() == NOT_FOUND, "The status is " + reply.status() + ".");
        require(isHtml(reply), "It is no page of the type text/html.");
    }

    private static void listing(Attempt attempt) throws IOException {
        Reply reply = attempt.ask("GET", need(attempt, PathOption.LISTING), "Accept: text/html");
        require(reply.status() == OK, "The status is " + reply.status() + ".");
        require(isHtml(reply) && text(reply).toLowerCase(Locale.ROOT).contains("href="), "It is no page with links.");
    }

    private static boolean isHtml(Reply reply) {
        return reply.field("Content-Type").toLowerCase(Locale.ROOT).startsWith("text/html") && reply.content().length > 0;
    }

    private static String text(Reply reply) {
        return new String(reply.content(), StandardCharsets.ISO_8859_1);
    }

    private static void script(Attempt attempt, String framing) throws IOException {
        byte[] content = Bytes.latin1("wor-ds_of-7c1f.x");
        byte[] sent = framing.startsWith("Transfer") ? ContentChecks.chunks(content, 7, 2) : content;
        Reply reply = attempt.ask("POST", need(attempt, PathOption.CGI), sent, framing, "Content-Type: text/plain");
        require(reply.status() == OK, "The status is " + reply.status() + ".");
        require(text(reply).contains(new String(content, StandardCharsets.ISO_8859_1)), "The content is not in the response.");
    }

    private static void cookie(Attempt attempt) throws IOException {
        String info = need(attempt, PathOption.SESSION_INFO);
        Reply first = attempt.ask("GET", need(attempt, PathOption.SESSION));
        require(first.has("Set-Cookie"), "There is no Set-Cookie.");
        String cookie = first.field("Set-Cookie").split(";")[0];
        require(cookie.matches("[^=\\s]+=\\S*"), "Set-Cookie does not begin with name=value.");
        Reply known = attempt.ask("GET", info, "Cookie: " + cookie);
        Reply unknown = attempt.ask("GET", info);
        require(known.status() != unknown.status() || !Arrays.equals(known.content(), unknown.content()),
                "The response to a client with the cookie is the same as without.");
    }
}
