package hostling.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Requirements and what is said to each: the tests that show it, or one sentence why there is none, or nothing yet.
 *
 * @param rows    the table
 * @param proofs  tests by the id that they name
 * @param answers sentences by id, for what does not apply to this server or can't be shown by a test
 * @param open    the ids to which nothing is said yet, as they are written down
 */
record Conformance(List<Requirement> rows, Map<String, List<Proof>> proofs, Map<String, String> answers,
                   Set<String> open) {
    /** How a requirement stands. */
    enum Standing { MET, ANSWERED, OPEN }

    /** The sentences of a file: an id, a tab and a sentence on each line. */
    static Map<String, String> readAnswers(Path file) throws IOException {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split("\t", -1);
            if (cells.length != 2 || !cells[1].matches("[A-Z].*\\.") || answers.put(cells[0], cells[1]) != null) {
                throw new AssertionError(file + ": not an id of its own, a tab and a sentence: " + line);
            }
        }
        return answers;
    }

    /** The ids of a file, one a line. */
    static Set<String> readOpen(Path file) throws IOException {
        return new LinkedHashSet<>(Files.readAllLines(file));
    }

    Standing standing(Requirement row) {
        if (proofs.containsKey(row.id())) {
            return Standing.MET;
        }
        return answers.containsKey(row.id()) ? Standing.ANSWERED : Standing.OPEN;
    }

    /** The ids to which nothing is said, in the order of the table. */
    Set<String> withoutAnswer() {
        return rows.stream().filter(row -> standing(row) == Standing.OPEN).map(Requirement::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What does not fit together, a line each. */
    List<String> problems() {
        Set<String> ids = rows.stream().map(Requirement::id).collect(Collectors.toSet());
        List<String> problems = new ArrayList<>();
        Stream.of(proofs.keySet(), answers.keySet(), open).flatMap(Set::stream).filter(id -> !ids.contains(id))
                .forEach(id -> problems.add(id + " is not in the table"));
        for (Requirement row : rows) {
            String id = row.id();
            boolean isOpen = standing(row) == Standing.OPEN;
            if (isOpen && !open.contains(id)) {
                problems.add(id + " has neither a test nor an answer");
            }
            if (!isOpen && open.contains(id)) {
                problems.add(id + " is not open any more");
            }
            if (proofs.containsKey(id) && answers.containsKey(id)) {
                problems.add(id + " has a test and needs no answer");
            }
        }
        return problems;
    }
}
