package hostling.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A state machine, from a block of Mermaid. Of Mermaid's language this is the part that the chapters use: the heading
 * {@code stateDiagram-v2}, and lines of the form {@code FROM --> TO: label}.
 *
 * @param states the names of the states, in the order in which the text first names them; {@link #START} where it begins
 * @param arrows the arrows; those between the same two states are one, with several labels
 */
record StateDiagram(List<String> states, List<Arrow> arrows) {
    /** The mark for the beginning. */
    static final String START = "[*]";
    private static final String KIND = "stateDiagram-v2";
    private static final Pattern ARROW = Pattern.compile("(\\[\\*]|\\w+) --> (\\w+)(?:: (.+))?");

    /** From a state to another, for one of these reasons. */
    record Arrow(String from, String to, List<String> labels) {
        private static final Pattern LINE = Pattern.compile("(.{1,24})(?: |$)");

        /** The labels in lines that are short enough for a drawing. */
        List<String> lines() {
            return labels.stream().flatMap(label -> LINE.matcher(label).results().map(line -> line.group(1))).toList();
        }
    }

    /**
     * Reads a block.
     *
     * @param file the name of the Markdown file
     * @param line the number of the block's first line in it
     * @throws IllegalArgumentException if the block is no diagram of states, or has a line of another form
     */
    static StateDiagram parse(String block, String file, int line) {
        List<String> lines = block.lines().map(String::strip).toList();
        if (lines.isEmpty() || !lines.get(0).equals(KIND)) {
            throw new IllegalArgumentException(file + ":" + line + ": of Mermaid's diagrams only " + KIND + " can be drawn");
        }
        Set<String> states = new LinkedHashSet<>();
        Map<List<String>, Arrow> arrows = new LinkedHashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            Matcher arrow = ARROW.matcher(lines.get(i));
            if (!arrow.matches()) {
                throw new IllegalArgumentException(file + ":" + (line + i) + ": this can't be drawn: " + lines.get(i));
            }
            states.addAll(List.of(arrow.group(1), arrow.group(2)));
            Arrow drawn = arrows.computeIfAbsent(List.of(arrow.group(1), arrow.group(2)),
                    ends -> new Arrow(ends.get(0), ends.get(1), new ArrayList<>()));
            if (arrow.group(3) != null) {
                drawn.labels().add(arrow.group(3));
            }
        }
        return new StateDiagram(List.copyOf(states), List.copyOf(arrows.values()));
    }
}
