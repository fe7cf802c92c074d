package hostling.project.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The charts of the benchmarks show the numbers of their page, and nothing is in them that a browser would run. */
class BenchmarkPageTest {
    private static final Path PAGE = Path.of("docs/benchmarks.md");
    private static final Pattern CHART = Pattern.compile("!\\[.*]\\((benchmarks/.*\\.svg)\\)");
    /** A row of a table: a server, and the first number. */
    private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| ([0-9.,]+).*");
    /** The name of a bar, and its number at the end of it. */
    private static final Pattern BAR = Pattern.compile("text-anchor=\"end\">([^<]*)</text>\n<rect x=\"170\" y=\"\\d+\" "
            + "width=\"([0-9.]+)\" .*\n.*\n<text [^>]*>([^<]*)</text>");

    private record Bar(String server, String number) { }

    @TestFactory
    Stream<DynamicTest> chartsShowTheNumbersOfTheirTables() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        List<Bar> table = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            Matcher chart = CHART.matcher(line);
            if (line.startsWith("|---")) {
                table = new ArrayList<>();
            } else if (row.matches()) {
                table.add(new Bar(row.group(1), row.group(2)));
            } else if (chart.matches()) {
                List<Bar> rows = table;
                tests.add(DynamicTest.dynamicTest(chart.group(1), () -> compare(rows, Path.of("docs", chart.group(1)))));
            }
        }
        assertTrue(tests.size() > 10, "the page has charts");
        return tests.stream();
    }

    private static void compare(List<Bar> rows, Path file) throws IOException {
        String chart = Files.readString(file);
        assertEquals(rows, BAR.matcher(chart).results().map(bar -> new Bar(bar.group(1), bar.group(3))).toList());
        requireLengths(BAR.matcher(chart).results().toList());
        assertTrue(chart.contains("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>"), "it is readable on a dark page, too");
        assertFalse(chart.contains("<script") || chart.contains("href"), "it is a picture, and nothing else");
    }

    /** Each bar is as long as its number says, which is rounded. */
    private static void requireLengths(List<MatchResult> bars) {
        MatchResult longest = bars.stream().max(Comparator.comparingDouble(BenchmarkPageTest::width)).orElseThrow();
        double scale = width(longest) / number(longest);
        for (MatchResult bar : bars) {
            int decimals = bar.group(3).contains(".") ? bar.group(3).length() - bar.group(3).indexOf('.') - 1 : 0;
            assertEquals(number(bar) * scale, width(bar), scale / Math.pow(10, decimals) + 0.1, bar.group(1));
        }
    }

    private static double width(MatchResult bar) {
        return Double.parseDouble(bar.group(2));
    }

    private static double number(MatchResult bar) {
        return Double.parseDouble(bar.group(3).replace(",", ""));
    }

    @Test
    void theReadmeShowsOneOfThem() throws IOException {
        Matcher shown = Pattern.compile("!\\[[^]]{20,}]\\(docs/(benchmarks/.*\\.svg)\\)").matcher(Files.readString(Path.of("README.md")));
        assertTrue(shown.find());
        assertTrue(Files.readString(PAGE).contains("(" + shown.group(1) + ")"));
    }
}
