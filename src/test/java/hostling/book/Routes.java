package hostling.book;

import java.util.Comparator;
import java.util.List;

/** Chooses a route for a path. The arguments are paths. */
final class Routes {
    /** A path, and what is below it. */
    record Route(String prefix, String action) { }

    private static final List<Route> ROUTES = List.of(
            new Route("/", "files of www"),
            new Route("/uploads/", "files that visitors have sent"),
            new Route("/uploads/secret/", "nobody may read this"));

    private Routes() { }

    public static void main(String[] arguments) {
        for (String path : arguments) {
            System.out.printf("%-24s first: %-14s longest: %s%n", path, first(path), longest(path));
        }
    }

    // region: routes
    /** Wrong: the first route that fits. Then the order of the lines decides, and who adds a line may open what was closed. */
    static String first(String path) {
        return ROUTES.stream().filter(route -> path.startsWith(route.prefix())).findFirst().orElseThrow().action();
    }

    /** Right: the longest prefix that fits, wherever it stands. */
    static String longest(String path) {
        return ROUTES.stream().filter(route -> path.startsWith(route.prefix()))
                .max(Comparator.comparing(route -> route.prefix().length())).orElseThrow().action();
    }
    // endregion
}
