package hostling.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;

/** Invariants of a loaded configuration, whatever is in the file. */
public final class LoadedRules {
    private LoadedRules() { }

    /** Checks that every diagnostic has a position in the text and an excerpt, and that an unusable file has an error. */
    public static void check(String text, LoadResult loaded) {
        String[] lines = text.split("\n", -1);
        for (Diagnostic problem : loaded.diagnostics()) {
            assertTrue(problem.line() >= 1 && problem.line() <= lines.length, problem::toString);
            String line = lines[problem.line() - 1];
            assertTrue(problem.column() >= 1 && problem.column() <= line.codePointCount(0, line.length()) + 1,
                    problem::toString);
            assertTrue(problem.toString().chars().noneMatch(Character::isISOControl), problem::toString);
            assertTrue(problem.excerpt().matches("[^\\p{Cntrl}]+\n[^\\p{Cntrl}^]+\\^+"), problem::withExcerpt);
            assertTrue(text.contains("-of-") || !problem.message().contains("end-of-input"), problem::toString);
        }
        assertTrue(loaded.configuration().isPresent() || !loaded.isWhole(), "an unusable file has an error");
        assertEquals(loaded.diagnostics().stream().sorted(
                Comparator.comparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column)).toList(),
                loaded.diagnostics());
    }
}
