package hostling.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a program in the place of Java that prints its arguments. */
class LauncherTest {
    @TempDir
    private Path temp;
    private Path home;
    private Path launcher;

    @BeforeEach
    void install() throws IOException {
        temp = temp.toRealPath();
        home = Files.createDirectories(temp.resolve("the home"));
        launcher = Files.copy(Path.of("src/main/sh/hostling"), home.resolve("hostling"));
        executable(launcher);
        java(temp.resolve("bin"), "java of the path");
        java(temp.resolve("jdk/bin"), "java of JAVA_HOME");
    }

    private static void java(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        executable(Files.writeString(folder.resolve("java"),
                "#!/bin/sh\necho '" + name + "'\nfor each; do echo \"$each\"; done\n"));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The lines that the launcher's Java prints, if the launcher is called in a folder by this path. */
    private List<String> run(Path folder, String path, boolean withHome, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(path));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().merge("PATH", temp.resolve("bin") + ":", (old, more) -> more + old);
        builder.environment().remove("JAVA_HOME");
        if (withHome) {
            builder.environment().put("JAVA_HOME", temp.resolve("jdk").toString());
        }
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed.lines().toList();
    }

    private List<String> expected(String java, String... arguments) {
        List<String> lines = new ArrayList<>(List.of(java, "-jar", home + "/hostling.jar"));
        lines.addAll(List.of(arguments));
        return lines;
    }

    @Test
    void itFindsItsJarWhereverItIsCalledFrom() throws Exception {
        assertEquals(expected("java of the path"), run(temp, launcher.toString(), false));
        assertEquals(expected("java of the path"), run(home, "./hostling", false));
        assertEquals(expected("java of the path"), run(temp, "the home/hostling", false));
    }

    @Test
    void itFindsItsJarByLinks() throws Exception {
        Path links = Files.createDirectories(temp.resolve("links"));
        Files.createSymbolicLink(links.resolve("absolute"), launcher);
        Files.createSymbolicLink(links.resolve("relative"), Path.of("../the home/hostling"));
        Files.createSymbolicLink(links.resolve("twice"), Path.of("relative"));
        Files.createSymbolicLink(temp.resolve("folder"), links);
        for (String link : List.of("links/absolute", "links/relative", "links/twice", "folder/twice")) {
            assertEquals(expected("java of the path"), run(temp, link, false), link);
        }
    }

    @Test
    void argumentsArePassedOnAsTheyAre() throws Exception {
        String[] odd = {"-p", "0", "a b", "", "*", "$HOME", "\"'", "--"};
        assertEquals(expected("java of the path", odd), run(temp, launcher.toString(), false, odd));
    }

    @Test
    void javaHomeChoosesTheJava() throws Exception {
        assertEquals(expected("java of JAVA_HOME"), run(temp, launcher.toString(), true));
    }

    @Test
    void theOptionsOfJavaAreThoseBesideIt() throws Exception {
        Files.writeString(home.resolve("hostling.options"), "-Xmx128m\n");
        assertEquals(List.of("java of the path", "@" + home + "/hostling.options",
                "-XX:SharedArchiveFile=" + home + "/hostling.jsa", "-jar", home + "/hostling.jar", "-q"),
                run(temp, launcher.toString(), false, "-q"));
    }
}
