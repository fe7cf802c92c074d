package hostling.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Eventually;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Scripts in sh, which every Unix-like system has, and in the other languages that are installed. */
class ScriptFeaturesTest {
    private static final String CGI = "cgi.toml";
    private static final String LIMITS = "cgi-limits.toml";

    @Test
    void aScriptIsToldOfItsRequest(@Serving(CGI) Server server) throws IOException {
        assertEquals(List.of("GREETING=Hello from the configuration", "HTTP_X_OWN=1", "PATH_INFO=/more path",
                "QUERY_STRING=a=b", "REQUEST_METHOD=GET", "SCRIPT_NAME=/scripts/request.sh",
                "script: request.sh in scripts"),
                server.get("/scripts/request.sh/more%20path?a=b", "X-Own: 1").text().lines().toList());
    }

    @Test
    void aScriptGetsContentChunkedOrNot(@Serving(CGI) Server server) throws IOException {
        Reply plain = server.ask("POST", "/scripts/request.sh", "the content");
        Reply chunked = server.answer("POST /scripts/request.sh HTTP/1.1\r\nHost: a\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n4\r\nthe \r\n7\r\ncontent\r\n0\r\n\r\n");
        for (Reply reply : List.of(plain, chunked)) {
            assertTrue(reply.text().startsWith("CONTENT_LENGTH=11\n"), reply.text());
            assertTrue(reply.text().endsWith("\nthe content"), reply.text());
            assertEquals("chunked", reply.field("Transfer-Encoding"));
        }
    }

    @Test
    void aProgramNeedsNoInterpreter(@Serving(CGI) Server server) throws IOException {
        assertEquals("Hello from a program.\n", server.get("/scripts/hello").text());
    }

    @Test
    void anyProgramCanBeAnInterpreter(@Serving(CGI) Server server) throws IOException {
        Reply reply = server.get("/scripts/document.txt");
        assertEquals(418, reply.status());
        assertEquals("\"Interpreted\" by cat.\n", reply.text());
    }

    @Test
    void aScriptCanRedirect(@Serving(CGI) Server server) throws IOException {
        Reply away = server.get("/scripts/away.sh");
        assertEquals(302, away.status());
        assertEquals("https://example.org/", away.field("Location"));
        Reply inside = server.get("/scripts/inside.sh");
        assertEquals(200, inside.status());
        assertTrue(inside.text().contains("This is the first site."));
    }

    @Test
    void whatIsNoAnswerIs502(@Serving(CGI) Server server) throws IOException {
        assertEquals(502, server.get("/scripts/nonsense.sh").status());
    }

    @Test
    void complaintsGoToTheErrorLog(@Serving(CGI) Server server) throws Exception {
        assertEquals("answered\n", server.get("/scripts/complain.sh").text());
        Path log = server.project().site("cgi-error.log");
        String line = "warning: /scripts/complain.sh: something is odd\n";
        Eventually.holds(line, () -> Files.readString(log).contains(line));
    }

    @Test
    void aClientThatLeavesEndsItsScript(@Serving(CGI) Server server) throws Exception {
        ProcessHandle script;
        try (RawClient client = server.connect()) {
            client.get("/scripts/sleep.sh");
            StringBuilder begun = new StringBuilder();
            while (!begun.toString().matches("(?s).*\r\n[0-9]+\n\r\n")) {
                begun.append(new String(client.read(1), StandardCharsets.ISO_8859_1));
            }
            String[] lines = begun.toString().strip().split("\n");
            script = ProcessHandle.of(Long.parseLong(lines[lines.length - 1])).orElseThrow();
        }
        Eventually.holds("the end of the script", () -> !script.isAlive());
    }

    /** Of three scripts at once, two may run: the server refuses one, and the others run until their timeout. */
    @Test
    void aScriptHasATimeAndNotTooManyRunAtOnce(@Serving(LIMITS) Server server) throws IOException {
        List<Integer> statuses = statusesOfThreeAtOnce(server);
        for (int i = 0; i < 5 && !statuses.equals(List.of(503, 504, 504)); i++) {
            statuses = statusesOfThreeAtOnce(server);   // a script of another test was still ending
        }
        assertEquals(List.of(503, 504, 504), statuses);
    }

    private static List<Integer> statusesOfThreeAtOnce(Server server) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                clients.add(server.connect().get("/scripts/silent.sh"));
            }
            List<Integer> statuses = new ArrayList<>();
            for (RawClient client : clients) {
                Reply reply = client.reply();
                statuses.add(reply.status());
                if (reply.status() == 503) {
                    assertNotNull(reply.field("Retry-After"));
                }
            }
            return statuses.stream().sorted().toList();
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void aScriptMayNotWriteTooMuch(@Serving(LIMITS) Server server) throws IOException {
        assertEquals(502, server.get("/scripts/flood.sh").status());
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Python and Perl, if they are installed. */
    @Test
    void theDemoHasScriptsInThreeLanguages(@Serving(Server.DEMO) Server demo) throws IOException {
        List<String> scripts = new ArrayList<>(List.of("test.sh"));
        if (isInstalled("python3")) {
            scripts.add("test.py");
        }
        if (isInstalled("perl")) {
            scripts.add("test.pl");
        }
        for (String script : scripts) {
            Reply reply = demo.ask("POST", "/cgi-bin/" + script + "/extra?q=1", "a < b");
            List<String> lines = reply.text().lines().toList();
            assertEquals(200, reply.status(), script);
            for (String line : List.of("PATH_INFO=/extra", "QUERY_STRING=q=1", "CONTENT_LENGTH=5", "a &lt; b")) {
                assertTrue(lines.contains(line), script + ": " + line);
            }
        }
    }

    @Test
    void aScriptIsNeverSentAsAFile(@Serving(Server.DEMO) Server demo) throws IOException {
        for (String path : List.of("/cgi-bin/test.sh", "/cgi-bin//test.sh", "/files/../cgi-bin/test.sh")) {
            assertFalse(demo.get(path).text().contains("escape()"), path);
        }
    }
}
