package hostling.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/hostling.toml} is the reference: it is valid, it has every key, and its values are the defaults. */
class ExampleConfigurationTest {
    private static final Pattern TABLE = Pattern.compile("\\[+([a-z.-]+)]+.*");
    private static final Pattern KEY = Pattern.compile("(?:# )?([A-Za-z0-9-]+) = .*");
    private static final Pattern INLINE_KEY = Pattern.compile("[{,] ([A-Za-z0-9-]+) = ");
    private static final Pattern DEFAULT = Pattern.compile("[a-z-]+ = .* # default .*");

    @TempDir
    private Path temp;
    private Site site;
    private List<String> lines;

    @BeforeEach
    void readTheExample() throws IOException {
        site = Site.in(temp);
        lines = Files.readAllLines(Path.of("docs/hostling.toml"));
    }

    @Test
    void itHasNoProblem() {
        assertEquals(List.of(), site.parse(String.join("\n", lines)).diagnostics());
    }

    @Test
    void allKeysThatCanBeThereAreThere() {
        SortedSet<String> known = new TreeSet<>();
        ConfigurationFile.parse(String.join("\n", lines), "hostling.toml", new FileChecks(temp, site.programs()), known);
        SortedSet<String> shown = new TreeSet<>();
        String table = "";
        for (String line : lines) {
            Matcher header = TABLE.matcher(line);
            Matcher key = KEY.matcher(line);
            if (header.matches()) {
                table = header.group(1);
                shown.add(table);
            } else if (key.matches() && !table.isEmpty()) {
                shown.add(table + "." + key.group(1));
                String outer = table + "." + key.group(1) + ".";
                INLINE_KEY.matcher(line).results().forEach(inner -> shown.add(outer + inner.group(1)));
            }
        }
        assertEquals(known, shown);
    }

    /** Without the lines that are marked as defaults, the configuration is the same. */
    @Test
    void theDefaultsThatItStatesAreTheDefaults() {
        String without = lines.stream().filter(line -> !DEFAULT.matcher(line).matches())
                .collect(Collectors.joining("\n"));
        assertTrue(lines.size() - without.lines().count() > 30, "lines are marked");
        assertEquals(site.parse(String.join("\n", lines)).configuration(), site.parse(without).configuration());
    }

    @Test
    void theShortestThatItShowsWorks() {
        String shortest = lines.stream().filter(line -> line.startsWith("#     ")).map(line -> line.substring(2))
                .collect(Collectors.joining("\n"));
        assertEquals(new LoadResult(site.parse(shortest).configuration(), List.of()), site.parse(shortest));
        assertTrue(site.parse(shortest).configuration().isPresent());
    }
}
