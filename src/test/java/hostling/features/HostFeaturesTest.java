package hostling.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Program;
import hostling.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Addresses, ports and names of hosts, and the messages for a wrong configuration. */
class HostFeaturesTest {
    private static void assertServes(String site, Server server, int port, String host) throws IOException {
        try (RawClient client = server.connect(port)) {
            String page = client.send(Server.request("GET", "/", "", "Host: " + host)).reply().text();
            assertTrue(page.contains("This is the " + site + " site."), page);
        }
    }

    /** The output of one run of the program, with its exit code as the last line. */
    private static List<String> run(ProjectCopy project, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "hostling.app.Main"));
        arguments.addAll(List.of(options));
        try (Program program = Program.javaIn(project.folder(), arguments.toArray(String[]::new))) {
            List<String> said = new ArrayList<>();
            for (String line = program.line(); line != null; line = program.line()) {
                said.add(line);
            }
            said.add(String.valueOf(program.exitCode()));
            return said;
        }
    }

    private static List<String> check(String file) throws Exception {
        try (ProjectCopy project = ProjectCopy.make()) {
            return run(project, "--check", "-c", "test-data/site/" + file);
        }
    }

    @Test
    void oneServerOnOnePort(@Serving("one.toml") Server server) throws IOException {
        assertServes("first", server, 8080, "127.0.0.1");
        assertEquals(List.of("Serving test-data/site/one.toml at http://127.0.0.1:" + server.project().ports().of(8080)
                + "/ (Ctrl-C stops)"), server.said());
    }

    @Test
    void severalServersOnSeveralPorts(@Serving("ports.toml") Server server) throws IOException {
        assertServes("first", server, 8080, "a");
        assertServes("second", server, 8081, "a");
    }

    @Test
    void oneServerOnSeveralPorts(@Serving("ports.toml") Server server) throws IOException {
        assertServes("third", server, 8082, "a");
        assertServes("third", server, 8083, "a");
    }

    @Test
    void severalHostsByNameOnOneAddressAndPort(@Serving("hosts.toml") Server server) throws IOException {
        assertServes("second", server, 8080, "test.com:8080");
        assertServes("third", server, 8080, "other.test:8080");
    }

    @Test
    void aHostHasSeveralNames(@Serving("hosts.toml") Server server) throws IOException {
        assertServes("second", server, 8080, "WWW.Test.com");
    }

    @Test
    void oneHostIsForAllOtherNames(@Serving("hosts.toml") Server server) throws IOException {
        assertServes("first", server, 8080, "nobody.test");
        assertServes("first", server, 8080, "127.0.0.1:8080");
    }

    @Test
    void oneBrokenHostIsLeftOutAndTheOthersAreServed(@Serving("one-broken-host.toml") Server server)
            throws IOException {
        assertServes("second", server, 8080, "test.com");
        assertServes("first", server, 8080, "broken.test");
        List<String> said = server.said().stream().filter(line -> !line.contains(" | ")).toList();
        assertEquals(3, said.size(), said::toString);
        assertTrue(said.get(0).startsWith(
                "test-data/site/one-broken-host.toml:17:1: error: host.route.root: there is no folder"));
        assertTrue(said.get(1).startsWith(
                "test-data/site/one-broken-host.toml:18:1: error: host.route.body: '1 kg' is not a size;"));
    }

    @Test
    void aGoodFileIsCalledGood() throws Exception {
        List<String> said = check("one.toml");
        assertEquals("test-data/site/one.toml is good.", said.get(0));
        assertTrue(said.contains("  /  serves the files of test-data/site/first"), said::toString);
        assertEquals(List.of("All limits are the default.", "0"), said.subList(said.size() - 2, said.size()));
    }

    @Test
    void allMistakesAreSaidAtOnceAndTheExitCodeIs2() throws Exception {
        assertEquals(List.of("test-data/site/broken.toml:4:1: error: timeouts.header: 5 has no unit; write a whole "
                + "number and ms, s, min, h or d in quotes, such as \"5 s\"", "  4 | header = 5", "    |          ^",
                "test-data/site/broken.toml:7:1: error: host.listn: there is no such key; did you mean 'listen'?",
                "  7 | listn = \"127.0.0.1:8080\"", "    | ^^^^^", "2"),
                check("broken.toml").stream().map(line -> line.replaceFirst("127.0.0.1:\\d+", "127.0.0.1:8080")).toList());
    }

    @Test
    void theSamePortTwiceIsFound() throws Exception {
        List<String> said = check("same-port-twice.toml").stream().filter(line -> !line.contains(" | ")).toList();
        assertEquals(4, said.size(), said::toString);
        assertTrue(said.get(0).endsWith(" is listed twice; once is enough"), said.get(0));
        assertTrue(said.get(1).contains(" is already the name of the host in line 12; "), said.get(1));
        assertTrue(said.get(2).contains(" conflicts with 127.0.0.1:"), said.get(2));
        assertEquals("2", said.get(3));
    }

    @Test
    void aPortThatAnotherProgramHasIsSaid() throws Exception {
        try (ProjectCopy project = ProjectCopy.make();
                ServerSocket taken = new ServerSocket(project.ports().of(8080), 1, InetAddress.getLoopbackAddress())) {
            List<String> said = run(project, "-c", "test-data/site/one.toml");
            assertEquals(2, said.size(), said::toString);
            assertTrue(said.get(0).startsWith("hostling: can't listen on port " + taken.getLocalPort()
                    + " of 127.0.0.1: "), said.get(0));
            assertEquals("1", said.get(1));
        }
    }
}
