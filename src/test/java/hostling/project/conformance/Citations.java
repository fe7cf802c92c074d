package hostling.project.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which sources name which section of an RFC: {@code RFC 9112 section 6.3}, or several joined by "and" or commas. */
final class Citations {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern NAMED = Pattern.compile(
            "RFC ([0-9]{4}),? sections? ([0-9.]*[0-9](?:(?:, (?:and )?| and )[0-9.]*[0-9])*)");

    private final Map<String, List<Path>> bySection = new TreeMap<>();

    private Citations() { }

    /** The sections that a text names, as if it were in this source. */
    static Citations in(Path source, String text) {
        Citations citations = new Citations();
        citations.add(source, text);
        return citations;
    }

    static Citations findAll() throws IOException {
        Citations citations = new Citations();
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (Path source : sources.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
                citations.add(source, Files.readString(source));
            }
        }
        return citations;
    }

    private void add(Path source, String text) {
        Matcher named = NAMED.matcher(text.replaceAll("\\s+(?:\\*|//)?\\s*", " "));
        while (named.find()) {
            for (String section : named.group(2).split("[, and]+")) {
                List<Path> files = bySection.computeIfAbsent(named.group(1) + " " + section, any -> new ArrayList<>());
                if (!files.contains(source)) {
                    files.add(source);
                }
            }
        }
    }

    /** The sources that name this section, or else those that name the nearest enclosing section. */
    List<Path> of(String rfc, String section) {
        String nearest = section;
        while (!nearest.isEmpty() && !bySection.containsKey(rfc + " " + nearest)) {
            nearest = nearest.substring(0, Math.max(0, nearest.lastIndexOf('.')));
        }
        return bySection.getOrDefault(rfc + " " + nearest, List.of());
    }
}
