package hostling.app;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** The user's browser. */
final class Browser {
    /**
     * A job of the shell in the background ignores Ctrl-C, which is meant for the server, and when the shell has ended it is no
     * longer a child of this process: a browser that is started now outlives the server.
     */
    private static final String SCRIPT = "for opener in xdg-open open; do\n"
            + "if command -v $opener >/dev/null 2>&1; then $opener \"$1\" </dev/null >/dev/null 2>&1 & exit; fi; done";

    private Browser() { }

    /** Shows a page. Does nothing if there is no program that opens pages, or no shell. */
    static void open(String url) {
        try {
            new ProcessBuilder("sh", "-c", SCRIPT, "sh", url).redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD).start();
        } catch (IOException e) {
            // The address is on standard output.
        }
    }
}
