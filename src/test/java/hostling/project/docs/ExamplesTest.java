package hostling.project.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example programs of the documentation compile with the current classes, and their tests pass. */
class ExamplesTest {
    @Test
    void theExamplesCompile(@TempDir Path folder) throws Exception {
        List<Path> sources;
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/examples"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertTrue(sources.size() > 1, "there are examples");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-d", folder.toString(), "-proc:none", "-classpath",
                    System.getProperty("java.class.path"));
            compiler.getTask(complaints, files, null, options, null, files.getJavaFileObjectsFromPaths(sources)).call();
        }
        assertEquals("", complaints.toString());
        runTests(folder);
    }

    private static void runTests(Path folder) throws Exception {
        try (URLClassLoader examples = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Class<?> tests = examples.loadClass("UsersTest");
            int run = 0;
            for (Method test : tests.getDeclaredMethods()) {
                if (test.isAnnotationPresent(Test.class)) {
                    Constructor<?> constructor = tests.getDeclaredConstructor();
                    test.setAccessible(true);
                    test.invoke(constructor.newInstance());
                    run++;
                }
            }
            assertEquals(2, run);
        }
    }
}
