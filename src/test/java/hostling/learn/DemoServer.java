package hostling.learn;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The demo in a process of its own. */
final class DemoServer implements Demo, AutoCloseable {
    private final String classPath;
    private final int port;
    private Process process;
    private List<Path> classes = List.of();

    DemoServer(String classPath, int port) {
        this.classPath = classPath;
        this.port = port;
    }

    /** Starts it; it prints its address to the terminal. */
    void start(List<Path> classesOfTheStudent) throws IOException {
        classes = List.copyOf(classesOfTheStudent);
        String before = classes.stream().map(path -> path + File.pathSeparator).collect(Collectors.joining());
        List<String> command = new ArrayList<>(Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                before + classPath, "hostling.app.Main", "--quiet", "--port", String.valueOf(port)).toList());
        System.out.println("\nThe demo runs with " + (classes.isEmpty() ? "no class of yours: no exercise is done yet."
                : "your code of these exercises: " + classes.stream().map(path -> path.getFileName().toString())
                        .collect(Collectors.joining(", ")) + "."));
        process = new ProcessBuilder(command).inheritIO().start();
    }

    @Override
    public void toggle(List<Path> classesOfTheStudent) throws IOException {
        if (isRunning()) {
            close();
            System.out.println("\nThe demo has ended.");
        } else {
            start(classesOfTheStudent);
        }
    }

    @Override
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    @Override
    public List<Path> classes() {
        return classes;
    }

    @Override
    public int port() {
        return port;
    }

    void waitFor() throws InterruptedException {
        process.waitFor();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            process = null;
        }
    }
}
