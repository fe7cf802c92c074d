package hostling.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A source file of this package, in the layout that all of them have. */
final class SourceFile {
    /**
     * Consecutive lines of the file.
     *
     * @param first the number of the first line, from 1
     */
    record Excerpt(int first, List<String> lines) {
        /** Without the indentation that all of them share. */
        List<String> aligned() {
            int indent = lines.stream().filter(line -> !line.isBlank())
                    .mapToInt(line -> line.length() - line.stripLeading().length()).min().orElse(0);
            return lines.stream().map(line -> line.isBlank() ? "" : line.substring(indent)).toList();
        }

        String text() {
            return String.join("\n", lines);
        }
    }

    private static final Path FOLDER = Path.of("src/main/java/hostling/wire");
    private static final Pattern METHOD = Pattern.compile(" {4}(?:[\\w<>\\[\\].]+ )+([a-z]\\w*)\\(.*\\{");
    private static final Pattern CALL = Pattern.compile("(?<![.\\w])(\\w+)\\(");

    private final Path path;
    private final List<String> lines;

    SourceFile(String className) {
        path = FOLDER.resolve(className + ".java");
        try {
            lines = Files.readAllLines(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String path() {
        return path.toString();
    }

    /** The whole method with this name, without its comment; empty if there is none. */
    Optional<Excerpt> method(String name) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher method = METHOD.matcher(lines.get(i));
            if (method.matches() && method.group(1).equals(name)) {
                return Optional.of(excerpt(i, end(i, "    }")));
            }
        }
        return Optional.empty();
    }

    /** The name of the method that has this line, counted from 0. */
    Optional<String> methodAt(int line) {
        for (int i = line; i >= 0; i--) {
            Matcher method = METHOD.matcher(lines.get(i));
            if (method.matches()) {
                return Optional.of(method.group(1));
            }
        }
        return Optional.empty();
    }

    /** The names of the methods in which a text occurs. */
    List<String> methodsWith(Pattern text) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (text.matcher(lines.get(i)).find()) {
                methodAt(i).filter(name -> !names.contains(name)).ifPresent(names::add);
            }
        }
        return names;
    }

    /** The case of a switch, or the if, with which a method treats a state: none, one or both. */
    List<Excerpt> arms(String method, String state) {
        Pattern arm = Pattern.compile(" *case (\\w+, )*" + state + "(, \\w+)* +->.*");
        Pattern condition = Pattern.compile(" *if \\(state == State\\." + state + "\\b.*\\{");
        Excerpt whole = method(method).orElseThrow();
        List<Excerpt> arms = new ArrayList<>();
        for (int i = whole.first() - 1; i < whole.first() - 1 + whole.lines().size(); i++) {
            String line = lines.get(i);
            if (condition.matcher(line).matches()) {
                arms.add(excerpt(i, end(i, " ".repeat(line.length() - line.stripLeading().length()) + "}")));
            } else if (arm.matcher(line).matches() && !line.contains("AssertionError")) {
                int end = i;
                while (!lines.get(end).endsWith(";")) {
                    end++;
                }
                arms.add(excerpt(i, end));
            }
        }
        return arms;
    }

    /** The methods of this file that an excerpt calls. */
    List<String> calls(Excerpt excerpt) {
        return CALL.matcher(excerpt.text()).results().map(call -> call.group(1)).filter(name -> method(name).isPresent())
                .distinct().toList();
    }

    private int end(int from, String closing) {
        int end = from;
        while (!lines.get(end).equals(closing)) {
            end++;
        }
        return end;
    }

    private Excerpt excerpt(int first, int last) {
        return new Excerpt(first + 1, List.copyOf(lines.subList(first, last + 1)));
    }
}
