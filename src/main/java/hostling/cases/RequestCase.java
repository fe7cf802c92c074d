package hostling.cases;

import hostling.wire.Violation;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One case of {@code test-data/requests} or {@code test-data/hostile}: the bytes of one or more requests and the events
 * that they give.
 *
 * @param location     file and line of the heading
 * @param chapter      where to read about it: a file of {@code docs}, with an anchor
 * @param source       the same, so that an IDE can jump there
 * @param requirements the ids of the requirements that it shows
 * @param level        the strictest of their levels: must, grammar, should, ought or may
 * @param others       how strictly it binds other servers: must, should or may; empty if that follows from the requirements
 * @param input        what the client sends
 * @param events       the transcript that is expected
 */
public record RequestCase(String heading, String id, String location, String chapter, URI source, List<String> requirements,
                          String level, String others, byte[] input, String events) {
    private static final String INPUT = "http";
    private static final String EVENTS = "events";

    /** Text without spaces, except in repetitions. */
    private static final String TEXT = "(\\S|\\\\\\{[0-9]+ \\S+})+";
    private static final Pattern ERROR = Pattern.compile("error ([1-5][0-9]{2}) ([A-Z0-9_]+) at [0-9]+");
    private static final String INCOMPLETE = "incomplete";
    private static final Pattern FIELD = Pattern.compile("  (\\\\\\{[0-9]+ [^ :A-Z]+}|[^ :A-Z])+:( \\S(.*\\S)?)?");
    private static final List<Pattern> EVENT_LINES = List.of(ERROR, FIELD, Pattern.compile(INCOMPLETE),
            Pattern.compile("head " + TEXT + " " + TEXT + " HTTP/1\\.[0-9]"), Pattern.compile("body [0-9]+ \".+\""),
            Pattern.compile("end"));

    /**
     * All cases of a folder.
     *
     * @throws CaseFormatException if the format of one of them is wrong
     */
    public static List<RequestCase> readAll(Path folder) {
        return CaseFile.readAll(folder, Set.of(INPUT, EVENTS)).stream().map(RequestCase::of).toList();
    }

    /** The same for one file alone. */
    public static List<RequestCase> readFile(Path file) {
        return CaseFile.readFile(file, Set.of(INPUT, EVENTS)).stream().map(RequestCase::of).toList();
    }

    /** The same for a folder in which every case names its source. */
    public static List<RequestCase> readAllWithSources(Path folder) {
        return CaseFile.readAllWithSources(folder, Set.of(INPUT, EVENTS)).stream().map(RequestCase::of).toList();
    }

    private static RequestCase of(CaseFile.Section section) {
        return new RequestCase(section.heading(), section.attributes().get("id"), section.location(), section.chapter(),
                section.source(), section.requirements(), section.attributes().get("level"),
                section.attributes().getOrDefault("others", ""), section.bytes(INPUT), events(section));
    }

    private static String events(CaseFile.Section section) {
        CaseFile.Block block = section.blocks().get(EVENTS);
        for (int i = 0; i < block.lines().size(); i++) {
            String problem = problem(block.lines().get(i), i == block.lines().size() - 1);
            if (!problem.isEmpty()) {
                throw section.error(block.firstLine() + i, problem);
            }
        }
        if (block.lines().isEmpty()) {
            throw section.error(block.firstLine(), "a case has events");
        }
        return String.join("\n", block.lines());
    }

    private static String problem(String line, boolean last) {
        if (EVENT_LINES.stream().noneMatch(pattern -> pattern.matcher(line).matches())) {
            return "unknown event: " + line;
        }
        Matcher error = ERROR.matcher(line);
        if (error.matches() && !isViolation(error.group(2))) {
            return "unknown violation: " + error.group(2);
        }
        return last || !error.matches() && !line.equals(INCOMPLETE) ? "" : "nothing comes after: " + line;
    }

    private static boolean isViolation(String name) {
        return List.of(Violation.values()).stream().anyMatch(violation -> violation.name().equals(name));
    }

    /** The same case with these bytes after its own. */
    public RequestCase followedBy(byte[] more) {
        return new RequestCase(heading, id, location, chapter, source, requirements, level, others, Bytes.join(input, more), events);
    }

    /** The same case with other events. */
    public RequestCase withEvents(String changed) {
        return new RequestCase(heading, id, location, chapter, source, requirements, level, others, input, changed);
    }

    /** The name of the violation that the case ends with, or the empty string. */
    public String violation() {
        Matcher error = ERROR.matcher(lastLine());
        return error.matches() ? error.group(2) : "";
    }

    /** The status that answers the violation, or 0. */
    public int status() {
        Matcher error = ERROR.matcher(lastLine());
        return error.matches() ? Integer.parseInt(error.group(1)) : 0;
    }

    /** Whether the head of the last request is valid, so that a server may answer before it sees the fault. */
    public boolean isRefusedAfterItsHead() {
        List<String> lines = List.of(events.split("\n"));
        int end = lines.lastIndexOf("end");
        return !violation().isEmpty()
                && lines.subList(end + 1, lines.size()).stream().anyMatch(line -> line.startsWith("head "));
    }

    /** Whether the input ends within a message. */
    public boolean isIncomplete() {
        return lastLine().equals(INCOMPLETE);
    }

    private String lastLine() {
        return events.substring(events.lastIndexOf('\n') + 1);
    }

    @Override
    public String toString() {
        return id;
    }
}
