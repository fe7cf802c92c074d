package hostling.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.RequestTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which script a path leads to. */
class ScriptTest {
    @TempDir
    private Path folder;

    private Optional<Script> find(String path) throws IOException {
        return Script.find(folder, "/cgi/", new RequestTarget("/cgi/" + path, "", "a"));
    }

    @Test
    void theFirstFileOnTheWayIsTheScriptAndTheRestIsForIt() throws IOException {
        Files.createDirectories(folder.resolve("a/b"));
        Files.createFile(folder.resolve("a/b/c.sh"));
        Script script = find("a/b/c.sh/d//e/").orElseThrow();
        assertEquals("/cgi/a/b/c.sh", script.name());
        assertEquals("/d//e/", script.pathInfo());
        assertEquals(folder.toRealPath().resolve("a/b/c.sh"), script.file());
    }

    @Test
    void aLongPathBehindTheScriptIsForTheScript() throws IOException {
        Files.createFile(folder.resolve("a.sh"));
        assertEquals("/a".repeat(3_900), find("a.sh" + "/a".repeat(3_900)).orElseThrow().pathInfo());
    }

    /** The depth is limited, so that a cycle of links does not cost a disk access for each round. */
    @Test
    void aScriptLiesAtMost32FoldersDeep() throws IOException {
        Files.createDirectories(folder.resolve("a/".repeat(33)));
        Files.createFile(folder.resolve("a/".repeat(32) + "b.sh"));
        Files.createFile(folder.resolve("a/".repeat(33) + "b.sh"));
        assertTrue(find("a/".repeat(32) + "b.sh").isPresent());
        assertTrue(find("a/".repeat(33) + "b.sh").isEmpty());
    }

    @Test
    void aFolderThatIsNotThereEndsTheSearch() throws IOException {
        Files.createDirectories(folder.resolve("a"));
        for (String path : new String[] {"", "a", "a/", "a/b/../c", "b/", "a/".repeat(3_900), "x/".repeat(3_900)}) {
            assertTrue(find(path).isEmpty(), path);
        }
    }

    @Test
    void aLinkOutOfTheFolderLeadsNowhere() throws IOException {
        Path scripts = Files.createDirectory(folder.resolve("scripts"));
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createFile(outside.resolve("a.sh"));
        Files.createSymbolicLink(scripts.resolve("out"), outside);
        Files.createSymbolicLink(scripts.resolve("round"), scripts);
        Files.createFile(scripts.resolve("b.sh"));
        RequestTarget out = new RequestTarget("/cgi/out/a.sh", "", "a");
        assertTrue(Script.find(scripts, "/cgi/", out).isEmpty());
        RequestTarget round = new RequestTarget("/cgi/round/round/b.sh", "", "a");
        assertEquals("/cgi/round/round/b.sh", Script.find(scripts, "/cgi/", round).orElseThrow().name());
    }
}
