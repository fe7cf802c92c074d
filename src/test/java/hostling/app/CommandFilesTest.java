package hostling.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files beside the jar: launcher, completion, manual page. */
class CommandFilesTest {
    private static final Path OPTIONS = Path.of("src/main/jvm/options");
    private static final Path BASH = Path.of("/bin/bash");

    @TempDir
    private Path folder;

    @BeforeEach
    void make() throws IOException {
        CommandFiles.make(Path.of("src/main/sh/hostling"), OPTIONS, folder);
    }

    @Test
    void theLauncherIsExecutableAndHasTheOptionsBesideIt() throws IOException {
        assertTrue(Files.isExecutable(folder.resolve("hostling")));
        assertEquals(-1, Files.mismatch(OPTIONS, folder.resolve("hostling.options")));
    }

    @Test
    void aSecondBuildReplacesThem() throws IOException {
        Files.writeString(folder.resolve("hostling"), "old");
        make();
        assertEquals(-1, Files.mismatch(Path.of("src/main/sh/hostling"), folder.resolve("hostling")));
    }

    private String completed(String typed) throws Exception {
        Process bash = new ProcessBuilder(BASH.toString(), "-c", ". ./hostling.bash; COMP_WORDS=(hostling " + typed
                + "); COMP_CWORD=1; _complete_hostling 2>/dev/null; echo \"${COMPREPLY[@]}\"").directory(folder.toFile()).start();
        return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void bashCompletesOptions() throws Exception {
        assumeTrue(Files.isExecutable(BASH));
        assertEquals("--port", completed("--po"));
        assertEquals("--workers", completed("--wor"), "--worker is internal");
    }

    @Test
    void theManualHasEachOptionOfTheHelp() throws IOException {
        List<String> page = Files.readAllLines(folder.resolve("hostling.1"));
        assertTrue(page.get(0).startsWith(".TH HOSTLING 1 "), page.get(0));
        for (String line : List.of(".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS", ".SH SIGNALS",
                ".SH EXIT STATUS", "\\fB\\-p\\fR, \\fB\\-\\-port\\fR \\fIN\\fR", "\\fB\\-\\-check\\fR",
                "\\fB\\-o\\fR, \\fB\\-\\-open\\fR", "\\fIDIR\\fR", "\\fB143, 130\\fR",
                "The port, 8080 by default; 0 lets the system choose.")) {
            assertTrue(page.contains(line), line);
        }
        String text = String.join("\n", page);
        assertFalse(text.contains("\\-\\-worker\\fR") || text.contains("\\-\\-pages"), "internal options");
        assertFalse(text.contains("%n") || text.contains("${"), "placeholders");
    }
}
