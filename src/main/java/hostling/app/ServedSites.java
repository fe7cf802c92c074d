package hostling.app;

import hostling.handler.StaticFiles;
import hostling.http.Site;
import hostling.log.ErrorLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * The sites of one configuration, and their handlers that hold files open.
 *
 * @param sites the site of each address
 * @param files the file handlers of all sites
 */
record ServedSites(Map<InetSocketAddress, Site> sites, List<StaticFiles> files) {
    /** Closes files that were not requested recently. Called by the loop's timer. */
    void sweep(long nowNanos, ErrorLog log) {
        for (StaticFiles each : files) {
            try {
                each.sweep(nowNanos);
            } catch (IOException e) {
                log.error("an unused file can't be closed", e);
            }
        }
    }

    /** Closes all files that these sites hold open. A file that is being sent is closed once it is sent. */
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
