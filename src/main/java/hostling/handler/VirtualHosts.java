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
 * Several sites at one address, chosen between by the host that a request names (RFC 9110 section 7.2). One of them is
 * for all requests that name another host or none, and its error pages are for those that can't be read.
 */
public final class VirtualHosts implements Handler, ErrorPages {
    private final Site fallback;
    private final Map<String, Site> byName;

    /**
     * @param fallback what is served to requests for no host of these
     * @param byName   by host names in lower case without ports; IPv6 addresses in brackets, in the form in which
     *                 clients write them, since two forms of one address are two names here
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

    /** The whole as what one listener serves. */
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
    /** A name may end in a dot, which says that it is a full one: it is the same name (RFC 3986 section 3.2.2). */
    private Site choose(Request request) {
        String host = request.target().host();
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return byName.getOrDefault(name, fallback);
    }
    // endregion
}
