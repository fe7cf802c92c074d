package hostling.bench;

import java.util.ArrayList;
import java.util.List;

/** Wraps prose into lines that are short enough to read in an editor. */
public final class Wrapped {
    private static final int COLUMNS = 118;

    private Wrapped() { }

    public static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > COLUMNS) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
