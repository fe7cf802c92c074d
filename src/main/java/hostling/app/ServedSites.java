package hostling.app;

import hostling.handler.StaticFiles;
import hostling.http.Site;
import hostling.log.ErrorLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * What one configuration serves, and what of that holds files open.
 *
 * @param sites by address
 * @param files of all sites
 */
record ServedSites(Map<InetSocketAddress, Site> sites, List<StaticFiles> files) {
    /** Closes what nobody has asked for in a while, by the loop's timer. */
    void sweep(long nowNanos, ErrorLog log) {
        for (StaticFiles each : files) {
            try {
                each.sweep(nowNanos);
            } catch (IOException e) {
                log.error("a file that nobody asks for can't be closed", e);
            }
        }
    }

    /** Closes all that these sites hold open, except what is being sent: that is closed once it is sent. */
    void close(ErrorLog log) {
        for (StaticFiles each : files) {
            try {
                each.close();
            } catch (IOException e) {
                log.error("the files of a site can't be closed", e);
            }
        }
    }
}
