package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.cases.Finding;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the classes of a student alone, against the classes of the server. */
final class StudentCompiler {
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final String classPath;

    /** @param classPath where the other classes are */
    StudentCompiler(String classPath) {
        this.classPath = classPath;
    }

    /**
     * Compiles sources.
     *
     * @param sources the sources; without any, there are no classes
     * @param classes the folder for the classes, which is emptied first
     * @return the first error, or nothing if there is none
     * @throws IOException if a file can't be read or written
     */
    Optional<Finding> compile(List<Path> sources, Path classes) throws IOException {
        empty(classes);
        if (sources.isEmpty()) {
            return Optional.empty();
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        StringWriter other = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ROOT, UTF_8)) {
            boolean isRight = compiler.getTask(other, files, found, List.of("-classpath", classPath, "-d", classes.toString(),
                    "-proc:none", "-implicit:none", "-g", "--release", "17"), null, files.getJavaFileObjectsFromPaths(sources)).call();
            return isRight ? Optional.empty() : Optional.of(finding(sources, found.getDiagnostics(), other.toString()));
        }
    }

    /** Makes an empty folder, without what it had before. */
    static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
    }

    private static Finding finding(List<Path> sources, List<Diagnostic<? extends JavaFileObject>> all, String other) throws IOException {
        List<Diagnostic<? extends JavaFileObject>> errors =
                all.stream().filter(each -> each.getKind() == Diagnostic.Kind.ERROR).toList();
        List<Finding.Part> parts = new ArrayList<>();
        Path source = sources.get(0);
        if (errors.isEmpty()) {
            parts.add(new Finding.Words("problem", other));
        } else {
            Diagnostic<? extends JavaFileObject> first = errors.get(0);
            source = first.getSource() == null ? source : Path.of(first.getSource().toUri());
            parts.add(new Finding.Words("problem", first.getMessage(Locale.ROOT)));
            parts.addAll(code(source, first));
            parts.add(new Finding.Words("at", source.getFileName() + ":" + first.getLineNumber()));
            if (errors.size() > 1) {
                parts.add(new Finding.Words("then", errors.size() - 1 + " more, which may only follow from this one"));
            }
        }
        return new Finding(source.getFileName() + " does not compile", "", parts, List.of(), "");
    }

    private static List<Finding.Part> code(Path source, Diagnostic<?> error) throws IOException {
        if (error.getLineNumber() < 1) {
            return List.of();
        }
        String line = Files.readAllLines(source, UTF_8).get((int) error.getLineNumber() - 1);
        String code = line.strip();
        int column = (int) error.getColumnNumber() - 1 - line.indexOf(code);
        return List.of(new Finding.Words("code", code + "\n" + " ".repeat(Math.max(0, column)) + "^"));
    }
}
