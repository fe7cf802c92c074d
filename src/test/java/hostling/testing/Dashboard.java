package hostling.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The dashboard for Grafana, as far as the tests look into it.
 *
 * @param members those of the file
 */
public record Dashboard(Map<String, Object> members) {
    private static final Path FILE = Path.of("docs/prometheus/grafana.json");

    /** What a panel draws. @param legend names each line; in double braces, a label of the metric */
    public record Target(String refId, String expression, String legend) { }

    /** Part of the dashboard, which is 24 columns wide. */
    public record Panel(Map<String, Object> members) {
        /** Its number. */
        public double id() {
            return (Double) members.get("id");
        }

        /** Its heading. */
        public String title() {
            return (String) members.get("title");
        }

        /** A number of its place: x, y, w or h. */
        public int grid(String name) {
            return ((Double) object(members.get("gridPos")).get(name)).intValue();
        }

        /** What it draws. */
        public List<Target> targets() {
            return objects(members.get("targets")).stream().map(each -> new Target((String) each.get("refId"),
                    (String) each.get("expr"), (String) each.get("legendFormat"))).toList();
        }
    }

    /** Reads the file. */
    public static Dashboard read() throws IOException {
        return new Dashboard(object(JsonText.read(Files.readString(FILE))));
    }

    /** Its parts. */
    public List<Panel> panels() {
        return objects(members.get("panels")).stream().map(Panel::new).toList();
    }

    /** All that its panels draw. */
    public List<Target> targets() {
        return panels().stream().flatMap(panel -> panel.targets().stream()).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<Map<String, Object>> objects(Object value) {
        return ((List<?>) value).stream().map(Dashboard::object).toList();
    }
}
