package hostling.app;

import hostling.handler.Echo;
import hostling.handler.MemorySessions;
import hostling.handler.Redirect;
import hostling.handler.Router;
import hostling.handler.SessionDemo;
import hostling.handler.SessionLimits;
import hostling.handler.Sessions;
import hostling.handler.StaticFiles;
import hostling.handler.UploadSettings;
import hostling.handler.Uploads;
import hostling.http.Method;
import hostling.http.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The routes of the demo. */
final class DemoSite {
    private static final int[] REDIRECTS = {Status.MOVED_PERMANENTLY, Status.FOUND, Status.SEE_OTHER,
        Status.TEMPORARY_REDIRECT, Status.PERMANENT_REDIRECT};

    private DemoSite() { }

    // region: routes
    /** The pages of a folder, another folder to upload to, the echoes, sessions, and redirections of every kind. */
    static Router routes(Path www, Path uploaded) throws IOException {
        Uploads uploads = new Uploads(UploadSettings.of(uploaded, "/uploads/"));
        Router router = new Router()
                .on(Method.POST, "/upload", uploads::post)
                .below("/uploads/", uploads)
                .below("/echo/", Echo.below("/echo/"))
                .below("/session/", sessions().below("/session/"))
                .any("/old-page", new Redirect(Status.MOVED_PERMANENTLY, "/"))
                .below("/", new StaticFiles(www));
        for (int status : REDIRECTS) {
            router.any("/redirect/" + status + "/home", new Redirect(status, "/"));
        }
        return router;
    }

    private static SessionDemo sessions() {
        return new SessionDemo(new Sessions(new MemorySessions(new SecureRandom(), SessionLimits.DEFAULT)));
    }
    // endregion
}
