package hostling.features;

import hostling.testing.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A shell in a copy of the project that runs one command after the other. */
final class Shell implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final String OVER = "--- over";
    private static final String JAR = "java -jar target/hostling.jar";
    private static final List<String> READ_ONLY = List.of("src", "docs", ".ci", "test-data/config", "target");

    private final ProjectCopy project;
    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    private Shell(ProjectCopy project) throws IOException {
        this.project = project;
        process = new ProcessBuilder("sh").directory(project.folder().toFile()).redirectErrorStream(true).start();
        in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        type("trap 'kill $server $other 2>/dev/null; wait' EXIT\n");
    }

    static Shell open() throws IOException {
        ProjectCopy project = ProjectCopy.make();
        for (String name : READ_ONLY) {
            Files.createSymbolicLink(project.folder().resolve(name), Path.of(name).toAbsolutePath());
        }
        return new Shell(project);
    }

    /** Starts servers, and waits until they serve. The demo's port is an option; others have theirs in their file. */
    void start(List<String> commands) throws IOException {
        for (String command : commands) {
            type(ours(command.contains(" -c ") ? command : command.replace(JAR, JAR + " --port 8080")) + "\n");
            if (command.contains(JAR)) {
                awaitLine("Serving ");
            }
        }
    }

    /** Runs a command; returns what it prints. */
    String run(String command) throws IOException {
        Path printed = project.folder().resolve("printed");
        type("{ " + ours(command) + "\n} >printed </dev/null\necho '" + OVER + "'\n");
        awaitLine(OVER);
        String text = Files.readString(printed);
        Files.delete(printed);
        return text;
    }

    /** Replaces ports and program in a text of the page by those of this run. */
    String ours(String text) {
        String java = Program.javaCommand().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        return project.ports().in(text).replace(JAR, java + " hostling.app.Main");
    }

    private void type(String text) throws IOException {
        in.write(text);
        in.flush();
    }

    /** Ends the shell if this takes too long; then there are no more lines. */
    private void awaitLine(String start) throws IOException {
        CompletableFuture<Void> patience = new CompletableFuture<Void>()
                .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS);
        patience.thenRun(this::end);
        try {
            for (String line = out.readLine(); line == null || !line.startsWith(start); line = out.readLine()) {
                if (line == null) {
                    throw new AssertionError("there is no line that begins with " + start);
                }
            }
        } finally {
            patience.cancel(false);
        }
    }

    /** Ends the servers first: without their shell, nobody would end them. */
    private void end() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroyForcibly();
    }

    @Override
    public void close() throws Exception {
        in.close();
        process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        end();
        project.close();
    }
}
