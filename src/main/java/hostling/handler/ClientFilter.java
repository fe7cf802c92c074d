package hostling.handler;

import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Status;
import hostling.wire.IpAddress;
import hostling.wire.IpRange;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Passes only requests of some clients to a handler; others are answered with 403 (RFC 9110 section 15.5.4).
 *
 * <p>The address of the client is not enough. A page of an attacker can make a browser on this very machine send requests
 * here, and read the responses, if the name of the attacker's site suddenly stands for the address of this server
 * (<b>DNS rebinding</b>). Such a request has the attacker's name in its Host field, so only names of this server pass.
 */
public final class ClientFilter implements Handler {
    private static final String LOCALHOST = "localhost";

    private final List<IpRange> clients;
    private final Set<String> names;
    private final Handler inner;

    /**
     * @param clients the addresses that pass
     * @param names   the host names that pass, in lower case; besides them, {@code localhost}, all IP addresses, and requests
     *                without a host, which no browser sends
     */
    public ClientFilter(List<IpRange> clients, Collection<String> names, Handler inner) {
        this.clients = List.copyOf(clients);
        this.names = Set.copyOf(names);
        this.inner = inner;
    }

    @Override
    public void handle(Exchange exchange) throws Exception {
        Request request = exchange.request();
        if (!isClient(request.remote())) {
            exchange.respond(Response.error(Status.FORBIDDEN, "this is not for clients of your address"));
        } else if (!isName(request.target().host())) {
            exchange.respond(Response.error(Status.FORBIDDEN, "this is not served under this host name"));
        } else {
            inner.handle(exchange);
        }
    }

    private boolean isClient(String remote) {
        Optional<byte[]> address = IpAddress.parse(remote);
        return address.isPresent() && clients.stream().anyMatch(range -> range.contains(address.get()));
    }

    private boolean isName(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return host.isEmpty() || host.equals(LOCALHOST) || names.contains(host) || IpAddress.parse(bare).isPresent();
    }

    @Override
    public Optional<Set<Method>> methods(Request request) {
        return inner.methods(request);
    }
}
