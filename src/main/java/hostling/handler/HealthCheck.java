package hostling.handler;

import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Response;
import hostling.http.Status;
import java.util.function.BooleanSupplier;

/**
 * Answers the <b>health checks</b> of load balancers and supervisors: 200 as long as all is well, otherwise 503. No cache may
 * answer in its place.
 *
 * <p>There are two questions. Is the server <b>alive</b>? If not, a supervisor restarts it. Is it <b>ready</b>? If not, a load
 * balancer sends new requests elsewhere, and a server that is about to stop can finish its work.
 */
public final class HealthCheck implements Handler {
    private final BooleanSupplier healthy;

    /** @param healthy asked for each request */
    public HealthCheck(BooleanSupplier healthy) {
        this.healthy = healthy;
    }

    @Override
    public void handle(Exchange exchange) {
        Response response = healthy.getAsBoolean() ? Response.text("ok\n")
                : Response.error(Status.SERVICE_UNAVAILABLE, "the server is about to stop");
        exchange.respond(response.with("Cache-Control", "no-store"));
    }
}
