package hostling.app;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** The user's browser. */
final class Browser {
    /**
     * A job of the shell in the background ignores Ctrl-C, which is meant for the server, and when the shell has ended it is no
     * longer a child of this process: a browser that is started now outlives the server.
     */
    private static final String SCRIPT = """
            for opener in xdg-open open; do
                if command -v $opener >/dev/null 2>&1; then
                    { $opener "$1" </dev/null >/dev/null 2>&1 || echo "$2" >&2; } &
                    exit
                fi
            done
            echo "$2" >&2
            """;

    private Browser() { }

    /** Shows a page. If that fails, a line on standard error says so; the server goes on. */
    static void open(String url) {
        String failure = "hostling: no browser could be started here. Open " + url + " in one.";
        try {
            new ProcessBuilder("sh", "-c", SCRIPT, "sh", url, failure).redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.INHERIT).start();
        } catch (IOException e) {                       // there is no shell
            StandardStream.error().printer().println(failure);
        }
    }
}
