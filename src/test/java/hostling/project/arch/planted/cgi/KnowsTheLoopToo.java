package hostling.project.arch.planted.cgi;

import hostling.server.Timeouts;
import java.time.Duration;

/** A script is one more handler: how long the loop waits for it is not its own affair. */
final class KnowsTheLoopToo {
    Duration patience() {
        return Timeouts.DEFAULT.handler(); // breaks cgi-never-knows-the-loop
    }
}
