package hostling.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cgi.CgiLimits;
import hostling.config.LogBlock.Destination;
import hostling.handler.CorsSettings;
import hostling.handler.FileSettings;
import hostling.handler.SessionLimits;
import hostling.handler.UploadPolicy;
import hostling.http.Method;
import hostling.log.ErrorLog;
import hostling.server.Timeouts;
import hostling.testing.Proves;
import hostling.wire.FieldLine;
import hostling.wire.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations in valid files. {@link ConfigurationCasesTest} tests the messages for broken ones. */
class ConfigurationFileTest {
    private static final String ROUTE = "[[host.route]]\npath = \"/\"\nroot = \"www\"\n";
    private static final String GOOD = "[[host]]\n" + ROUTE;

    @TempDir
    private Path temp;
    private Site site;

    @BeforeEach
    void makeTheFolderThatTheFilesSpeakOf() throws IOException {
        site = Site.in(temp);
    }

    @Test
    void whatIsNotSaidHasTheDefaultsOfTheServersParts() {
        Configuration configuration = good(GOOD);
        ServerBlock server = configuration.server();
        assertFalse(server.timing());
        assertEquals(Limits.DEFAULT, server.limits());
        assertEquals(Timeouts.DEFAULT, server.timeouts());
        assertEquals(SessionLimits.DEFAULT, configuration.sessions().limits());
        assertEquals(CgiLimits.DEFAULT, configuration.cgi().limits());
        assertEquals(LogBlock.DEFAULT, configuration.logs());
        assertEquals(List.of(Addresses.DEFAULT), configuration.hosts().get(0).listen());
    }

    @Test
    void uploadsHaveTheDefaultsOfTheirHandler() {
        Action.Uploads defaults = (Action.Uploads) good("[[host]]\n[[host.route]]\npath = \"/u/\"\nuploads = {}\n")
                .hosts().get(0).routes().get(0).action();
        assertEquals(new Action.Uploads(Optional.empty(), Optional.empty(), UploadPolicy.DEFAULT), defaults);
    }

    @Test
    void whatIsSaidIsThere() {
        Configuration configuration = good("""
                [server]
                workers = 3
                connections = 5
                timing = true
                [limits]
                body = "1MB"
                fields = 2000
                [timeouts]
                handler = "2 min"
                [log]
                access = "off"
                format = "json"
                error = "errors/error.log"
                level = "debug"
                [sessions]
                store = "cookie"
                key-file = "keys/good.key"
                [cgi.interpreters]
                py = ["python3", "-u"]
                sh = "bin/sh"
                """ + GOOD);
        assertEquals(3, configuration.server().workers());
        assertEquals(5, configuration.server().connectionsMax());
        assertTrue(configuration.server().timing());
        assertEquals(1_000_000, configuration.server().limits().bodyBytesMax());
        assertEquals(2000, configuration.server().limits().fieldSectionBytesMax());
        assertEquals(Duration.ofMinutes(2), configuration.server().timeouts().handler());
        assertEquals(new LogBlock(new Destination.Off(), LogBlock.Format.JSON,
                new Destination.ToFile(temp.resolve("errors/error.log")),
                ErrorLog.Level.DEBUG), configuration.logs());
        assertEquals("k".repeat(32), new String(configuration.sessions().key().orElseThrow(),
                StandardCharsets.US_ASCII));
        assertEquals(Map.of("py", List.of("python3", "-u"), "sh", List.of(temp.resolve("bin/sh").toString())),
                configuration.cgi().interpreters());
    }

    @Proves({"9111-5.2.2.1-a", "9111-5.2-a"})
    @Test
    void aHostIsReadWithAllThatBelongsToIt() throws UnknownHostException {
        HostBlock host = good("""
                [[host]]
                names = ["LocalHost", "[::1]"]
                listen = ["8081", "[::1]:8080", "localhost:80"]
                [host.error-pages]
                404 = "errors/404.html"
                [host.security]
                nosniff = true
                content-security-policy = "default-src 'self'"
                hsts = "2 d"
                [[host.route]]
                path = "/files/"
                alias = "www"
                index = []
                listing = true
                cache = "immutable"
                precompressed = true
                memory = "1 MiB"
                methods = ["GET"]
                body = "1 KiB"
                [host.route.cors]
                origins = ["https://example.org:8443", "http://[::1]:3000"]
                exposed = ["ETag"]
                max-age = "0 s"
                [[host.route]]
                path = "/old"
                redirect = { to = "https://example.org/?a=b" }
                """).hosts().get(0);
        assertEquals(List.of("localhost", "[::1]"), host.names());
        assertEquals(List.of(at("127.0.0.1", 8081), at("::1", 8080), at("127.0.0.1", 80)), host.listen());
        assertEquals(Set.copyOf(host.listen()), host.defaultAt());
        assertEquals(Map.of(404, temp.resolve("errors/404.html")), host.errorPages());
        assertEquals(List.of(new FieldLine("X-Content-Type-Options", "nosniff"),
                new FieldLine("Content-Security-Policy", "default-src 'self'"),
                new FieldLine("Strict-Transport-Security", "max-age=172800")), host.fields());
        RouteBlock files = host.routes().get(0);
        assertEquals(new Action.Files(new FileSettings(temp.resolve("www"), files.path(), false, List.of(), true,
                Optional.of("max-age=31536000, immutable"), true, 1 << 20)), files.action());
        assertEquals(Set.of(Method.GET, Method.HEAD, Method.OPTIONS), files.methods());
        assertEquals(OptionalLong.of(1024), files.bodyBytesMax());
        assertEquals(Optional.of(new CorsSettings(Set.of("https://example.org:8443", "http://[::1]:3000"), List.of(),
                List.of("ETag"), false, Duration.ZERO)), files.cors());
        RouteBlock old = host.routes().get(1);
        assertEquals(new Action.Redirect(302, "https://example.org/?a=b", false), old.action());
        assertEquals(Action.ALL_METHODS, old.methods());
        assertFalse(Action.ALL_METHODS.contains(Method.TRACE) || Action.ALL_METHODS.contains(Method.CONNECT));
    }

    @Test
    void aBrokenHostIsLeftOutAndTheOthersAreGiven() {
        LoadResult loaded = site.parse(GOOD.replace("www", "nowhere")
                + GOOD.replace("[[host]]", "[[host]]\nnames = [\"b\"]"));
        assertFalse(loaded.isWhole());
        assertEquals(List.of("b"), loaded.configuration().orElseThrow().hosts().get(0).names());
        assertEquals(1, loaded.configuration().orElseThrow().hosts().size());
    }

    @Test
    void anErrorOutsideOfHostsLeavesNothing() {
        assertEquals(Optional.empty(), site.parse("[log]\nlevel = \"loud\"\n" + GOOD).configuration());
        assertEquals(Optional.empty(), site.parse("loud\n" + GOOD).configuration());
    }

    @Test
    void warningsAloneLeaveTheFileWhole() {
        LoadResult loaded = site.parse("[cgi.interpreters]\npl = \"perl\"\n" + GOOD);
        assertEquals(List.of(DiagnosticKind.NO_PROGRAM), loaded.diagnostics().stream().map(Diagnostic::kind).toList());
        assertTrue(loaded.isWhole() && loaded.configuration().isPresent());
    }

    /** A host is the default at its address because it says so, or because no other does and it comes first. */
    @Test
    void atEachAddressOneHostIsTheDefault() throws UnknownHostException {
        List<HostBlock> hosts = good("""
                [[host]]
                names = ["a"]
                listen = ["1", "2"]
                """ + ROUTE + """
                [[host]]
                names = ["b"]
                listen = ["2", "3"]
                default = true
                """ + ROUTE).hosts();
        assertEquals(Set.of(at("127.0.0.1", 1)), hosts.get(0).defaultAt());
        assertEquals(Set.of(at("127.0.0.1", 2), at("127.0.0.1", 3)), hosts.get(1).defaultAt());
    }

    @Test
    void programsAreNotLookedForWhereNobodySaysWhere() {
        LoadResult loaded = ConfigurationFile.parse("[cgi.interpreters]\npl = \"perl\"\n" + GOOD, "a.toml", temp, List.of());
        assertEquals(List.of(), loaded.diagnostics());
    }

    @Test
    void aScriptMayTakeAsLongAsAnAnswerWhereTheFileSaysNothingOfScripts() {
        assertEquals(Duration.ofSeconds(5), good("[timeouts]\nhandler = \"5 s\"\n" + GOOD).cgi().limits().time());
    }

    @Test
    void aByteOrderMarkAndLineEndsOfWindowsAreNoMistake() {
        assertEquals(good(GOOD), good("\uFEFF" + GOOD.replace("\n", "\r\n")));
    }

    @Test
    void pathsBeginAtTheFoldersOfTheFile() throws IOException {
        Path file = Files.writeString(temp.resolve("site.toml"), GOOD);
        LoadResult loaded = ConfigurationFile.read(file, List.of());
        assertEquals(site.parse(GOOD), loaded);
    }

    @Test
    void whatIsNoFileCannotBeRead() throws IOException {
        assertThrows(IOException.class, () -> ConfigurationFile.read(temp.resolve("nothing.toml"), List.of()));
        assertThrows(IOException.class, () -> ConfigurationFile.read(temp, List.of()));
        Path large = Files.write(temp.resolve("large.toml"), new byte[(1 << 20) + 1]);
        assertThrows(IOException.class, () -> ConfigurationFile.read(large, List.of()));
    }

    @Test
    void aFolderIsAConfigurationOfOneHost() throws UnknownHostException {
        InetSocketAddress address = at("127.0.0.1", 0);
        assertEquals(good("[[host]]\nlisten = [\"0\"]\n" + ROUTE + "listing = true\n"),
                Configuration.ofFolder(temp.resolve("www"), address));
    }

    @Test
    void allHostsCanBeMovedToOneAddress() throws UnknownHostException {
        InetSocketAddress address = at("::1", 9000);
        Configuration moved = good("[[host]]\nnames = [\"a\", \"b\"]\n" + ROUTE
                + "[[host]]\nnames = [\"b\", \"c\"]\nlisten = [\"8081\"]\n" + ROUTE).listeningAt(address);
        assertEquals(List.of(List.of("a", "b"), List.of("c")), moved.hosts().stream().map(HostBlock::names).toList());
        assertEquals(List.of(Set.of(address), Set.of()), moved.hosts().stream().map(HostBlock::defaultAt).toList());
        assertEquals(List.of(address), List.copyOf(moved.addresses()));
        assertEquals(moved.hosts(), moved.hostsAt(address));
    }

    @Test
    void theNumberOfWorkersCanBeChangedAndNothingElseIs() {
        Configuration one = good("[server]\nconnections = 7\nstop-grace = \"3 s\"\n[limits]\nbody = 1\n"
                + "[timeouts]\nheader = \"1 s\"\nbody = \"2 s\"\nwrite = \"3 s\"\n"
                + "keep-alive = \"4 s\"\nhandler = \"35 s\"\n" + GOOD);
        assertEquals(4, one.withWorkers(4).server().workers());
        assertEquals(one, one.withWorkers(4).withWorkers(1));
    }

    private Configuration good(String text) {
        LoadResult loaded = site.parse(text);
        assertEquals(List.of(), loaded.diagnostics());
        return loaded.configuration().orElseThrow();
    }

    private static InetSocketAddress at(String ip, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(ip), port);
    }
}
