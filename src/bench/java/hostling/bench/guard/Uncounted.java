package hostling.bench.guard;

import hostling.bench.Shell;
import hostling.bench.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a class that stands in for the counters of the server and counts nothing: their own source, with empty methods. */
final class Uncounted {
    private static final Path SOURCE = Path.of("src/main/java/hostling/server/Counters.java");
    private static final Path FOLDER = Workplace.FOLDER.resolve("uncounted");
    private static final Pattern COUNTING = Pattern.compile(
            "(?ms)^( {4}(?:public )?void (?:set|moved|add|refused|timedOut|took|answered)\\([^)]*\\) \\{\n).*?^ {4}\\}$");
    private static final int METHODS = 7;

    private Uncounted() { }

    /** The folder of the class, which has to come before the jar in the class path. */
    static Path make() throws IOException, InterruptedException {
        Matcher methods = COUNTING.matcher(Files.readString(SOURCE));
        if (methods.results().count() != METHODS) {
            throw new IOException("the counters have other methods than " + COUNTING);
        }
        Path source = FOLDER.resolve("source/hostling/server/Counters.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, methods.replaceAll("$1    }"));
        Path classes = Files.createDirectories(FOLDER.resolve("classes"));
        Shell.run(Path.of(Workplace.java()).resolveSibling("javac").toString(), "-nowarn", "-d", classes.toString(), "-cp",
                Workplace.JAR.toString(), source.toString());
        return classes;
    }
}
