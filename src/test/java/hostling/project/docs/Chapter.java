package hostling.project.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of documentation as a list of lines, with the parts that can be checked against the program. */
record Chapter(Path file, List<String> lines) {
    private static final Pattern SNIPPET = Pattern.compile("<!-- snippet (\\S+)#(\\S+) -->");
    private static final Pattern PROGRAM = Pattern.compile("<!-- program (\\w+) -->");
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern PATH = Pattern.compile("`((?:src|test-data|docs|www|\\.ci)/[^`*{} ]*)`");

    /**
     * Lines of the program shown on the page.
     *
     * @param first index of the first line between the fences
     * @param end   index of the closing fence
     */
    record Snippet(Path source, String region, int first, int end) { }

    /**
     * A command shown with its output.
     *
     * @param line    the number of the line with the opening fence
     * @param program the program of the book that it talks to, as the comment before it says; else empty
     * @param lines   the lines between the fences
     */
    record Console(int line, String program, List<String> lines) { }

    /** The README, all files of {@code docs}, and the chapters of the book. */
    static List<Chapter> all() throws IOException {
        List<Chapter> chapters = new ArrayList<>();
        chapters.add(read(Path.of("README.md")));
        chapters.addAll(in(Path.of("docs")));
        chapters.addAll(in(Path.of("docs/book")));
        return chapters;
    }

    /** The pages in a folder, in the order of their names. */
    static List<Chapter> in(Path folder) throws IOException {
        List<Chapter> chapters = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
                chapters.add(read(file));
            }
        }
        return chapters;
    }

    private static Chapter read(Path file) throws IOException {
        return new Chapter(file, Files.readAllLines(file));
    }

    List<Snippet> snippets() {
        List<Snippet> snippets = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher marker = SNIPPET.matcher(lines.get(i));
            if (marker.matches()) {
                snippets.add(new Snippet(Path.of(marker.group(1)), marker.group(2), i + 2, closingFence(i + 1)));
            }
        }
        return snippets;
    }

    List<Console> consoles() {
        List<Console> consoles = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).equals("```console")) {
                int end = closingFence(i);
                Matcher program = PROGRAM.matcher(i == 0 ? "" : lines.get(i - 1));
                consoles.add(new Console(i + 1, program.matches() ? program.group(1) : "", lines.subList(i + 1, end)));
                i = end;
            }
        }
        return consoles;
    }

    /** The files of this project that the page links to, and the paths that it names. */
    List<Path> references() {
        List<Path> references = new ArrayList<>();
        for (String line : lines) {
            Matcher link = LINK.matcher(line);
            while (link.find()) {
                if (!link.group(1).contains("://")) {
                    references.add(file.toAbsolutePath().getParent().resolve(link.group(1)).normalize());
                }
            }
            Matcher path = PATH.matcher(line);
            while (path.find()) {
                references.add(Path.of(path.group(1)));
            }
        }
        return references;
    }

    /** What a link may name after {@code #}: the headings, as most renderers of Markdown turn them into anchors. */
    Set<String> anchors() {
        return lines.stream().filter(line -> line.matches("#{2,4} .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private int closingFence(int opening) {
        if (!lines.get(opening).startsWith("```")) {
            throw new AssertionError(file + ":" + (opening + 1) + ": a fenced block is expected here");
        }
        int i = opening + 1;
        while (!lines.get(i).equals("```")) {
            i++;
        }
        return i;
    }

    /** The lines of a region of a source file, without their common indentation. Comments begin with # except in Java. */
    static List<String> region(Path source, String name) throws IOException {
        List<String> all = Files.readAllLines(source);
        String comment = source.toString().endsWith(".java") ? "//" : "#";
        int start = indexOfTrimmed(all, comment + " region: " + name, 0);
        if (start < 0) {
            throw new AssertionError(source + " has no region " + name);
        }
        List<String> region = all.subList(start + 1, indexOfTrimmed(all, comment + " endregion", start));
        int indent = region.stream().filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length()).min().orElse(0);
        return region.stream().map(line -> line.isBlank() ? "" : line.substring(indent)).toList();
    }

    private static int indexOfTrimmed(List<String> lines, String wanted, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(wanted)) {
                return i;
            }
        }
        return -1;
    }
}
