package hostling.app;

import hostling.config.Configuration;
import hostling.config.HostBlock;
import hostling.config.RouteBlock;
import hostling.handler.HostErrorPages;
import hostling.handler.NegotiatedErrorPages;
import hostling.handler.PageTemplate;
import hostling.handler.Router;
import hostling.handler.SecurityFields;
import hostling.handler.VirtualHosts;
import hostling.http.Site;
import hostling.log.ErrorLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Builds the site of each address from a configuration:
 *
 * <pre>
 *   VirtualHosts ──▶ SecurityFields ──▶ Router ──▶ [Cors] ──▶ MethodFilter ──▶ [BodyLimit] ──▶ what the route does
 *   by Host          on each response   by path    other      405, OPTIONS      413            files, uploads, scripts,
 *                                                  origins                                     redirections, demos
 * </pre>
 */
final class SiteBuilder {
    private final RouteBuilder routes;
    private final ErrorLog errorLog;

    /** @param routes builds the handlers of routes */
    SiteBuilder(RouteBuilder routes, ErrorLog errorLog) {
        this.routes = routes;
        this.errorLog = errorLog;
    }

    /**
     * The site of each address, in the order of the file.
     *
     * @throws IOException if a folder or file has disappeared since the configuration was read
     */
    Map<InetSocketAddress, Site> build(Configuration configuration) throws IOException {
        Map<HostBlock, Site> hosts = new IdentityHashMap<>();     // a record's hashCode is slow on its first call
        for (HostBlock host : configuration.hosts()) {
            hosts.put(host, site(host));
        }
        Map<InetSocketAddress, Site> sites = new LinkedHashMap<>();
        for (InetSocketAddress address : configuration.addresses()) {
            sites.put(address, virtualHosts(configuration, address, hosts));
        }
        return sites;
    }

    private static Site virtualHosts(Configuration configuration, InetSocketAddress address,
                                     Map<HostBlock, Site> hosts) {
        Map<String, Site> byName = new HashMap<>();
        Site fallback = null;
        for (HostBlock host : configuration.hostsAt(address)) {
            host.names().forEach(name -> byName.put(name, hosts.get(host)));
            fallback = host.defaultAt().contains(address) ? hosts.get(host) : fallback;
        }
        return new VirtualHosts(fallback, byName).site();
    }

    // region: host
    private Site site(HostBlock host) throws IOException {
        Router router = new Router();
        PageTemplate template = PageTemplate.of(host.template(), errorLog);
        HostErrorPages pages = new HostErrorPages(host.errorPages(), new NegotiatedErrorPages(template), errorLog);
        Site site = new SecurityFields(host.fields()).around(new Site(router, pages));
        for (RouteBlock route : host.routes()) {
            routes.add(route, new RouteBuilder.Host(host.names(), router, site, template));
        }
        return site;
    }
    // endregion
}
