package hostling.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Dashboard;
import hostling.testing.Dashboard.Panel;
import hostling.testing.Dashboard.Target;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard has what Grafana needs. MetricsTest looks for its metrics; PrometheusTest has its expressions answered. */
class DashboardTest {
    private static final Pattern METRIC = Pattern.compile("\\bhostling_\\w+");
    private static final int COLUMNS = 24;
    /** The form of the file; Grafana has raised the number with each change of the form. */
    private static final double SCHEMA_VERSION = 39;
    /** Those of Grafana's units that the dashboard uses. */
    private static final Set<String> UNITS = Set.of("short", "s", "bytes", "Bps", "ops", "reqps", "percentunit");

    private static Dashboard dashboard() throws IOException {
        return Dashboard.read();
    }

    @Test
    void theDashboardHasTheMembersThatGrafanaKnows() throws IOException {
        Map<String, Object> members = dashboard().members();
        assertEquals(Set.of("title", "uid", "schemaVersion", "version", "editable", "refresh", "time", "templating", "panels"),
                members.keySet());
        assertEquals(SCHEMA_VERSION, members.get("schemaVersion"));
        assertFalse(members.containsKey("id"), "Grafana gives the number itself");
        assertTrue(((String) members.get("uid")).matches("[a-zA-Z0-9_-]{1,40}"));
        assertEquals(Map.of("list", List.of(Map.of("name", "datasource", "type", "datasource", "query", "prometheus", "label",
                "Prometheus"))), members.get("templating"));
    }

    @Test
    void eachPanelHasANumberATitleAUnitAndTheChosenSource() throws IOException {
        Set<Double> numbers = new HashSet<>();
        Set<String> titles = new HashSet<>();
        for (Panel panel : dashboard().panels()) {
            assertTrue(numbers.add(panel.id()), () -> "repeated: " + panel.id());
            assertTrue(titles.add(panel.title()), () -> "repeated: " + panel.title());
            assertEquals(Set.of("id", "title", "type", "gridPos", "datasource", "fieldConfig", "targets"), panel.members().keySet());
            assertEquals("timeseries", panel.members().get("type"));
            assertEquals(Map.of("type", "prometheus", "uid", "${datasource}"), panel.members().get("datasource"));
            String unit = panel.members().get("fieldConfig").toString().replaceAll(".*\\bunit=(\\w+).*", "$1");
            assertTrue(UNITS.contains(unit), () -> panel.title() + ": " + unit);
        }
        assertFalse(numbers.isEmpty());
    }

    @Test
    void noPanelCoversAnother() throws IOException {
        Set<List<Integer>> cells = new HashSet<>();
        for (Panel panel : dashboard().panels()) {
            assertTrue(panel.grid("x") >= 0 && panel.grid("y") >= 0 && panel.grid("w") > 0 && panel.grid("h") > 0
                    && panel.grid("x") + panel.grid("w") <= COLUMNS, panel.title());
            for (int x = 0; x < panel.grid("w"); x++) {
                for (int y = 0; y < panel.grid("h"); y++) {
                    assertTrue(cells.add(List.of(panel.grid("x") + x, panel.grid("y") + y)), panel.title());
                }
            }
        }
    }

    @Test
    void eachPanelDrawsSomethingThatItNames() throws IOException {
        for (Panel panel : dashboard().panels()) {
            List<Target> targets = panel.targets();
            assertFalse(targets.isEmpty(), panel.title());
            assertEquals(targets.size(), targets.stream().map(Target::refId).distinct().count(), panel.title());
            for (Target target : targets) {
                assertTrue(target.refId().matches("[A-Z]") && !target.legend().isBlank(), panel.title());
                assertTrue(METRIC.matcher(target.expression()).find(), () -> target.expression());
            }
        }
    }
}
