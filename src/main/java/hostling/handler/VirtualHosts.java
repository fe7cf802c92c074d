package hostling.handler;

import hostling.http.ErrorPages;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Site;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Several sites at one address, chosen by the Host of a request (RFC 9110 section 7.2). One of them is the default: it
 * gets all requests with another host or none, and its error pages are sent for requests that can't be parsed.
 */
public final class VirtualHosts implements Handler, ErrorPages {
    private final Site fallback;
    private final Map<String, Site> byName;

    /**
     * @param fallback the default site
     * @param byName   the sites by host name, in lower case without port; IPv6 addresses in brackets and in
     *                 their canonical form (RFC 5952)
     */
    public VirtualHosts(Site fallback, Map<String, Site> byName) {
        this.fallback = fallback;
        this.byName = Map.copyOf(byName);
        for (String name : byName.keySet()) {
            if (!name.equals(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("a host is chosen by its name in lower case: " + name);
            }
        }
    }

    /** All of them as one site for a listener. */
    public Site site() {
        return new Site(this, this);
    }

    @Override
    public void handle(Exchange exchange) throws Exception {
        choose(exchange.request()).handler().handle(exchange);
    }

    @Override
    public Response render(Response error, String reason, Optional<Request> request) {
        return request.map(this::choose).orElse(fallback).errorPages().render(error, reason, request);
    }

    // region: choose-host
    /** A trailing dot marks a fully qualified name: it is the same host (RFC 3986 section 3.2.2). */
    private Site choose(Request request) {
        String host = request.target().host();
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return byName.getOrDefault(name, fallback);
    }
    // endregion
}
