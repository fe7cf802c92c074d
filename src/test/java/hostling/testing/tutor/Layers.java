package hostling.testing.tutor;

import java.util.List;

/** The packages of the tests, in the order in which they run: each stands on those before it. */
final class Layers {
    /** The lowest; all others stand on it. */
    static final String LOWEST = "wire";
    static final List<String> NAMES = List.of(LOWEST, "cases", "http", "log", "server", "loop", "handler", "cgi", "config", "docs", "demo",
            "metrics", "app", "examine", "testing", "book", "learn", "integration", "features", "project", "properties", "stress");

    private static final String ROOT = "hostling.";

    private Layers() { }

    /** The layer of a test class: the first package below {@code hostling}. */
    static String of(String className) {
        String below = className.startsWith(ROOT) ? className.substring(ROOT.length()) : className;
        return below.contains(".") ? below.substring(0, below.indexOf('.')) : below;
    }

    /** The place of a layer in the order; a layer that is not in the list comes last. */
    static int place(String layer) {
        int place = NAMES.indexOf(layer);
        return place < 0 ? NAMES.size() : place;
    }
}
