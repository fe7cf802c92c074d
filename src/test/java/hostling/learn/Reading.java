package hostling.learn;

import hostling.testing.Transcript;
import java.util.ArrayList;
import java.util.List;

/**
 * What a parser makes of some bytes.
 *
 * @param lines      the lines of the {@link Transcript}
 * @param bytesTaken how many bytes it took; if it refuses them, the next one is the reason
 */
record Reading(List<String> lines, int bytesTaken) {
    private static final String HEAD = "head ";
    private static final String ERROR = "error ";
    private static final String INCOMPLETE = "incomplete";

    boolean isRefused() {
        return lines.stream().anyMatch(line -> line.startsWith(ERROR));
    }

    /** How many requests are whole. */
    int requests() {
        return (int) lines.stream().filter("end"::equals).count();
    }

    /** Whether the bytes end within a request. */
    boolean isIncomplete() {
        return lines.contains(INCOMPLETE);
    }

    /** In one sentence: "a request POST / with 5 bytes of content, then a request GET /admin". */
    String words() {
        List<String> words = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(HEAD)) {
                words.add("a request " + line.substring(HEAD.length(), line.lastIndexOf(' ')));
            } else if (line.startsWith("body ")) {
                words.add(words.remove(words.size() - 1) + " with " + line.split(" ")[1] + " bytes of content");
            } else if (line.startsWith(ERROR)) {
                words.add(line);
            } else if (line.equals(INCOMPLETE)) {
                words.add("it waits for more");
            }
        }
        return words.isEmpty() ? "nothing" : String.join(", then ", words);
    }
}
