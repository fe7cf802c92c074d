package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the class of a student does, the student is told. */
@Tag("stress")
class AttemptTest {
    @TempDir
    private Path temp;
    private Exercise chunked;

    @BeforeEach
    void readTheExercise() throws IOException {
        chunked = Exercise.read(Path.of("src/exercise/07-chunked.md"));
    }

    /** The verdict about the real decoder with this line before the first of its loop. */
    private Verdict with(String line) throws Exception {
        return changed("        while (!in.isEmpty()) {\n", "        " + line + "\n        while (!in.isEmpty()) {\n");
    }

    private Verdict changed(String right, String wrong) throws Exception {
        new Mistake("tried here", chunked, right, wrong, "", "").writeTo(temp);
        return Attempts.verdict(temp, chunked);
    }

    private static void assertTold(Verdict verdict, String... words) {
        assertEquals(Verdict.State.FAILED, verdict.state());
        for (String each : words) {
            assertTrue(verdict.text().contains(each), verdict.text());
        }
    }

    @Test
    void anEndlessLoopIsEndedAndItsLineIsTold() throws Exception {
        assertTold(with("while (sizeDigits >= 0) { }"), "The first chunk may be the last", "It does not come back.",
                "while (sizeDigits >= 0) { }", "sent      POST / HTTP/1.1");
    }

    @Test
    void theEndOfTheProgramIsTold() throws Exception {
        assertTold(with("System.exit(0);"), "Your code ends the whole program, as System.exit does.", "System.exit(0);");
    }

    @Test
    void anEndWithoutAWordIsTold() throws Exception {
        assertTold(with("Runtime.getRuntime().halt(0);"), "The first chunk may be the last", "Your code ended the whole program");
    }

    @Test
    void exhaustedMemoryIsTold() throws Exception {
        assertTold(with("for (java.util.List<byte[]> all = new java.util.ArrayList<>(); sizeDigits >= 0;) { all.add(new byte[1 << 20]); }"),
                "Your code asks for more and more memory", "all.add(new byte[1 << 20]);");
    }

    @Test
    void aCallWithoutAnEndIsTold() throws Exception {
        assertTold(with("next(in);"), "Your code calls itself again and again", "next(in);");
    }

    @Test
    void aByteThatIsNeverTakenIsTold() throws Exception {
        assertTold(with("if (!in.isEmpty()) { return new Event.BodyPart(java.nio.ByteBuffer.allocate(0)); }"),
                "It does not come back.", "return without having taken a byte");
    }

    @Test
    void whatItPrintsIsShownUpToALimit() throws Exception {
        Verdict verdict = with("System.out.println(\"state \" + state); if (sizeDigits == 0) { throw new IllegalStateException(\"here\"); }");
        assertTold(verdict, "the parser throws java.lang.IllegalStateException: here, in ChunkedBody.java:");
        assertTrue(verdict.printed().startsWith("\nYour code printed:\n  state SIZE\n"), verdict.printed());
    }

    @Test
    void anErrorOfTheCompilerIsToldWithItsLine() throws Exception {
        assertTold(with("int x = \"a\";"), "ChunkedBody.java does not compile", "code      int x = \"a\";\n                    ^",
                "incompatible types");
    }

    @Test
    void aNameThatOthersNeedIsMissed() throws Exception {
        assertTold(changed("int heldBytes()", "long heldBytes()"),
                "Other classes call ChunkedBody, and miss something", "int hostling.wire.ChunkedBody.heldBytes()");
    }

    @Test
    void aClassThatWaitsIsEnded() throws Exception {
        new Mistake("tried here", chunked, "        while (!in.isEmpty()) {\n", "        try { Thread.sleep(100_000); } catch "
                + "(InterruptedException e) { }\n        while (!in.isEmpty()) {\n", "", "").writeTo(temp);
        Effort effort = new Effort(2, 3, 50, "", HeldBack.NONE, "");
        assertTold(new Attempt(temp, temp.resolve("work"), Attempts.CLASS_PATH, effort).at(chunked), "Your code does not come back. It waits");
    }

    @Test
    void aLenientParserThatATeacherKeepsBackIsTriedInTheLastStep() throws Exception {
        Exercise attack = Exercise.read(Path.of("src/exercise/14-attack.md"));
        Attempts.writeReal(temp, attack);
        Path folder = Files.createDirectories(temp.resolve("lenient"));
        Files.writeString(folder.resolve("same.md"), "# It is a strict one\n\n```java\nint digit = ByteClass.hexDigit(b);\n```\n\nbecomes\n\n"
                + "```java\nint digit = ByteClass.hexDigit(b) + 0;\n```\n", UTF_8);
        Effort effort = new Effort(10, 60, 50, "", HeldBack.NONE, folder.toString());
        Verdict verdict = new Attempt(temp, temp.resolve("work"), Attempts.CLASS_PATH, effort).at(attack);
        assertTold(verdict, "A lenient parser is noticed: It is a strict one",
                "Your generator makes no message that tells the two parsers apart.");
        assertEquals(attack.steps().size() - 1, verdict.stepsPassed());
    }

    /** What the properties of an attack make of noise, with this seed. */
    private String noise(String seed) throws Exception {
        Exercise attack = Exercise.read(Path.of("src/exercise/14-attack.md"));
        Attempts.writeReal(temp, attack);
        Path source = temp.resolve("AttackProperties.java");
        Files.writeString(source, Files.readString(attack.files().get(0).blank(), UTF_8).replace("throw new UnsupportedOperationException("
                + "\"not written yet\");", "System.out.println(sent.text().hashCode());"), UTF_8);
        Effort effort = new Effort(10, 60, 50, seed, HeldBack.NONE, "");
        Verdict verdict = new Attempt(temp, temp.resolve("work"), Attempts.CLASS_PATH, effort).at(attack);
        assertTold(verdict, "Your property gives no bytes to a RequestParser.");
        return verdict.printed();
    }

    @Test
    void anAttackIsTheSameEachTime() throws Exception {
        String first = noise("");
        assertTrue(first.length() > 100, first);
        assertEquals(first, noise(""));
        assertNotEquals(first, noise("2"));
    }

    /** What a property hands to the class, with this seed. */
    private String tried(String seed) throws Exception {
        Path file = Files.createDirectories(temp.resolve("exercise")).resolve("07-chunked.md");
        Files.writeString(file, Files.readString(chunked.file(), UTF_8).replaceFirst("(?s)## Steps.*## Hints", "## Steps\n\n1. One: `properties."
                + "RequestParserProperties#contentInChunksFitsOrIsRefused`\n\n## Hints"), UTF_8);
        new Mistake("tried here", chunked, "        while (!in.isEmpty()) {\n", "        System.out.println(in.remaining());\n"
                + "        while (!in.isEmpty()) {\n", "", "").writeTo(temp);
        Effort effort = new Effort(10, 60, 50, seed, HeldBack.NONE, "");
        return new Attempt(temp, temp.resolve("work"), Attempts.CLASS_PATH, effort).at(Exercise.read(file)).printed();
    }

    @Test
    void aSeedDecidesWhatPropertiesTry() throws Exception {
        String first = tried("1");
        assertTrue(first.length() > 100, first);
        assertEquals(first, tried("1"));
        assertNotEquals(first, tried("2"));
    }
}
