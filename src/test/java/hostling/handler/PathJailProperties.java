package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Request;
import hostling.http.Requests;
import hostling.testing.FakeExchange;
import hostling.testing.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** No path traversal: no target leads out of the folder, whatever its parts are. */
@Proves({"9110-17.3-a", "3986-7.3-b"})
class PathJailProperties {
    private static final String SECRET = "nobody may read this";
    private static Path temp;
    private static Path root;
    private static PathJail jail;
    private static StaticFiles files;

    @BeforeContainer
    static void makeTheFolder() throws IOException {
        temp = Files.createTempDirectory("hostling-jail").toRealPath();
        root = Files.createDirectories(temp.resolve("root"));
        Files.createDirectories(root.resolve("a/b"));
        Files.createDirectories(root.resolve(".git"));
        Files.createDirectories(temp.resolve("a/b"));
        for (String name : List.of("root/f", "root/a/f", "root/a/b/f")) {
            Files.writeString(temp.resolve(name), "found");
        }
        for (String name : List.of("f", "a/f", "a/b/f", "root/.f", "root/.git/f", "root/a/.f")) {
            Files.writeString(temp.resolve(name), SECRET);
        }
        Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("a/up"), Path.of("../.."));
        Files.createSymbolicLink(root.resolve("in"), Path.of("a"));
        Files.createSymbolicLink(root.resolve("git"), Path.of(".git"));
        Files.createSymbolicLink(root.resolve("hidden"), Path.of("a/.f"));
        Files.createSymbolicLink(root.resolve("top"), Path.of("/"));
        jail = new PathJail(root);
        files = new StaticFiles(root);
    }

    @AfterContainer
    static void removeTheFolder() throws IOException {
        try (Stream<Path> tree = Files.walk(temp)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property
    void whatATargetNamesIsInTheFolderAndNotHidden(@ForAll("targets") String target) throws IOException {
        Optional<Request> request = Requests.get(target);
        if (request.isPresent()) {
            Optional<Path> named = jail.resolve(request.get().target());
            if (named.isPresent()) {
                Path real = named.get().toRealPath();
                assertTrue(real.startsWith(root), () -> target + " leads to " + real);
                root.relativize(real).forEach(name -> assertFalse(name.toString().startsWith("."), () -> target
                        + " is hidden"));
                assertEquals(named.get(), real);
            }
        }
    }

    @Property
    void noAnswerHasWhatIsOutsideOrHidden(@ForAll("targets") String target) throws Exception {
        Optional<Request> request = Requests.get(target);
        if (request.isPresent()) {
            FakeExchange got = new FakeExchange(request.get()).through(files);
            String text = got.text();
            assertFalse(text.contains(SECRET), target);
            assertFalse(text.contains("git") && got.status() == 200, () -> target + " shows what is hidden");
            assertTrue(List.of(200, 301, 404).contains(got.status()), () -> target + " gives " + got.status());
        }
    }

    @Provide
    Arbitrary<String> targets() {
        Arbitrary<String> piece = Arbitraries.of("/", "/", "/", "/", "a", "b", "f", "..", "/..", "/../", ".", "/./",
                "%2e%2e", "%2E.", ".%2e", "%2f", "%2F", "%5c", "\\", "%252e", "%252f", "..%2f", "%2f..", "%c0%ae",
                "%c0%af", "%00", "%0a", "%e2%80%8b", "%ff", ";", "..;", "~", "*", "%20", "%7f", ":", "C:", "file:",
                "up", "top", "in", "git", ".git", "hidden", "root", "/up/", "/in/", "/a/up/", "/top/",
                temp.toString(), temp.toString().replace("/", "%2F"));
        return piece.list().ofMaxSize(9).map(pieces -> "/" + String.join("", pieces));
    }
}
