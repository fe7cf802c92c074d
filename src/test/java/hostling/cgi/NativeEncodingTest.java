package hostling.cgi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.testing.Proves;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a locale that is not UTF-8, a shell sets the variables that Java can't encode. */
class NativeEncodingTest {
    /** Runs a command as if in the locale C: Java itself passes only ASCII. */
    private static String output(Map<String, String> variables, String... command) throws Exception {
        Map<String, String> passed = new TreeMap<>(variables);
        List<String> whole = NativeEncoding.command(List.of(command), passed, false);
        ProcessBuilder builder = new ProcessBuilder(whole).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().putAll(passed);
        for (String value : passed.values()) {
            assertEquals(value, new String(value.getBytes(java.nio.charset.StandardCharsets.US_ASCII)), "only ASCII is left");
        }
        Process process = builder.start();
        byte[] output = process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor());
        return new String(output, UTF_8);
    }

    @Proves("3875-4.1.18-d")
    @ParameterizedTest
    @ValueSource(strings = {"\u00e4", "Zo\u00eb \u20ac \ud83d\ude00", "\u00e9\n", "\n\u00e9\n\n", "%s%d\u00e9%", "\\n\\101\u00e9\\",
            "$(echo no)`echo no`\u00e9\"'$HOME", "-n \u00e9", "\u00e9\u0001\u007f"})
    void theProgramGetsTheBytesOfUtf8(String value) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
        assertEquals("plain:" + value + ":2:" + "/b c", output(Map.of("A", value, "B", "plain", "C", "\u00fc"),
                "/bin/sh", "-c", "printf '%s:%s:%s:%s' \"$B\" \"$A\" \"$#\" \"$2\"", "x", "1", "/b c"));
    }

    @Test
    void theShellLeavesNothingBehind() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/env")));
        String output = output(Map.of("A", "\u00e9"), "/usr/bin/env");
        assertEquals(List.of("A=\u00e9"), output.lines().filter(line -> !line.matches("(PWD|SHLVL|_|OLDPWD)=.*")).toList());
    }

    @Test
    void withoutNeedThereIsNoShell() {
        List<String> command = List.of("/usr/bin/env");
        Map<String, String> ascii = new TreeMap<>(Map.of("A", "a%b\\c"));
        assertSame(command, NativeEncoding.command(command, ascii, false));
        Map<String, String> other = new TreeMap<>(Map.of("A", "\u00e9"));
        assertSame(command, NativeEncoding.command(command, other, true));
        assertEquals(Map.of("A", "\u00e9"), other);
    }
}
