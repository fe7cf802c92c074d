package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the chapter about files: what targets name, and what the first idea gives away. */
class PathsTest {
    @TempDir
    private static Path temp;
    private static Path top;
    private static Path root;

    @BeforeAll
    static void makeTheFiles() throws IOException {
        top = temp.toRealPath();
        Paths.makeFiles(top);
        root = top.resolve("site");
    }

    private static String right(String target) {
        return Paths.right(root, target).map(path -> top.relativize(path).toString()).orElse("nothing");
    }

    private static String naive(String target) {
        return Paths.naive(root, target).map(path -> top.relativize(path).toString()).orElse("nothing");
    }

    @Test
    void aTargetNamesAFileOrAFolder() {
        assertEquals("site/hello.txt", right("/hello.txt"));
        assertEquals("site/pictures/cat.txt", right("/pictures/cat.txt?size=big&x=/../a"));
        assertEquals("site/pictures", right("/pictures/"));
        assertEquals("site", right("/"));
    }

    @Test
    void eachSegmentIsDecodedOnce() {
        assertEquals(List.of("a b", "%2e", "a/b", "1+1"), Paths.names("/a%20b/%252e/a%2fb/1+1"));
        assertEquals("site/my notes.txt", right("/my%20notes.txt"));
        assertEquals("site/1+1.txt", right("/1+1.txt"));
        assertEquals("nothing", right("/%zz"));
    }

    @Test
    void dotSegmentsDoNotClimbAboveTheRoot() {
        assertEquals(List.of("a"), Paths.names("/b/./../../a"));
        assertEquals("site/hello.txt", right("/../../hello.txt"));
        assertEquals("site/hello.txt", right("/pictures/%2e%2E/hello.txt"));
    }

    @Test
    void whatIsHiddenIsNotSeen() {
        assertEquals("nothing", right("/.password"));
        assertEquals("nothing", right("/%2epassword"));
    }

    @Test
    void aNameThatSystemsReadInDifferentWaysIsRefused() {
        for (String target : List.of("/hello.txt%00.png", "/pictures%2fcat.txt", "/pictures%5ccat.txt", "/pictures\\cat.txt", "//hello.txt",
                "/%ff", "/hello.txt%0a")) {
            assertEquals("nothing", right(target), target);
        }
    }

    @Test
    void noSpellingLeadsOut() {
        for (String dots : List.of("..", "%2e%2e", ".%2E", "%252e%252e", "%c0%ae%c0%ae", "up", "pictures/../up")) {
            for (String slash : List.of("/", "%2f", "%2F", "%252f", "\\", "%5c", "//", "/./", "%c0%af")) {
                for (String outside : List.of("secret.txt", "site-secret/plan.txt", dots + slash + "secret.txt")) {
                    String target = "/" + dots + slash + outside;
                    assertEquals("nothing", right(target), target);
                }
            }
        }
    }

    /** The lesson of this program. */
    @Test
    void theFirstIdeaLeadsOutByANeighbourAndByALink() {
        assertEquals("site/hello.txt", naive("/hello.txt"));
        assertEquals("nothing", naive("/../secret.txt"));
        assertEquals("site-secret/plan.txt", naive("/../site-secret/plan.txt"));
        assertEquals("site/up/secret.txt", naive("/up/secret.txt"));
        assertEquals("site/.password", naive("/.password"));
        assertEquals("nothing", naive("/1+1.txt"));
        assertThrows(InvalidPathException.class, () -> naive("/hello.txt%00.png"));
    }

    @Test
    void theProgramPrintsBothResults() throws ReflectiveOperationException {
        String printed = Programs.print("Paths", "/up/secret.txt");
        assertTrue(printed.matches("target +naive +right\\R/up/secret.txt +site/up/secret.txt +-\\R"), printed);
    }
}
