package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.project.arch.SubmittedCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the class of a student may not do is read in its bytes, before it runs. */
@Tag("stress")
class SubmittedCodeTest {
    /** A rule, and a line of code that breaks it. */
    private static final List<List<String>> WAYS_OUT = List.of(
            List.of("there is one thread", "new Thread(() -> { }).start();"),
            List.of("there is one thread", "new java.util.Timer();"),
            List.of("nothing waits", "Thread.sleep(1);"),
            List.of("wire knows values alone", "java.nio.file.Files.readString(java.nio.file.Path.of(\"a\"));"),
            List.of("wire knows values alone", "new java.io.File(\"a\").delete();"),
            List.of("wire knows values alone", "hostling.learn.Attempts.class.getName();"),
            List.of("wire knows values alone", "getClass().getDeclaredFields()[0].setAccessible(true);"),
            List.of("wire knows values alone", "org.junit.jupiter.api.Assertions.fail();"),
            List.of("processes stay in cgi and one class", "ProcessHandle.current().destroy();"),
            List.of("values know no machine", "Runtime.getRuntime().halt(0);"),
            List.of("your class knows only values", "getClass().getClassLoader();"),
            List.of("your class knows only values", "ByteClassTest.class.getName();"),
            List.of("your class knows only values", "System.exit(0);"),
            List.of("your class knows only values", "System.getProperty(\"sun.java.command\");"),
            List.of("wire knows values alone", "System.in.read();"),
            List.of("your class knows only values", "Runnable end = () -> System.exit(0);"),
            List.of("your class knows only values", "java.util.function.IntConsumer end = System::exit;"),
            List.of("your class knows only values", "Class.forName(\"hostling.learn.Grader\");"),
            List.of("your class knows only values", "java.lang.invoke.MethodHandles.lookup();"),
            List.of("your class knows only values", "new java.util.Formatter(\"file\");"),
            List.of("your class knows only values", "new java.util.Scanner(\"text\");"),
            List.of("your class knows only values", "java.util.ServiceLoader.load(Runnable.class);"),
            List.of("your class knows only values", "new java.io.PrintStream(\"file\");"),
            List.of("your class knows only values", "new Throwable().getStackTrace()[0].getMethodName();"),
            List.of("your class knows only values", "StackWalker.getInstance();"));
    private static final List<String> USUAL = List.of("System.out.println(\"state \" + state);", "System.err.printf(\"%d%n\", heldBytes());",
            "assert state != null : \"a state\";", "java.util.List.of(1, 2).stream().map(String::valueOf).toList();",
            "record Pair(int a, int b) { } new Pair(1, 2).hashCode();", "state.name().toLowerCase(java.util.Locale.ROOT);",
            "System.arraycopy(new byte[2], 0, new byte[2], 0, 2);", "new int[0][0].clone();", "state.getClass().getSimpleName();",
            "switch (state) { case SIZE -> { } default -> { } }");

    @TempDir
    private Path temp;
    private Exercise chunked;

    @BeforeEach
    void readTheExercise() throws IOException {
        chunked = Exercise.read(Path.of("src/exercise/07-chunked.md"));
    }

    private List<SubmittedCode.Broken> broken(Exercise... exercises) throws IOException {
        List<Path> sources = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (Exercise exercise : exercises) {
            exercise.files().stream().filter(Written::isClass).forEach(each -> sources.add(each.in(temp)));
            types.addAll(exercise.classNames());
        }
        assertEquals(Optional.empty(), new StudentCompiler(Attempts.CLASS_PATH).compile(sources, temp.resolve("classes")));
        return SubmittedCode.broken(temp.resolve("classes"), types);
    }

    /** The real decoder with more methods at its end, one for each line. */
    private void writeWith(List<String> lines) throws IOException {
        Attempts.writeReal(temp, chunked);
        Path source = temp.resolve("ChunkedBody.java");
        String text = Files.readString(source, UTF_8);
        StringBuilder methods = new StringBuilder(text.substring(0, text.lastIndexOf('}')));
        for (int i = 0; i < lines.size(); i++) {
            methods.append("void tried").append(i).append("() throws Exception { ").append(lines.get(i)).append(" }\n");
        }
        Files.writeString(source, methods.append("}\n"), UTF_8);
    }

    @Test
    void theEmptyClassesKeepTheRules() throws IOException {
        List<Exercise> exercises = Exercise.all(Path.of("src/exercise"));
        for (Exercise each : exercises) {
            Attempts.writeBlank(temp, each);
        }
        assertEquals(List.of(), broken(exercises.toArray(Exercise[]::new)));
    }

    @Test
    void eachWayOutIsNamedWithItsLine() throws IOException {
        writeWith(WAYS_OUT.stream().map(each -> each.get(1)).toList());
        List<String> source = Files.readAllLines(temp.resolve("ChunkedBody.java"), UTF_8);
        List<SubmittedCode.Broken> broken = broken(chunked);
        for (List<String> each : WAYS_OUT) {
            int line = 1 + source.indexOf(source.stream().filter(text -> text.contains("{ " + each.get(1) + " }")).findFirst().orElseThrow());
            List<SubmittedCode.Broken> here = broken.stream().filter(found -> found.place().equals("ChunkedBody.java:" + line)).toList();
            assertTrue(!here.isEmpty() && here.get(0).rule().startsWith(each.get(0))
                    && here.get(0).rule().contains(", because "), each + ": " + here);
        }
    }

    @Test
    void usualCodeIsAllowed() throws IOException {
        writeWith(USUAL);
        assertEquals("", broken(chunked).stream().map(SubmittedCode.Broken::toString).collect(Collectors.joining("\n")));
    }

    @Test
    void aJailMayAskAboutFilesAndNotReadThem() throws IOException {
        Exercise jail = Exercise.read(Path.of("src/exercise/12-jail.md"));
        String begin = "root = folder.toRealPath();";
        new Mistake("tried here", jail, begin, "java.nio.file.Files.isDirectory(folder); java.nio.file.Files.readString(folder); "
                + "folder.toFile().delete(); " + begin, "", "").writeTo(temp);
        assertEquals(List.of("java.io.File.delete", "java.nio.file.Files.readString"), broken(jail).stream().map(SubmittedCode.Broken::found)
                .filter(found -> found.contains("calls method")).map(found -> found.replaceAll(".*calls method <([^(]*).*", "$1")).sorted().toList());
    }

    @Test
    void aBlockingServerMayReadAndWriteInOtherWaysAndOpensNoFile() throws IOException {
        Exercise blocking = Exercise.read(Path.of("src/exercise/02-blocking.md"));
        Attempts.writeReal(temp, blocking);
        Path source = temp.resolve("BlockingServer.java");
        String text = Files.readString(source, UTF_8);
        Files.writeString(source, text.substring(0, text.lastIndexOf('}')) + "void tried(java.net.Socket socket) throws java.io.IOException {\n"
                + "new java.io.BufferedReader(new java.io.InputStreamReader(socket.getInputStream())).readLine();\n"
                + "new java.io.PrintWriter(socket.getOutputStream()).print(1);\nnew java.io.PrintWriter(\"file\").print(1);\n"
                + "new java.io.FileInputStream(\"file\").read();\n} }\n", UTF_8);
        assertEquals(List.of("java.io.FileInputStream.<init>", "java.io.FileInputStream.read", "java.io.PrintWriter.<init>"), broken(blocking).stream()
                .map(found -> found.found().replaceAll(".*<(java[^(]*).*", "$1")).distinct().sorted().toList());
    }

    @Test
    void propertiesMayMakeAllKindsOfValuesAndChangeNotHowTheyAreTried() throws IOException {
        Exercise attack = Exercise.read(Path.of("src/exercise/14-attack.md"));
        Attempts.writeReal(temp, attack);
        Path source = temp.resolve("AttackProperties.java");
        String text = Files.readString(source, UTF_8);
        Files.writeString(source, text.substring(0, text.lastIndexOf('}')) + """
                @net.jqwik.api.Property(shrinking = net.jqwik.api.ShrinkingMode.FULL)
                void more(@net.jqwik.api.ForAll @net.jqwik.api.constraints.IntRange(min = 1) int any) {
                    net.jqwik.api.Assume.that(any > 1);
                    org.junit.jupiter.api.Assertions.assertEquals(any, new java.util.ArrayList<>(List.of(any)).get(0));
                }
                static Arbitrary<String> weighted(Arbitrary<Integer> any) {
                    return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(1, Arbitraries.strings().ascii().ofMaxLength(3)),
                            net.jqwik.api.Tuple.of(2, Arbitraries.of("a").list().ofSize(2).flatMap(list -> any.map(one -> list.get(0) + one))));
                }
                static void tried() throws Exception {
                    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(java.time.Duration.ZERO, () -> { });
                    hostling.testing.Program.class.getName();
                }
                @net.jqwik.api.lifecycle.AddLifecycleHook(net.jqwik.api.lifecycle.LifecycleHook.class) static class Hooked { }
                }
                """, UTF_8);
        assertEquals(List.of("assertTimeoutPreemptively", "hostling.testing.Program", "net.jqwik.api.lifecycle"), broken(attack).stream()
                .map(SubmittedCode.Broken::found).map(found -> found.replaceAll(
                        ".*(assertTimeoutPreemptively|hostling\\.testing\\.Program|net\\.jqwik\\.api\\.lifecycle).*", "$1")).distinct().sorted().toList());
    }

    @Test
    void aClassInThePlaceOfATestIsNamed() throws IOException {
        Attempts.writeReal(temp, chunked);
        Path source = temp.resolve("ChunkedBody.java");
        Files.writeString(source, Files.readString(source, UTF_8) + "\nclass RequestCasesTest { }\n\nclass Mine { }\n", UTF_8);
        assertEquals(List.of("a class hostling.wire.RequestCasesTest"), broken(chunked).stream().map(SubmittedCode.Broken::found).toList());
    }
}
