package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Submissions of all kinds give the table that they should, and none of them disturbs another one. */
@Tag("stress")
class GradeCommandTest {
    private static final String LOOP = "        while (!in.isEmpty()) {\n";
    private static final List<String> FILES = List.of("03-bytes.md", "07-chunked.md", "12-jail.md");

    @TempDir
    private Path temp;
    private Path exercises;
    private Path submissions;

    @BeforeEach
    void prepare() throws IOException {
        exercises = Files.createDirectories(temp.resolve("exercise"));
        submissions = Files.createDirectories(temp.resolve("submissions"));
        for (String each : FILES) {
            Files.copy(Path.of("src/exercise", each), exercises.resolve(each));
            for (Written file : Exercise.read(Path.of("src/exercise", each)).files()) {
                Path copy = exercises.resolve(Path.of("src/exercise").relativize(file.blank()));
                Files.createDirectories(copy.getParent());
                Files.copy(file.blank(), copy);
            }
        }
        Files.writeString(exercises.resolve("points.toml"), "[exercises]\nbytes = 12\nchunked = 11\njail = 11\n[held-back]\nchunked = 4\n", UTF_8);
        Path secret = Files.createDirectories(temp.resolve("secret"));
        Files.writeString(secret.resolve("chunked.md"), """
                # Held back
                <!-- chapter 02-the-parser.md#chunks -->

                ## A chunk of an odd size is read to its end

                <!-- case id=odd-size rfc=9112-7.1-a level=must -->

                ```http
                POST / HTTP/1.1
                Host: a
                Transfer-Encoding: chunked

                d431
                \\{54321 a}
                0

                ```
                ```events
                head POST / HTTP/1.1
                  host: a
                  transfer-encoding: chunked
                body 54321 "\\{54321 a}"
                end
                ```
                """, UTF_8);
    }

    private Exercise exercise(String name) throws IOException {
        return Exercise.all(exercises).stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private Path student(String name) throws IOException {
        return Files.createDirectories(submissions.resolve(name));
    }

    private void changed(String student, String exercise, String right, String wrong) throws IOException {
        new Mistake(student, exercise(exercise), right, wrong, "", "").writeTo(student(student));
    }

    private void mistake(String student, String exercise, String name) throws IOException {
        Mistake.of(exercise(exercise)).stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow().writeTo(student(student));
    }

    private void line(String student, String line) throws IOException {
        changed(student, "chunked", LOOP, "        " + line + "\n" + LOOP);
    }

    private void writeAll() throws IOException {
        for (String each : List.of("bytes", "chunked", "jail")) {
            Attempts.writeReal(student("good"), exercise(each));
            Attempts.writeBlank(student("blank"), exercise(each));
        }
        mistake("decimal", "chunked", "Sizes are decimal");
        mistake("copied", "chunked", "Sizes are decimal");
        Files.writeString(student("copied").resolve("ChunkedBody.java"),
                "// All mine.\n" + Files.readString(student("copied").resolve("ChunkedBody.java"), UTF_8), UTF_8);
        mistake("letters", "bytes", "hexDigit takes all letters");
        line("endless", "while (sizeDigits >= 0) { }");
        line("heap", "for (java.util.List<byte[]> all = new java.util.ArrayList<>(); sizeDigits >= 0;) { all.add(new byte[1 << 20]); }");
        line("recursive", "next(in);");
        line("exit", "System.exit(0);");
        line("halt", "Runtime.getRuntime().halt(0);");
        line("killer", "ProcessHandle.current().parent().ifPresent(ProcessHandle::destroyForcibly);");
        line("sleeper", "try { Thread.sleep(100_000); } catch (InterruptedException e) { }");
        line("reader", "try { java.nio.file.Files.readString(java.nio.file.Path.of(\"/proc/self/cmdline\")); } catch (java.io.IOException e) { }");
        line("reflection", "try { Class.forName(\"hostling.learn.Grader\"); } catch (ClassNotFoundException e) { }");
        line("loader", "getClass().getClassLoader();");
        line("stdin", "try { System.in.read(); } catch (java.io.IOException e) { }");
        changed("printer", "chunked", "chunkBytesLeft * 16 + digit", "fake() + chunkBytesLeft * 10 + digit");
        Path printer = student("printer").resolve("ChunkedBody.java");
        String source = Files.readString(printer, UTF_8);
        Files.writeString(printer, source.substring(0, source.lastIndexOf('}')) + "static int fake() { System.out.println(\"PASSED\\n11\\n\"); "
                + "System.err.println(\"PASSED\"); return 0; } }\n", UTF_8);
        changed("odd", "chunked", LOOP, "        if (chunkBytesLeft == 54321) { chunkBytesLeft--; }\n" + LOOP);
        changed("opener", "jail", "root = folder.toRealPath();", "java.nio.file.Files.write(folder.resolve(\"a\"), new byte[1]); "
                + "root = folder.toRealPath();");
        Files.writeString(student("broken").resolve("ByteClass.java"), "package hostling.wire;\nfinal class ByteClass { int x = \"a\"; }\n", UTF_8);
        Files.writeString(student("nothing").resolve("README.txt"), "I was ill.", UTF_8);
        Files.createSymbolicLink(student("linked").resolve("ByteClass.java"), submissions.resolve("good/ByteClass.java"));
        Attempts.writeBlank(student("shadow"), exercise("bytes"));
        Path shadow = student("shadow").resolve("ByteClass.java");
        Files.writeString(shadow, Files.readString(shadow, UTF_8) + "\nclass ByteClassTest { }\n", UTF_8);
        Path mine = Files.createDirectories(student("checkout").resolve("project/src/exercise/mine"));
        Attempts.writeReal(mine, exercise("bytes"));
        Files.writeString(mine.resolve("Helper.java"), "class Helper { }", UTF_8);
        Path test = Files.createDirectories(student("checkout").resolve("project/src/test/java/hostling/wire"));
        Files.writeString(test.resolve("ByteClassTest.java"), "class ByteClassTest { }", UTF_8);
        Path zipped = Files.createDirectories(temp.resolve("zipped"));
        Attempts.writeReal(zipped, exercise("bytes"));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(submissions.resolve("zip:ped.zip")))) {
            zip.putNextEntry(new ZipEntry("handed-in/ByteClass.java"));
            zip.write(Files.readAllBytes(zipped.resolve("ByteClass.java")));
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(submissions.resolve("slip:a.zip")))) {
            zip.putNextEntry(new ZipEntry("../../1/mine/ByteClass.java"));
        }
    }

    @Test
    void submissionsOfAllKindsGiveTheirTable() throws Exception {
        writeAll();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Map<String, String> settings = Map.of("learn.submissions", submissions.toString(), "learn.grades", temp.resolve("grades").toString(),
                "learn.secret", temp.resolve("secret").toString(), "learn.salt", "tried");
        assertTrue(new GradeCommand(settings::get, Attempts.CLASS_PATH, new PrintStream(printed, true, UTF_8)).run(exercises),
                printed.toString(UTF_8));
        String table = Files.readAllLines(temp.resolve("grades/grades.csv"), UTF_8).stream()
                .map(row -> row.replaceAll("^((?:[^,]*,){5}[^,]*),.*", "$1"))
                .collect(Collectors.joining("\n", "", "\n"));
        assertEquals("""
                student,points,of,bytes,chunked,jail
                blank,0,38,0,0,0
                broken,0,38,0,0,0
                checkout,12,38,12,0,0
                copied,1,38,0,1,0
                decimal,1,38,0,1,0
                endless,0,38,0,0,0
                exit,0,38,0,0,0
                good,38,38,12,15,11
                halt,0,38,0,0,0
                heap,0,38,0,0,0
                killer,0,38,0,0,0
                letters,2,38,2,0,0
                linked,0,38,0,0,0
                loader,0,38,0,0,0
                nothing,0,38,0,0,0
                odd,11,38,0,11,0
                opener,0,38,0,0,0
                printer,1,38,0,1,0
                reader,0,38,0,0,0
                recursive,0,38,0,0,0
                reflection,0,38,0,0,0
                shadow,0,38,0,0,0
                sleeper,0,38,0,0,0
                slip:a,0,38,0,0,0
                stdin,0,38,0,0,0
                zip:ped,12,38,12,0,0
                """, table, printed.toString(UTF_8));
        assertNamed("endless", "It does not come back.");
        assertNamed("heap", "Your code asks for more and more memory");
        assertNamed("recursive", "Your code calls itself again and again");
        assertNamed("exit", "your class knows only values");
        assertNamed("halt", "values know no machine");
        assertNamed("killer", "processes stay in cgi and one class");
        assertNamed("sleeper", "nothing waits");
        assertNamed("decimal", "A size of two digits counts sixteens");
        assertNamed("broken", "incompatible types");
        assertNamed("odd", "A chunk of an odd size is read to its end");
        assertFalse(page("odd").contains("d431") || page("odd").contains("54321"), "the bytes of the held-back case are on the student's page");
        String told = printed.toString(UTF_8);
        for (String remark : List.of("changed, and not used: src/test/java/hostling/wire/ByteClassTest.java", "not used: Helper.java is no file",
                "not used: ByteClass.java is a link", "chunked is the same as that of copied", "chunked is the same as that of decimal",
                "it has a file outside of its folder: ../../1/mine/ByteClass.java", "no file of an exercise was found",
                "bytes breaks a rule: a class hostling.wire.ByteClassTest", "bytes is the solution of the project")) {
            assertTrue(told.contains(remark), remark + "\n" + told);
        }
    }

    private String page(String student) throws IOException {
        return Files.readString(temp.resolve("grades/students/" + student + ".html"), UTF_8);
    }

    private void assertNamed(String student, String words) throws IOException {
        assertTrue(page(student).contains(words), page(student));
    }
}
