package hostling.learn;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The demo in a process of its own, with classes of a student in the place of the real ones. */
final class DemoServer implements AutoCloseable {
    private final String classPath;
    private final int port;
    private Process process;

    DemoServer(String classPath, int port) {
        this.classPath = classPath;
        this.port = port;
    }

    /** Starts it; it prints its address to the terminal. */
    void start(List<Path> classes) throws IOException {
        String before = classes.stream().map(path -> path + File.pathSeparator).collect(Collectors.joining());
        List<String> command = new ArrayList<>(Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                before + classPath, "hostling.app.Main", "--quiet", "--port", String.valueOf(port)).toList());
        System.out.println("\nThe demo runs with " + (classes.isEmpty() ? "no class of yours: no exercise is done yet."
                : "your code of these exercises: " + classes.stream().map(path -> path.getFileName().toString())
                        .collect(Collectors.joining(", ")) + "."));
        process = new ProcessBuilder(command).inheritIO().start();
    }

    /** Starts it, or ends it if it runs. */
    void toggle(List<Path> classes) throws IOException {
        if (process != null && process.isAlive()) {
            close();
            System.out.println("\nThe demo has ended.");
        } else {
            start(classes);
        }
    }

    void waitFor() throws InterruptedException {
        process.waitFor();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
        }
    }
}
