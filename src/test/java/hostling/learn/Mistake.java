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
 * A wrong solution as students write it: the right one with one change. So it follows the real class when that changes.
 *
 * @param name     what is wrong
 * @param exercise the exercise
 * @param right    the lines of the right solution that are changed; they stand in one of its files, once
 * @param wrong    what stands there instead
 * @param step     the title of the step that fails
 * @param told     words that the answer has to contain
 */
record Mistake(String name, Exercise exercise, String right, String wrong, String step, String told) {
    private static final Path FOLDER = Path.of("test-data/exercises/mistakes");
    private static final Pattern SECTION = Pattern.compile("(?m)^## ");
    private static final Pattern FORM = Pattern.compile("(.+)\n\n- step: (.+)\n- told: (.+)\n\n" + Change.FORM, Pattern.DOTALL);

    /** The mistakes of an exercise, as its file has them. */
    static List<Mistake> of(Exercise exercise) throws IOException {
        Path file = FOLDER.resolve(exercise.name() + ".md");
        List<Mistake> found = new ArrayList<>();
        for (String section : Stream.of(SECTION.split(Files.readString(file, UTF_8))).skip(1).toList()) {
            Matcher matcher = FORM.matcher(section);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(file + " has a mistake that has not the form of the others: " + section);
            }
            found.add(new Mistake(matcher.group(1), exercise, matcher.group(4), matcher.group(5), matcher.group(2), matcher.group(3)));
        }
        return found;
    }

    /** Writes the right solution with this mistake into the folder of a student. */
    void writeTo(Path folder) throws IOException {
        int changed = 0;
        for (Written each : exercise.files()) {
            String text = Files.readString(each.real(), UTF_8);
            if (text.contains(right)) {
                changed++;
                text = text.replace(right, wrong);
            }
            Files.writeString(each.in(folder), text, UTF_8);
        }
        if (changed != 1) {
            throw new AssertionError(this + ": " + changed + " files of the right solution contain: " + right);
        }
    }

    @Override
    public String toString() {
        return exercise.name() + ": " + name;
    }
}
