package hostling.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * How many points there are, as a teacher has written it in a file.
 *
 * @param isPartial whether the steps that are right give a part of the points
 */
record Points(boolean isPartial, Map<Part, Map<String, Double>> given) {
    /** The name that stands for all others. */
    static final String DEFAULT = "default";
    private static final String PARTIAL = "partial";
    private static final double TENTHS = 10;
    private static final double POINTS_MAX = 1_000_000;

    /** A table of the file. */
    enum Part {
        EXERCISES("exercises"), HELD_BACK("held-back"), STAGES("stages");

        private final String key;

        Part(String key) {
            this.key = key;
        }
    }

    /**
     * Reads a file.
     *
     * @param exercises the names that the tables for exercises may have
     * @param stages    the names of the examiner's stages
     * @throws IllegalArgumentException if it is not as described; the message has file, line, key, and what would be right
     */
    static Points read(Path file, Collection<String> exercises, Collection<String> stages) throws IOException {
        TomlParseResult toml = Toml.parse(file);
        if (toml.hasErrors()) {
            throw error(file, toml.errors().get(0).position(), "this is not TOML", toml.errors().get(0).getMessage());
        }
        boolean isPartial = true;
        Map<Part, Map<String, Double>> given = new LinkedHashMap<>();
        for (String key : toml.keySet()) {
            TomlPosition position = toml.inputPositionOf(List.of(key));
            Object value = toml.get(List.of(key));
            if (key.equals(PARTIAL)) {
                isPartial = value instanceof Boolean is ? is : fail(file, position, key, "expected true or false");
            } else {
                Part part = part(file, position, key);
                given.put(part, value instanceof TomlTable table ? numbers(file, key, table, part == Part.STAGES ? stages : exercises)
                        : fail(file, position, key, "expected a table, which begins with a line [" + key + "]"));
            }
        }
        return new Points(isPartial, given);
    }

    private static Part part(Path file, TomlPosition position, String key) {
        for (Part part : Part.values()) {
            if (part.key.equals(key)) {
                return part;
            }
        }
        return fail(file, position, key, "expected one of: partial, exercises, held-back, stages");
    }

    private static Map<String, Double> numbers(Path file, String tableKey, TomlTable table, Collection<String> names) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (String name : table.keySet()) {
            TomlPosition position = table.inputPositionOf(List.of(name));
            String key = tableKey + "." + name;
            if (!name.equals(DEFAULT) && !names.contains(name)) {
                fail(file, position, key, "expected default, or one of: " + String.join(", ", names));
            }
            numbers.put(name, table.get(List.of(name)) instanceof Number number && number.doubleValue() >= 0
                    && number.doubleValue() <= POINTS_MAX ? number.doubleValue() : fail(file, position, key, "expected a number of points from 0 on, such as 10 or 2.5"));
        }
        return numbers;
    }

    private static <T> T fail(Path file, TomlPosition position, String key, String right) {
        throw error(file, position, key, right);
    }

    private static IllegalArgumentException error(Path file, TomlPosition position, String key, String right) {
        return new IllegalArgumentException(file + ":" + position.line() + ":" + position.column() + ": error: " + key + ": " + right);
    }

    /** How many points there are for something; 0 if the table has neither its name nor a default. */
    double most(Part part, String name) {
        Map<String, Double> table = given.getOrDefault(part, Map.of());
        return table.getOrDefault(name, table.getOrDefault(DEFAULT, 0.0));
    }

    /** The points for something of which a part is right, rounded down to a tenth. */
    double of(double most, int right, int all) {
        if (right >= all) {
            return most;
        }
        return isPartial ? Math.floor(most * right / all * TENTHS + 1e-9) / TENTHS : 0;
    }

    /** For people: without a decimal point if there is nothing after it. */
    static String text(double points) {
        return points == Math.rint(points) ? String.valueOf((long) points) : String.valueOf(Math.rint(points * TENTHS) / TENTHS);
    }
}
