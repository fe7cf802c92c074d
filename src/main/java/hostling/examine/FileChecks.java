package hostling.examine;

import static hostling.examine.FaultException.require;

import hostling.cases.CaseLibrary;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A file is more than its bytes: HEAD, and what a cache asks. The ordinary page stands for a file. */
final class FileChecks {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int PRECONDITION_FAILED = 412;
    private static final String LONG_AGO = "Thu, 01 Jan 1970 00:00:01 GMT";
    private static final String TAG = "(W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"";
    /** What a GET may leave out of the answer to HEAD, or make anew each time. */
    private static final List<String> MAY_DIFFER = List.of("date", "content-length", "transfer-encoding", "trailer", "connection",
            "keep-alive", "set-cookie", "age");
    /** What a cache needs with each response (RFC 9110 section 15.4.5). */
    private static final List<String> NEEDED = List.of("Date", "ETag", "Vary", "Cache-Control", "Expires", "Content-Location");

    private FileChecks() { }

    static List<Check> all(CaseLibrary library) {
        CheckList list = new CheckList(library, "05-sites-and-files.md");
        list.check("head-fields", "HEAD gets the fields of a GET")
                .allowed("the same fields but for those that only the content needs").because("9110-9.3.2-b").tried(FileChecks::headFields);
        list.check("head-length", "HEAD tells the length that a GET would tell")
                .allowed("an equal Content-Length, or none").because("9110-8.6-b").tried(FileChecks::headLength);
        list.check("validator", "A file has an ETag or a Last-Modified")
                .allowed("at least one of them").because("9110-15.3.1-a").tried(attempt -> {
                    Reply reply = attempt.get();
                    require(reply.has("ETag") || reply.has("Last-Modified"), "There is neither.");
                });
        list.check("etag-syntax", "An ETag is quoted")
                .allowed("such as \"a1\" or W/\"a1\"").because("9110-8.8.3-c")
                .tried(attempt -> require(tag(attempt).matches(TAG), "The ETag has another form."));
        list.check("last-modified", "Last-Modified is a date, and never later than Date")
                .allowed("two dates such as Sun, 06 Nov 1994 08:49:37 GMT").because("9110-8.8.2.1-c", "9110-5.6.7-b")
                .tried(FileChecks::lastModified);
        conditions(list);
        return list.all();
    }

    private static void conditions(CheckList list) {
        list.check("if-none-match", "A copy with the same ETag is still right")
                .allowed("304").because("9110-13.1.2-d").tried(attempt -> expect(attempt, NOT_MODIFIED, "If-None-Match: " + tag(attempt)));
        list.check("if-none-match-list", "One ETag of a list is enough")
                .allowed("304").because("9110-13.1.2-d").tried(attempt -> expect(attempt, NOT_MODIFIED,
                        "If-None-Match: \"other\", " + tag(attempt) + ", W/\"another\""));
        list.check("if-none-match-weak", "For a copy, a weak ETag is as good as a strong one")
                .allowed("304").because("9110-13.1.2-a").tried(attempt -> expect(attempt, NOT_MODIFIED,
                        "If-None-Match: " + (tag(attempt).startsWith("W/") ? tag(attempt).substring(2) : "W/" + tag(attempt))));
        list.check("if-none-match-any", "An asterisk stands for any ETag")
                .allowed("304").because("9110-13.1.2-e").tried(attempt -> {
                    tag(attempt);
                    expect(attempt, NOT_MODIFIED, "If-None-Match: *");
                });
        list.check("if-none-match-other", "Another ETag gets the content")
                .allowed("200").because("9110-2.4-a").tried(attempt -> expect(attempt, OK, "If-None-Match: \"no-such-tag\""));
        list.check("if-modified-since", "A copy of the same date is still right")
                .allowed("304").because("9110-13.1.3-g").tried(attempt -> expect(attempt, NOT_MODIFIED, "If-Modified-Since: " + date(attempt)));
        list.check("if-modified-since-older", "An older copy gets the content")
                .allowed("200").because("9110-13.1.3-h").tried(attempt -> expect(attempt, OK, "If-Modified-Since: " + LONG_AGO));
        list.check("if-modified-since-no-date", "What is no date is ignored")
                .allowed("200").because("9110-13.1.3-b").tried(attempt -> expect(attempt, OK, "If-Modified-Since: yesterday"));
        list.check("if-none-match-first", "An ETag goes before a date")
                .allowed("200, as the ETag is another one, although the date is the same").because("9110-13.1.3-a").tried(attempt -> {
                    tag(attempt);
                    expect(attempt, OK, "If-None-Match: \"no-such-tag\"", "If-Modified-Since: " + date(attempt));
                });
        list.check("not-modified-no-content", "304 has no content")
                .allowed("nothing after the head").because("9112-6.3-a", "9110-15.4.5-c").tried(FileChecks::notModifiedEnds);
        list.check("not-modified-fields", "304 has the fields that a cache needs")
                .allowed("Date, ETag, Vary, Cache-Control, Expires and Content-Location, if the 200 has them").because("9110-15.4.5-a")
                .tried(FileChecks::notModifiedFields);
        list.check("if-match", "With If-Match, nothing is done with another version")
                .allowed("412 for another ETag; 200 for the right one, if it is strong").because("9110-13.1.1-c").tried(FileChecks::ifMatch);
        list.check("if-unmodified-since", "With If-Unmodified-Since, nothing is done with a later version")
                .allowed("412 for a date before that of the file").because("9110-13.1.4-f").tried(attempt -> {
                    date(attempt);
                    expect(attempt, PRECONDITION_FAILED, "If-Unmodified-Since: " + LONG_AGO);
                });
        list.check("condition-on-missing", "A condition changes nothing about what is missing")
                .allowed("the status of the same request without condition").because("9110-13.2.1-b").tried(FileChecks::conditionOnMissing);
    }

    /** The ETag of the page. */
    static String tag(Attempt attempt) throws IOException {
        return needed(attempt, "ETag");
    }

    /** Its Last-Modified. */
    static String date(Attempt attempt) throws IOException {
        return needed(attempt, "Last-Modified");
    }

    private static String needed(Attempt attempt, String field) throws IOException {
        Reply reply = attempt.get();
        if (!reply.has(field)) {
            throw new NotTriedException("A page with " + field + ".");
        }
        return reply.field(field);
    }

    private static void expect(Attempt attempt, int status, String... fields) throws IOException {
        int came = attempt.get(fields).status();
        require(came == status, "The status is " + came + ".");
    }

    private static void headFields(Attempt attempt) throws IOException {
        List<String> ofGet = names(attempt.get());
        List<String> ofHead = names(attempt.ask("HEAD", attempt.page()));
        List<String> missing = ofGet.stream().filter(name -> !ofHead.contains(name)).toList();
        require(missing.isEmpty(), "The answer to HEAD lacks " + String.join(", ", missing) + ".");
    }

    private static List<String> names(Reply reply) {
        return reply.fields().stream().map(field -> field.name().toLowerCase(Locale.ROOT))
                .filter(name -> !MAY_DIFFER.contains(name)).distinct().toList();
    }

    private static void headLength(Attempt attempt) throws IOException {
        Reply get = attempt.get();
        Reply head = attempt.ask("HEAD", attempt.page());
        require(!head.has("Content-Length") || head.field("Content-Length").equals("" + get.content().length),
                "HEAD tells " + head.field("Content-Length") + " bytes, and GET brings " + get.content().length + ".");
    }

    private static void lastModified(Attempt attempt) throws IOException {
        String modified = date(attempt);
        String date = attempt.get().field("Date");
        if (date.isEmpty()) {
            throw new NotTriedException("A page with Date.");
        }
        try {
            require(!moment(modified).isAfter(moment(date)), "The file is younger than the response.");
        } catch (DateTimeException e) {
            throw new FaultException("Last-Modified or Date is no such date.");
        }
    }

    private static ZonedDateTime moment(String date) {
        return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    /** A request that gets 304. */
    private static String condition(Attempt attempt) throws IOException {
        Reply reply = attempt.get();
        String field = reply.has("ETag") ? "If-None-Match: " + reply.field("ETag") : "If-Modified-Since: " + date(attempt);
        if (attempt.get(field).status() != NOT_MODIFIED) {
            throw new NotTriedException("A server that answers with 304.");
        }
        return field;
    }

    private static void notModifiedEnds(Attempt attempt) throws IOException {
        attempt.get(condition(attempt));
        Talk talk = attempt.last().orElseThrow().finish();
        require(talk.bytesAfterReplies() == 0, "There are bytes after the head.");
    }

    private static void notModifiedFields(Attempt attempt) throws IOException {
        Reply ok = attempt.get();
        Reply notModified = attempt.get(condition(attempt));
        List<String> missing = NEEDED.stream().filter(name -> ok.has(name) && !notModified.has(name)).toList();
        require(missing.isEmpty(), "The 304 lacks " + String.join(", ", missing) + ".");
    }

    private static void ifMatch(Attempt attempt) throws IOException {
        String tag = tag(attempt);
        expect(attempt, PRECONDITION_FAILED, "If-Match: \"no-such-tag\"");
        if (!tag.startsWith("W/")) {
            expect(attempt, OK, "If-Match: " + tag);
        }
    }

    private static void conditionOnMissing(Attempt attempt) throws IOException {
        int status = attempt.ask("GET", RequestLineChecks.MISSING).status();
        if (status < 400) {
            throw new NotTriedException("A server that does not find what is missing.");
        }
        int came = attempt.ask("GET", RequestLineChecks.MISSING, "If-None-Match: *", "If-Match: \"a\"").status();
        require(came == status, "The status is " + came + " in place of " + status + ".");
    }
}
