package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.cases.Bytes;
import hostling.cases.CaseLibrary;
import hostling.cases.Finding;
import hostling.http.RequestTarget;
import hostling.http.Requests;
import hostling.testing.tutor.FailedCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a target names in a folder, and what it must not reach. {@link PathJailProperties} tries many more targets. */
class PathJailTest {
    private static final String OUTSIDE = "what is outside of the folder may not be seen";

    @TempDir
    private static Path temp;
    private static Path top;
    private static Path root;

    @BeforeAll
    static void makeTheFolder() throws IOException {
        top = temp.toRealPath();
        root = Files.createDirectories(top.resolve("site"));
        for (String file : List.of("site/f", "site/a/f", "site/a b", "site/.hidden", "site/a/.hidden", "site/.git/f",
                "site/.well-known/security.txt", "site-secret/f", "secret")) {
            Files.createDirectories(top.resolve(file).getParent());
            Files.writeString(top.resolve(file), file);
        }
        link("site/in", "a");
        link("site/up", "..");
        link("site/neighbour", "../site-secret");
        link("site/git", ".git");
        link("site/nowhere", "missing");
        link("current", "site");
    }

    private static void link(String name, String target) throws IOException {
        Files.createSymbolicLink(top.resolve(name), Path.of(target));
    }

    @Test
    void aFileIsFound() throws IOException {
        names("/f", "site/f", "A target names a file in the folder");
        names("/a/f", "site/a/f", "A target names a file in a folder below");
        names("/a%20b", "site/a b", "A name is decoded");
    }

    @Test
    void aFolderIsFound() throws IOException {
        names("/a/", "site/a", "A slash at the end names a folder");
        names("/", "site", "A slash alone names the folder itself");
    }

    @Test
    void whatIsNotThereIsNotFound() throws IOException {
        names("/none", "", "What is not there is not found");
        names("/f/none", "", "Nothing is below a file");
        names("/%ff", "", "A name that is not UTF-8 is not found");
    }

    @Test
    void aDecodedSlashSeparatesNothing() throws IOException {
        names("/a%2ff", "", "A slash that was encoded separates no folders", "3986-7.3-a");
        names("/a%5cf", "", "A backslash separates no folders", "3986-7.3-d");
    }

    @Test
    void twoDotsDoNotLeadUp() throws IOException {
        names("/..%2fsecret", "", "Two dots and an encoded slash do not lead out of the folder", "3986-7.3-b");
        names("/a/..%2f..%2fsecret", "", "Two dots do not lead up twice", "3986-7.3-b");
    }

    @Test
    void whatIsHiddenIsNotFound() throws IOException {
        names("/.hidden", "", "A name that begins with a dot is hidden");
        names("/.git/f", "", "What is in a hidden folder is hidden");
        names("/.well-known/security.txt", "site/.well-known/security.txt", "The folder .well-known is made to be seen");
    }

    @Test
    void anEmptyNameIsNotFound() throws IOException {
        names("/a//f", "", "Between two slashes there is a name that is empty, and no file has it");
    }

    @Test
    void aLinkInTheFolderIsFollowed() throws IOException {
        names("/in/f", "site/a/f", "A symbolic link within the folder is followed, and the real path counts");
        names("/nowhere", "", "A symbolic link to nothing names nothing");
    }

    @Test
    void aLinkOutOfTheFolderLeadsNowhere() throws IOException {
        names("/up/secret", "", "A symbolic link out of the folder leads nowhere", "9110-17.3-a");
    }

    @Test
    void aNeighbourWithALongerNameIsOutside() throws IOException {
        names("/neighbour/f", "", "A link leads to site-secret. A folder whose name begins like that of the root is not in the root", "9110-17.3-a");
    }

    @Test
    void aLinkToWhatIsHiddenLeadsNowhere() throws IOException {
        names("/git/f", "", "A symbolic link to a hidden folder leads nowhere", "9110-17.3-a");
    }

    @Test
    void theFolderMayBeALinkItself() throws IOException {
        PathJail jail = new PathJail(top.resolve("current"));
        assertEquals(root, jail.root(), "the root is the real path, even if a link leads to it");
        assertEquals(Optional.of(root.resolve("f")), jail.resolve(Requests.get("/f").orElseThrow().target()));
    }

    @Test
    void theFolderMayLieInAHiddenOne() throws IOException {
        Path hidden = Files.createDirectories(top.resolve(".home/site"));
        Files.createFile(hidden.resolve("f"));
        assertEquals(Optional.of(hidden.resolve("f")), new PathJail(hidden).resolve(Requests.get("/f").orElseThrow().target()),
                "Only the names below the folder have to be visible");
    }

    @Test
    void aPathIsFollowedToo() throws IOException {
        PathJail jail = new PathJail(root);
        assertEquals(Optional.of(root.resolve("a/f")), jail.follow(root.resolve("in/f")));
        assertEquals(Optional.empty(), jail.follow(root.resolve("../secret")), OUTSIDE);
        assertEquals(Optional.empty(), jail.follow(top.resolve("secret")), OUTSIDE);
    }

    private static void names(String target, String expected, String heading, String... rules) throws IOException {
        String got = named(target);
        if (!got.equals(expected)) {
            throw new FailedCase(new Finding(heading, "", List.of(new Finding.Words("folder", "site"),
                    new Finding.Sent("target", Bytes.latin1(target)), new Finding.Words("expected", words(expected)),
                    new Finding.Words("got", words(got))), CaseLibrary.ofTheProgram().requirements(List.of(rules)),
                    "01-how-a-request-travels.md#a-handler-answers", "mvn test -Dtest=PathJailTest"),
                    target + " names " + words(got) + ", not " + words(expected));
        }
    }

    /** What a target names, seen from the top; an exception is a result like any other. */
    private static String named(String target) throws IOException {
        RequestTarget read = Requests.get(target).orElseThrow().target();
        try {
            return new PathJail(root).resolve(read).map(path -> path.startsWith(top) ? top.relativize(path) : path)
                    .map(Path::toString).orElse("");
        } catch (RuntimeException e) {
            String place = Stream.of(e.getStackTrace()).filter(frame -> frame.getClassName().equals(PathJail.class.getName()))
                    .findFirst().map(frame -> ", in " + frame.getFileName() + ":" + frame.getLineNumber()).orElse("");
            return "an exception: " + e + place;
        }
    }

    private static String words(String name) {
        return name.isEmpty() ? "nothing" : name;
    }
}
