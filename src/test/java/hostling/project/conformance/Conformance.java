package hostling.project.conformance;

import hostling.cases.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The requirements, and for each the tests that show it or one sentence why there is none.
 *
 * @param rows    the table
 * @param proofs  tests by the id that they name
 * @param answers sentences by id, for what does not apply to this server or can't be shown by a test
 */
record Conformance(List<Requirement> rows, Map<String, List<Proof>> proofs, Map<String, String> answers) {
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

    /** Whether a test shows it; if not, an answer says why. */
    boolean isMet(Requirement row) {
        return proofs.containsKey(row.id());
    }

    /** The requirements that are met although no source names their section or one around it. */
    List<String> uncited(Citations citations) {
        return rows.stream().filter(row -> isMet(row) && citations.of(row.rfc(), row.section()).isEmpty())
                .map(row -> row.id() + " is met, but no source names its section or one around it").toList();
    }

    /** Contradictions and gaps, one line each. */
    List<String> problems() {
        Set<String> ids = rows.stream().map(Requirement::id).collect(Collectors.toSet());
        List<String> problems = new ArrayList<>();
        Stream.of(proofs.keySet(), answers.keySet()).flatMap(Set::stream).filter(id -> !ids.contains(id))
                .forEach(id -> problems.add(id + " is not in the table"));
        for (Requirement row : rows) {
            boolean isAnswered = answers.containsKey(row.id());
            if (isMet(row) == isAnswered) {
                problems.add(row.id() + (isAnswered ? " has a test and needs no answer"
                        : " has neither a test nor an answer"));
            }
        }
        return problems;
    }
}
