package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A parser that accepts what it should refuse: the real one with a few changes, so that it follows the real one when that changes.
 *
 * @param id      the name of its file
 * @param heading what it does, as a sentence
 * @param changes of the classes of {@code wire}
 */
record LenientParser(String id, String heading, List<Change> changes) {
    /** The real parser. */
    static final LenientParser STRICT = new LenientParser("strict", "The strict parser", List.of());
    /** The system property that names a folder with the parsers that the exercise does not name. */
    static final String OTHERS = "learn.lenient";
    private static final Path FOLDER = Path.of("test-data/exercises/lenient");
    private static final Path SOURCES = Path.of("src/main/java/hostling/wire");
    private static final String ENDING = ".md";

    /** The parsers that the exercise does not name. */
    static List<LenientParser> others() throws IOException {
        return all(Path.of(System.getProperty(OTHERS, FOLDER.resolve("others").toString())));
    }

    /** The parser with this id, which the exercise names. */
    static LenientParser named(String id) throws IOException {
        return read(FOLDER.resolve(id + ENDING));
    }

    /**
     * The parsers of a folder, in the order of their names.
     *
     * @throws IllegalArgumentException if a file has not the form, or there is none
     */
    static List<LenientParser> all(Path folder) throws IOException {
        List<LenientParser> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(ENDING)).sorted().toList()) {
                found.add(read(file));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(folder + " has no lenient parser, which is a file such as " + FOLDER.resolve("coding-wins.md"));
        }
        return found;
    }

    private static LenientParser read(Path file) throws IOException {
        String text = Files.readString(file, UTF_8);
        List<Change> changes = Change.in(text);
        if (!text.startsWith("# ") || changes.isEmpty()) {
            throw new IllegalArgumentException(file + ": a lenient parser has a heading and a change, as "
                    + FOLDER.resolve("coding-wins.md") + " shows");
        }
        String name = file.getFileName().toString();
        return new LenientParser(name.substring(0, name.length() - ENDING.length()), text.substring(2, text.indexOf('\n')), changes);
    }

    /**
     * The texts of the classes that are changed, by their names.
     *
     * @param more a change that is made too
     * @throws IllegalArgumentException if the code of a change does not stand in one place
     */
    Map<String, String> sources(Change more) throws IOException {
        Map<String, String> real = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.sorted().toList()) {
                real.put("hostling.wire." + file.getFileName().toString().replace(".java", ""), Files.readString(file, UTF_8));
            }
        }
        Map<String, String> changed = new LinkedHashMap<>();
        for (Change each : Stream.concat(changes.stream(), Stream.of(more)).toList()) {
            List<String> places = real.keySet().stream().filter(name -> real.get(name).contains(each.right())).toList();
            if (places.size() != 1 || real.get(places.get(0)).split(Pattern.quote(each.right()), -1).length != 2) {
                throw new IllegalArgumentException("this does not stand in " + SOURCES + " once:\n" + each.right());
            }
            real.compute(places.get(0), (name, text) -> text.replace(each.right(), each.wrong()));
            changed.put(places.get(0), real.get(places.get(0)));
        }
        return changed;
    }
}
