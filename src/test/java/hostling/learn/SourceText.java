package hostling.learn;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Compares the files of exercises without their comments and spaces. */
final class SourceText {
    private SourceText() { }

    /** Whether all files of an exercise are those that a function names. */
    static boolean isSame(Path folder, Exercise exercise, Function<Written, Path> other) throws IOException {
        for (Written each : exercise.files()) {
            if (!plain(each.in(folder)).equals(plain(other.apply(each)))) {
                return false;
            }
        }
        return true;
    }

    /** What is left of the files; of a text, all but spaces. Bytes are characters here: they are only compared. */
    static String plain(Path folder, Exercise exercise) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Written each : exercise.files()) {
            text.append(plain(each.in(folder)));
        }
        return text.toString();
    }

    private static String plain(Path file) throws IOException {
        String text = Files.readString(file, ISO_8859_1);
        return (file.toString().endsWith(".java") ? text.replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "") : text).replaceAll("\\s+", "");
    }
}
