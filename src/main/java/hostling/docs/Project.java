package hostling.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the project. They are named by their paths from its folder, with slashes: {@code docs/02-the-parser.md}. */
final class Project {
    private static final String CLASSES = "src/main/java/hostling";
    /** A class, perhaps with its package before it and a method behind it: {@code server.ConnectionDriver.turn()}. */
    private static final Pattern CLASS = Pattern.compile(
            "(?:(?:hostling\\.)?([a-z]+)\\.)?([A-Z]\\w*)(?:\\.java|[.#]\\w+(?:\\(.*\\))?)?");
    /** Words that the chapters use for a field of HTTP, and that are names of classes too. */
    private static final List<String> FIELDS = List.of("Status");

    private final Path root;
    private final Map<String, List<String>> classes = new HashMap<>();

    /** The project in this folder. */
    Project(Path root) throws IOException {
        this.root = root;
        for (String file : below(CLASSES)) {
            String name = file.substring(file.lastIndexOf('/') + 1);
            if (name.endsWith(".java") && !name.contains("-")) {
                classes.computeIfAbsent(name.replace(".java", ""), any -> new ArrayList<>()).add(file);
            }
        }
    }

    /** The files in a folder and the folders in it, in order. */
    List<String> below(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            return files.filter(Files::isRegularFile).map(file -> root.relativize(file).toString().replace('\\', '/')).sorted()
                    .toList();
        }
    }

    Path path(String file) {
        return root.resolve(file);
    }

    /** The content of a text file. */
    String text(String file) throws IOException {
        return Files.readString(path(file));
    }

    boolean has(String file) {
        return Files.isRegularFile(path(file));
    }

    /** The file of the class that a text names, if there is exactly one class with this name. */
    Optional<String> classNamed(String text) {
        Matcher name = CLASS.matcher(text);
        if (!name.matches() || FIELDS.contains(text)) {
            return Optional.empty();
        }
        String folder = name.group(1);
        List<String> found = classes.getOrDefault(name.group(2), List.of()).stream()
                .filter(file -> folder == null || file.startsWith(CLASSES + "/" + folder + "/")).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
