package hostling.examine;

import static hostling.examine.FaultException.require;

import hostling.cases.Bytes;
import hostling.cases.CaseLibrary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Content arrives unharmed. */
final class ContentChecks {
    private static final String CHAPTER = "02-the-parser.md";
    private static final int ALL_BYTES = 256;
    private static final int LARGE = 65_537;
    private static final int CONTINUE = 100;
    private static final int PRIME = 7_919;

    private ContentChecks() { }

    /** Content whose length is given. */
    static List<Check> length(CaseLibrary library) {
        CheckList list = new CheckList(library, CHAPTER);
        for (int size : new int[]{0, 1, LARGE}) {
            list.check("echo-length-" + size, "Content of " + size + (size == 1 ? " byte" : " bytes") + " comes back unharmed")
                    .allowed("a response with the same content").because("9112-6-a")
                    .tried(attempt -> echo(attempt, sample(size), sample(size), "Content-Length: " + size));
        }
        byte[] all = allBytes();
        list.check("echo-all-bytes", "Content may hold bytes of all values")
                .allowed("a response with the same content").because("9112-6.2-b")
                .tried(attempt -> echo(attempt, all, all, "Content-Length: " + all.length));
        list.check("continue", "A client that waits for 100 gets it, or a final response")
                .allowed("100 before the content is sent, and a final response after it; or a final response at once")
                .because("9110-10.1.1-f", "9110-10.1.1-d").tried(ContentChecks::waitForContinue);
        list.check("continue-not-in-http-1-0", "A client of HTTP/1.0 gets no 100")
                .allowed("a final response alone").because("9110-15.2-a").tried(ContentChecks::noContinueInHttp10);
        return list.all();
    }

    /** Content in chunks. */
    static List<Check> chunked(CaseLibrary library) {
        CheckList list = new CheckList(library, CHAPTER);
        int[] sizes = {1, 2, 15, 16, 17, 255, 256, 4_095, 4_096, 8_193, 40_000, 3, 1};
        list.check("echo-chunks", "Chunks of many sizes are joined to their content")
                .allowed("a response with the same content").because("9112-7.1-a")
                .tried(attempt -> echoChunks(attempt, sample(Arrays.stream(sizes).sum()), sizes));
        list.check("echo-chunk-large", "A chunk of " + LARGE + " bytes comes back unharmed")
                .allowed("a response with the same content").because("9112-7.1-a")
                .tried(attempt -> echoChunks(attempt, sample(LARGE), LARGE));
        list.check("echo-chunk-all-bytes", "A chunk may hold bytes of all values")
                .allowed("a response with the same content").because("9112-7.1-a")
                .tried(attempt -> echoChunks(attempt, allBytes(), ALL_BYTES));
        list.check("echo-chunks-of-one", "A thousand chunks of one byte are joined")
                .allowed("a response with the same content").because("9112-7.1-a")
                .tried(attempt -> echoChunks(attempt, sample(1_000), 1));
        return list.all();
    }

    private static void echo(Attempt attempt, byte[] content, byte[] sent, String framing) throws IOException {
        String path = attempt.server().target().need(PathOption.ECHO);
        Reply reply = attempt.ask("POST", path, sent, framing, "Content-Type: application/octet-stream");
        require(reply.status() < 400, "The status is " + reply.status() + ".");
        require(Arrays.equals(content, reply.content()), "The content of the response is another one: " + reply.content().length
                + " bytes of " + content.length + ".");
    }

    /** Sends the content in chunks of these sizes; the last size is repeated. */
    private static void echoChunks(Attempt attempt, byte[] content, int... sizes) throws IOException {
        echo(attempt, content, chunks(content, sizes), "Transfer-Encoding: chunked");
    }

    /** The content in the chunked coding. */
    static byte[] chunks(byte[] content, int... sizes) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        int next = 0;
        for (int i = 0; next < content.length; i++) {
            int size = Math.min(sizes[Math.min(i, sizes.length - 1)], content.length - next);
            coded.writeBytes(Bytes.latin1(Integer.toHexString(size) + "\r\n"));
            coded.write(content, next, size);
            coded.writeBytes(Bytes.latin1("\r\n"));
            next += size;
        }
        coded.writeBytes(Bytes.latin1("0\r\n\r\n"));
        return coded.toByteArray();
    }

    /** Content that looks different at every place. */
    static byte[] sample(int size) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) ('a' + (long) i * PRIME / 13 % 26);
        }
        return content;
    }

    private static byte[] allBytes() {
        byte[] all = new byte[ALL_BYTES];
        for (int i = 0; i < ALL_BYTES; i++) {
            all[i] = (byte) i;
        }
        return all;
    }

    private static void waitForContinue(Attempt attempt) throws IOException {
        Talk talk = attempt.open();
        String path = attempt.server().contentPath();
        String head = attempt.head("POST", path, "Content-Length: 5", "Expect: 100-continue", "Connection: close");
        Optional<Reply> first = talk.send("POST", head.substring("POST".length())).anyReply();
        require(first.isPresent(), "The server waits for the content, and the client for the server.");
        if (first.get().status() == CONTINUE) {
            require(talk.send(Bytes.latin1("hello")).reply().isPresent(), "No final response comes after the 100.");
        }
    }

    private static void noContinueInHttp10(Attempt attempt) throws IOException {
        Talk talk = attempt.open().send("POST", " " + attempt.server().contentPath() + " HTTP/1.0\r\nHost: "
                + attempt.server().target().authority() + "\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello");
        talk.requireReply();
        require(talk.replies().stream().noneMatch(Reply::isInterim), "There is an interim response.");
    }
}
