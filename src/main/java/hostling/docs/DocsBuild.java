package hostling.docs;

import hostling.docs.Frame.Neighbour;
import hostling.docs.Markdown.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writes all pages: it begins with the files in {@code docs}, and goes on with the files that they link to, and so on. */
public final class DocsBuild {
    private static final String README = "README.md";
    private static final String INDEX_BEGIN = """
            # Documentation

            These pages are made from the Markdown files of the project. Each link to a class leads to its source, as it is in
            this version. [The README](README.md) says how to build and start the server.
            """;
    private static final List<String> INDEX_SECTIONS = List.of("The book", "The tour of the server", "What you can read in which time");
    /** Each of them is read from its first chapter to its last. */
    private static final List<String> SERIES = List.of("docs/book/\\d\\d-.*", "docs/\\d\\d-.*");

    private final Project project;
    private final Path output;
    private final Frame frame;
    private final List<List<String>> series;
    /** The pages of the documentation that lead to a source. They are all written before the first source is. */
    private final Map<String, Set<String>> readers = new HashMap<>();
    private final Set<String> reached = new LinkedHashSet<>();
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Set<Path> written = new HashSet<>();

    private DocsBuild(Path root, Path output) throws IOException {
        this.project = new Project(root);
        this.output = output;
        this.frame = new Frame(project.text("www/index.html"));
        List<String> files = project.below("docs").stream().filter(Addresses::isMarkdown).toList();
        this.series = SERIES.stream().map(name -> files.stream().filter(file -> file.matches(name)).toList()).toList();
        reach(files);
        reach(List.of(README));
    }

    /**
     * Writes the pages.
     *
     * @param arguments the folder of the project, and the folder for the pages
     * @throws IOException              if a file can't be read or written
     * @throws IllegalArgumentException if a Markdown file has something that can't become part of a page; the message begins
     *                                  with its name and the number of the line
     */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    /** Writes the pages of a project to a folder; see {@link #main}. */
    static void write(Path root, Path output) throws IOException {
        DocsBuild build = new DocsBuild(root, output);
        build.writeIndex();
        while (!build.waiting.isEmpty()) {
            build.write(build.waiting.remove());
        }
        build.deleteOthers();
    }

    /** Deletes the pages of an earlier build to which nothing leads now. */
    private void deleteOthers() throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file : files.filter(Files::isRegularFile).filter(file -> !written.contains(file)).toList()) {
                Files.delete(file);
            }
        }
    }

    private void reach(Iterable<String> files) {
        for (String file : files) {
            if (!Addresses.isServedByTheDemo(file) && reached.add(file)) {
                waiting.add(file);
            }
        }
    }

    /** The index consists of the parts of the README that say what there is to read. */
    private void writeIndex() throws IOException {
        String readme = project.text(README);
        StringBuilder text = new StringBuilder(INDEX_BEGIN);
        for (String section : INDEX_SECTIONS) {
            text.append("\n## ").append(section).append("\n\n").append(Markdown.section(readme, section)).append('\n');
        }
        Content index = Markdown.of(project, README, text.toString());
        reach(index.reached());
        writePage(Addresses.ROOT, index, Optional.empty(), Optional.empty());
    }

    private void write(String file) throws IOException {
        if (Addresses.isPicture(file)) {
            Files.write(target(Addresses.of(file)), Files.readAllBytes(project.path(file)));
            return;
        }
        boolean isSource = !Addresses.isMarkdown(file);
        Content content = isSource ? SourceText.of(file, project.text(file), chaptersOf(file)) : Markdown.read(project, file);
        reach(content.reached());
        content.reached().forEach(source -> readers.computeIfAbsent(source, any -> new LinkedHashSet<>()).add(file));
        List<String> chapters = series.stream().filter(each -> each.contains(file)).findFirst().orElse(List.of());
        int number = chapters.indexOf(file);
        writePage(Addresses.of(file), content, chapter(chapters, number - 1), chapter(chapters, number + 1));
    }

    /** The chapters that lead to a source, those of the book first. */
    private List<Neighbour> chaptersOf(String source) throws IOException {
        List<Neighbour> chapters = new ArrayList<>();
        for (List<String> each : series) {
            for (int number = 0; number < each.size(); number++) {
                if (readers.getOrDefault(source, Set.of()).contains(each.get(number))) {
                    chapter(each, number).ifPresent(chapters::add);
                }
            }
        }
        return chapters;
    }

    private Optional<Neighbour> chapter(List<String> chapters, int number) throws IOException {
        if (number < 0 || number >= chapters.size()) {
            return Optional.empty();
        }
        String file = chapters.get(number);
        String title = project.text(file).lines().findFirst().orElseThrow().replaceFirst("^# ", "");
        return Optional.of(new Neighbour(Addresses.of(file), title));
    }

    private void writePage(String address, Content content, Optional<Neighbour> previous, Optional<Neighbour> next)
            throws IOException {
        Files.writeString(target(address.endsWith("/") ? address + "index.html" : address), frame.page(address, content, previous, next));
    }

    private Path target(String address) throws IOException {
        Path target = output.resolve(address.substring(Addresses.ROOT.length()));
        Files.createDirectories(target.getParent());
        written.add(target);
        return target;
    }
}
