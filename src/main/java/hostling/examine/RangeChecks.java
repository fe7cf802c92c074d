package hostling.examine;

import static hostling.examine.FaultException.require;

import hostling.cases.CaseLibrary;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Parts of a file. A server need not know them; if it does, they must be right. */
final class RangeChecks {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int FIRST_ERROR = 400;
    private static final int NOT_SATISFIABLE = 416;

    private RangeChecks() { }

    static List<Check> all(CaseLibrary library) {
        CheckList list = new CheckList(library, "05-sites-and-files.md");
        list.check("range", "A part of a file can be fetched")
                .allowed("206 with the first byte").because("9110-14-a").tried(attempt -> require(
                        content(attempt).length == 0 || attempt.get("Range: bytes=0-0").status() == PARTIAL, "The whole file comes."));
        list.check("range-part", "A part has the bytes that it should have, and tells which they are")
                .allowed("206, Content-Range, and the bytes").because("9110-15.3.7.1-a").tried(attempt -> {
                    int length = needRanges(attempt).length;
                    part(attempt, "0-0", 0, 1);
                    part(attempt, length / 3 + "-" + length / 2, length / 3, length / 2 + 1);
                });
        list.check("range-open", "A range without an end, or with one too far, goes to the last byte")
                .allowed("206, Content-Range, and the bytes").because("9110-14.1.2-b").tried(attempt -> {
                    int length = needRanges(attempt).length;
                    part(attempt, length / 2 + "-", length / 2, length);
                    part(attempt, length / 2 + "-" + (length + 100), length / 2, length);
                });
        list.check("range-suffix", "A range without a beginning is the end of the file")
                .allowed("206, Content-Range, and the last bytes; all of them if the file is shorter").because("9110-14.1.2-c")
                .tried(attempt -> {
                    int length = needRanges(attempt).length;
                    part(attempt, "-1", length - 1, length);
                    part(attempt, "-" + (length + 100), 0, length);
                });
        list.check("range-huge", "Positions of twenty digits do no harm")
                .allowed("206 with the whole file, or 200, or 416").because("9110-14.1.2-a").tried(RangeChecks::hugePosition);
        list.check("range-not-satisfiable", "A range after the end of the file can't be had")
                .allowed("416 with Content-Range: bytes */ and the length").because("9110-14.2-g", "9110-14.4-c")
                .tried(RangeChecks::notSatisfiable);
        list.check("range-invalid", "What is no range gets no part")
                .allowed("200 with the whole file, or 400 or 416").because("9110-14.1.1-a").tried(attempt -> {
                    needRanges(attempt);
                    for (String range : List.of("bytes=5-2", "bytes=a-b", "bytes=--1")) {
                        require(attempt.get("Range: " + range).status() != PARTIAL, "A part came for " + range + ".");
                    }
                });
        list.check("range-unit", "A range of another unit is ignored")
                .allowed("200").because("9110-14.2-c").tried(attempt -> expect(attempt, OK, "Range: lines=0-0"));
        list.check("range-head", "HEAD knows no ranges")
                .allowed("the status of HEAD without Range").because("9110-14.2-b").tried(attempt -> {
                    needRanges(attempt);
                    int status = attempt.ask("HEAD", attempt.page(), "Range: bytes=0-0").status();
                    require(status != PARTIAL, "The status is " + status + ".");
                });
        list.check("if-range-other", "If the file has changed, all of it comes")
                .allowed("200").because("9110-13.1.5-d").tried(attempt -> expect(attempt, OK, "Range: bytes=0-0", "If-Range: \"no-such-tag\""));
        list.check("if-range", "If the file is the same, its part comes")
                .allowed("206, if the ETag is strong").because("9110-13.1.5-e").tried(attempt -> {
                    String tag = FileChecks.tag(attempt);
                    expect(attempt, tag.startsWith("W/") ? OK : PARTIAL, "Range: bytes=0-0", "If-Range: " + tag);
                });
        list.check("ranges", "Several parts come as several parts")
                .allowed("multipart/byteranges without Content-Range in the head; or one part; or 200").because("9110-15.3.7.2-a", "9110-15.3.7.2-b")
                .tried(RangeChecks::severalParts);
        return list.all();
    }

    private static byte[] content(Attempt attempt) throws IOException {
        return attempt.get().content();
    }

    /** The content, if the server knows ranges. */
    private static byte[] needRanges(Attempt attempt) throws IOException {
        byte[] content = content(attempt);
        if (content.length < 10) {
            throw new NotTriedException("A page of ten bytes or more.");
        }
        if (attempt.get("Range: bytes=0-0").status() != PARTIAL) {
            throw new NotTriedException("A server that knows ranges.");
        }
        return content;
    }

    private static void part(Attempt attempt, String range, int from, int to) throws IOException {
        byte[] whole = content(attempt);
        Reply reply = attempt.get("Range: bytes=" + range);
        require(reply.status() == PARTIAL, "The status for bytes=" + range + " is " + reply.status() + ".");
        String expected = "bytes " + from + "-" + (to - 1) + "/";
        require(reply.field("Content-Range").equals(expected + whole.length) || reply.field("Content-Range").equals(expected + "*"),
                "Content-Range for bytes=" + range + " is not " + expected + whole.length + ".");
        require(Arrays.equals(reply.content(), Arrays.copyOfRange(whole, from, to)), "Other bytes came for bytes=" + range + ".");
    }

    private static void expect(Attempt attempt, int status, String... fields) throws IOException {
        needRanges(attempt);
        int came = attempt.get(fields).status();
        require(came == status, "The status is " + came + ".");
    }

    private static void hugePosition(Attempt attempt) throws IOException {
        byte[] whole = needRanges(attempt);
        Reply reply = attempt.get("Range: bytes=0-99999999999999999999");
        require(List.of(OK, PARTIAL, NOT_SATISFIABLE).contains(reply.status()), "The status is " + reply.status() + ".");
        require(reply.status() != PARTIAL || Arrays.equals(reply.content(), whole), "Not all bytes came.");
    }

    private static void notSatisfiable(Attempt attempt) throws IOException {
        int length = needRanges(attempt).length;
        Reply reply = attempt.get("Range: bytes=" + (length + 10) + "-");
        require(reply.status() == NOT_SATISFIABLE, "The status is " + reply.status() + ".");
        require(reply.field("Content-Range").equals("bytes */" + length), "The 416 does not tell the length.");
    }

    private static void severalParts(Attempt attempt) throws IOException {
        needRanges(attempt);
        Reply reply = attempt.get("Range: bytes=0-1,4-5");
        require(reply.status() < FIRST_ERROR, "The status is " + reply.status() + ".");
        boolean isMultipart = reply.field("Content-Type").toLowerCase(Locale.ROOT).startsWith("multipart/byteranges");
        require(!isMultipart || !reply.has("Content-Range"), "Content-Range stands in the head of several parts.");
        require(reply.status() != PARTIAL || isMultipart || reply.has("Content-Range"), "206 comes without Content-Range.");
    }
}
