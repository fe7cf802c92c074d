package hostling.app;

import hostling.handler.Echo;
import hostling.handler.Router;
import hostling.handler.StaticFiles;
import java.io.IOException;
import java.nio.file.Path;

/** The routes of the demo. */
final class DemoSite {
    private DemoSite() { }

    // region: routes
    /** The pages of a folder, and the echoes. */
    static Router routes(Path www) throws IOException {
        return new Router()
                .any("/echo/body", Echo::body)
                .get("/echo/head", Echo::head)
                .get("/echo/cookies", Echo::cookies)
                .below("/", new StaticFiles(www));
    }
    // endregion
}
