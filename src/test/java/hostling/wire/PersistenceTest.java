package hostling.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import hostling.cases.CaseLibrary;
import hostling.cases.Finding;
import hostling.testing.Proves;
import hostling.testing.tutor.FailedCase;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a client wants its connection to persist. */
@Proves("9112-9.3-d")
class PersistenceTest {
    private static final String READ = "01-how-a-request-travels.md#which-side-may-send-next";

    private String rule = "9112-9.3-d";

    @Test
    void http11PersistsByDefault() {
        persists("HTTP/1.1", "", "From HTTP/1.1 on, a connection persists if nobody says otherwise");
        persists("HTTP/1.2", "", "A later minor version is like HTTP/1.1");
        persists("HTTP/1.1", "Connection: keep-alive", "keep-alive asks for what is the default anyway");
        persists("HTTP/1.1", "Connection: upgrade", "An option that is about something else changes nothing");
    }

    @Test
    void closeEndsTheConnection() {
        ends("HTTP/1.1", "Connection: close", "close ends the connection after the response");
        persists("HTTP/1.1", "Via: close", "Only an option in the Connection field is one");
    }

    @Test
    void http10PersistsOnlyIfAsked() {
        ends("HTTP/1.0", "", "HTTP/1.0 ends the connection if nobody asks for more");
        persists("HTTP/1.0", "Connection: keep-alive", "HTTP/1.0 persists with keep-alive");
        ends("HTTP/1.0", "Connection: upgrade", "An option that is not keep-alive does not ask for more");
        ends("HTTP/1.0", "Connection: close", "close ends the connection in HTTP/1.0, too");
    }

    @Proves("9110-7.6.1-c")
    @Test
    void connectionOptionsHaveNoCase() {
        rule = "9110-7.6.1-c";
        ends("HTTP/1.1", "Connection: CLOSE", "Connection options have no case: CLOSE is close");
        ends("HTTP/1.1", "Connection: Close", "Connection options have no case: Close is close");
        persists("HTTP/1.0", "Connection: Keep-Alive", "Connection options have no case: Keep-Alive is keep-alive");
    }

    @Test
    void connectionHasAListOfOptions() {
        ends("HTTP/1.1", "Connection: upgrade, close", "Connection has a list of options, and one of them is close");
        ends("HTTP/1.1", "Connection: Close,upgrade", "A list needs no space after its comma");
        ends("HTTP/1.1", "Connection: , close\t,", "A list may have empty members, and blanks around the others");
        persists("HTTP/1.0", "Connection: upgrade, Keep-Alive", "Connection has a list of options, and one of them is keep-alive");
    }

    @Test
    void severalLinesAreOneList() {
        ends("HTTP/1.1", "Connection: upgrade/Connection: close", "Two lines of Connection are one list, and one option is close");
        persists("HTTP/1.0", "Connection: upgrade/connection: keep-alive", "Two lines of Connection are one list, and one option is "
                + "keep-alive");
    }

    @Test
    void anOptionIsAWholeMember() {
        persists("HTTP/1.1", "Connection: close-not", "close-not is another option than close");
        persists("HTTP/1.1", "Connection: disclose", "disclose is another option than close");
        persists("HTTP/1.1", "Connection: not close", "What has a space in it is no option, and not close");
        ends("HTTP/1.0", "Connection: x-keep-alive", "x-keep-alive is another option than keep-alive");
    }

    @Test
    void closeWinsOverKeepAlive() {
        ends("HTTP/1.1", "Connection: keep-alive, close", "close wins over keep-alive");
        ends("HTTP/1.0", "Connection: close, keep-alive", "close wins over keep-alive, and their order does not matter");
        ends("HTTP/1.0", "Connection: keep-alive/Connection: close", "close wins over keep-alive in another line");
    }

    private void persists(String version, String lines, String heading) {
        require(true, version, lines, heading);
    }

    private void ends(String version, String lines, String heading) {
        require(false, version, lines, heading);
    }

    /** A slash separates lines. */
    private void require(boolean expected, String version, String lines, String heading) {
        String head = "GET / " + version + "\r\nHost: a\r\n" + (lines.isEmpty() ? "" : lines.replace("/", "\r\n") + "\r\n") + "\r\n";
        byte[] sent = head.getBytes(US_ASCII);
        boolean isWanted = Persistence.isWanted((RequestHead) new RequestParser(Limits.DEFAULT).next(ByteBuffer.wrap(sent)));
        if (isWanted != expected) {
            throw new FailedCase(new Finding(heading, "", List.of(new Finding.Sent("sent", sent),
                    new Finding.Words("expected", words(expected)), new Finding.Words("got", words(isWanted))),
                    CaseLibrary.ofTheProgram().requirements(List.of(rule)), READ), "got: " + words(isWanted));
        }
    }

    private static String words(boolean isWanted) {
        return isWanted ? "true: the connection persists" : "false: the connection ends after this response";
    }
}
