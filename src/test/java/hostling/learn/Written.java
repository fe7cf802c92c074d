package hostling.learn;

import java.nio.file.Path;

/**
 * A file that a student writes: a class, or a text.
 *
 * @param name  the name of the file
 * @param blank with what the student begins
 * @param real  the class of the server, or a text that is right
 * @param type  the full name of the class; empty if the file is a text
 */
record Written(String name, Path blank, Path real, String type) {
    private static final Path SOLUTIONS = Path.of("test-data/exercises/solutions");

    /** The file with a name as exercises give it: the full name of a class, or the name of a text, which ends in .md. */
    static Written of(String named, Path exercises) {
        if (named.endsWith(".md")) {
            return new Written(named, exercises.resolve("text").resolve(named), SOLUTIONS.resolve(named), "");
        }
        String path = named.replace('.', '/') + ".java";
        String sources = named.startsWith("hostling.book.") ? "src/test/java" : "src/main/java";
        return new Written(path.substring(path.lastIndexOf('/') + 1), exercises.resolve("java").resolve(path), Path.of(sources, path), named);
    }

    boolean isClass() {
        return !type.isEmpty();
    }

    /** The file in the folder of a student, who has not to look for it in packages. */
    Path in(Path folder) {
        return folder.resolve(name);
    }
}
