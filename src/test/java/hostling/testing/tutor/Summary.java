package hostling.testing.tutor;

import hostling.cases.FindingText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is said when all tests have run: the first failure of the lowest layer in full, the next in a line, the rest as numbers. */
final class Summary {
    private static final int LINES_MAX = 5;
    private static final Comparator<Failure> LOWEST_FIRST = Comparator.comparingInt((Failure each) -> Layers.place(each.layer()))
            .thenComparing(each -> !each.isTold());

    private final List<Failure> failures = new ArrayList<>();
    private final Set<String> stale = new LinkedHashSet<>();
    private final Set<String> classesNotRun = new TreeSet<>();
    private int tests;

    void test() {
        tests++;
    }

    void failure(Failure failure) {
        failures.add(failure);
    }

    /** @param line which page is stale, and how it is written anew */
    void stale(String line) {
        stale.add(line);
    }

    void notRun(String className) {
        classesNotRun.add(className);
    }

    /** The text, with a line end after each line; empty if there is nothing to say. */
    String text(boolean isQuiet) {
        StringBuilder text = new StringBuilder();
        if (!failures.isEmpty()) {
            List<Failure> sorted = failures.stream().sorted(LOWEST_FIRST).toList();
            text.append(String.format("%n%,d of %,d tests failed. Begin with this one, of the layer %s:%n%n", failures.size(), tests,
                    sorted.get(0).layer())).append(FindingText.of(sorted.get(0).finding(), false));
            others(text, sorted.subList(1, sorted.size()));
            numbers(text, sorted);
            follows(text, sorted);
        } else if (!isQuiet && tests > 0) {
            text.append(String.format("All %,d tests are right.%n", tests));
        }
        if (failures.isEmpty()) {                       // a page that is written anew from a mistake would be wrong
            stale.forEach(line -> text.append(String.format("%nStale: %s%n", line)));
        }
        return text.toString();
    }

    private static void others(StringBuilder text, List<Failure> others) {
        if (others.isEmpty()) {
            return;
        }
        text.append(String.format("%nThen:%n"));
        others.stream().limit(LINES_MAX).forEach(failure -> text.append(String.format("  %s%n", failure.line())));
        if (others.size() > LINES_MAX) {
            text.append(String.format("  and %,d more, which target/surefire-reports has in full%n", others.size() - LINES_MAX));
        }
    }

    private static void numbers(StringBuilder text, List<Failure> sorted) {
        Map<String, Map<String, Integer>> byLayer = new LinkedHashMap<>();
        sorted.forEach(failure -> byLayer.computeIfAbsent(failure.layer(), any -> new TreeMap<>())
                .merge(failure.simpleClass(), 1, Integer::sum));
        text.append(String.format("%nFailures by class:%n"));
        byLayer.forEach((layer, classes) -> text.append(String.format("  %-12s %s%n", layer, classes.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue()).collect(Collectors.joining(", ")))));
    }

    private void follows(StringBuilder text, List<Failure> sorted) {
        String lowest = sorted.get(0).layer();
        long above = sorted.stream().filter(failure -> !failure.layer().equals(lowest)).count();
        if (!classesNotRun.isEmpty()) {
            text.append(String.format("%n%s is broken, and everything stands on it: %,d %s not run. Mend the first "
                    + "failure,%nand run the tests again. (-Dtests.all=true runs them all the same.)%n", lowest, classesNotRun.size(),
                    classesNotRun.size() == 1 ? "class of tests was" : "classes of tests were"));
        } else if (above > 0) {
            text.append(String.format("%n%s is broken: %,d of the failures above it may only follow from that. Mend this one first.%n",
                    lowest, above));
        }
    }
}
