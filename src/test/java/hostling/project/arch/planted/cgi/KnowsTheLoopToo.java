package hostling.project.arch.planted.cgi;

import hostling.server.Timeouts;
import java.time.Duration;

/** A script is just another handler and must not know how long the loop waits for it. */
final class KnowsTheLoopToo {
    Duration patience() {
        return Timeouts.DEFAULT.handler(); // breaks cgi-never-knows-the-loop
    }
}
