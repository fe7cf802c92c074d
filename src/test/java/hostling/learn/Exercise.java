package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One exercise, as its Markdown file describes it. The student reads this file first.
 *
 * @param name      the short name, which is that of the file without its number
 * @param title     the heading of the file
 * @param file      the Markdown file
 * @param files     what the student writes
 * @param chapter   where to read about it: a file of {@code docs}, perhaps with an anchor
 * @param steps     what is tried, from easy to hard
 * @param hints     the levels of help, from a question to nearly the code
 */
record Exercise(String name, String title, Path file, List<Written> files, String chapter, List<Step> steps, List<String> hints) {
    /** The system property that names the folder of the student, for tests of what is not a class. */
    static final String FOLDER = "learn.folder";
    private static final Pattern FILE = Pattern.compile("[0-9]{2}-([a-z-]+)\\.md");
    private static final Pattern COMMENT = Pattern.compile("(?m)^<!-- exercise write=(\\S+) chapter=(\\S+) -->$");
    private static final Pattern ITEM = Pattern.compile("(?m)^[0-9]+\\. ");
    private static final Pattern CHECKS = Pattern.compile("([^`]*[^`:\\s]):?\\s+(`.*)", Pattern.DOTALL);
    private static final int HINTS = 3;

    /**
     * A step, which is passed if all of its checks are.
     *
     * @param title  what has to be true, as a sentence
     * @param checks each the id of a case (that of a response with {@code responses/} before it), a file of cases, or a class of tests,
     *               perhaps with {@code #method}
     */
    record Step(String title, List<String> checks) { }

    /**
     * The exercises of a folder, in the order of their numbers.
     *
     * @throws IOException              if a file can't be read
     * @throws IllegalArgumentException if one has not the form of an exercise
     */
    static List<Exercise> all(Path folder) throws IOException {
        List<Exercise> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> FILE.matcher(each.getFileName().toString()).matches()).sorted().toList()) {
                found.add(read(file));
            }
        }
        return found;
    }

    /** The exercise that a file describes; throws as {@link #all} does. */
    static Exercise read(Path file) throws IOException {
        String text = Files.readString(file, UTF_8);
        Matcher name = FILE.matcher(file.getFileName().toString());
        Matcher comment = COMMENT.matcher(text);
        if (!name.matches() || !text.startsWith("# ") || !comment.find()) {
            throw new IllegalArgumentException(file + " is no exercise: it needs a number, a heading, and a comment");
        }
        List<String> hints = items(text, "Hints");
        if (hints.size() != HINTS) {
            throw new IllegalArgumentException(file + " needs " + HINTS + " hints");
        }
        return new Exercise(name.group(1), text.substring(2, text.indexOf('\n')), file, Stream.of(comment.group(1).split(","))
                .map(named -> Written.of(named, file.getParent())).toList(), comment.group(2),
                items(text, "Steps").stream().map(item -> step(file, item)).toList(), hints);
    }

    private static List<String> items(String text, String section) {
        String[] parts = text.split("(?m)^## " + section + "$", 2);
        if (parts.length < 2) {
            return List.of();
        }
        String list = parts[1].split("(?m)^## ", 2)[0];
        return Stream.of(ITEM.split(list)).skip(1).map(item -> item.strip().replaceAll("\\s*\n\\s*", " ")).toList();
    }

    private static Step step(Path file, String item) {
        Matcher matcher = CHECKS.matcher(item);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(file + " has a step without checks: " + item);
        }
        return new Step(matcher.group(1), Stream.of(matcher.group(2).split("[`,\\s]+")).filter(check -> !check.isEmpty()).toList());
    }

    /** The files, as they lie in the folder of a student. */
    List<Path> sources(Path folder) {
        return files.stream().map(each -> each.in(folder)).toList();
    }

    /** The names of the classes among the files. */
    List<String> classNames() {
        return files.stream().filter(Written::isClass).map(Written::type).toList();
    }

    /** The names of the files, for a sentence. */
    String fileNames() {
        return String.join(", ", files.stream().map(Written::name).toList());
    }
}
