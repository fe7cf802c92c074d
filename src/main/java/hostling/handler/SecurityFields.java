package hostling.handler;

import hostling.http.ErrorPages;
import hostling.http.Handler;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.ResponseFilter;
import hostling.http.Site;
import hostling.wire.FieldLine;
import hostling.wire.ResponseHead;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Adds field lines to every response, including errors that the loop generates itself: for example fields that restrict
 * what browsers allow a page to do. A response that already has such a field keeps its own, and gets no second one.
 */
public final class SecurityFields implements ResponseFilter {
    private final List<FieldLine> lines;
    private final UnaryOperator<Response> addition = this::addTo;

    /**
     * @param lines in the order in which they are sent; a name may occur more than once
     * @throws IllegalArgumentException if one is a field that only the response writer sets
     */
    public SecurityFields(List<FieldLine> lines) {
        this.lines = List.copyOf(lines);
        lines.forEach(line -> ResponseHead.requireNotReserved(line.name()));
    }

    /** The site with these fields on all its responses. */
    public Site around(Site site) {
        return new Site(around(site.handler()), around(site.errorPages()));
    }

    /** The handler with these fields on its responses. */
    public Handler around(Handler handler) {
        return exchange -> {
            exchange.filterResponse(this);
            handler.handle(exchange);
        };
    }

    /** The pages with these fields. */
    public ErrorPages around(ErrorPages pages) {
        return (error, reason, request) -> addTo(pages.render(error, reason, request));
    }

    @Override
    public Response filter(Response response, Request request) {
        return response.filteredOnce(addition);
    }

    @Override
    public boolean mayKeepRequest() {
        return false;
    }

    private Response addTo(Response response) {
        List<FieldLine> all = new ArrayList<>(response.fields());
        for (FieldLine line : lines) {
            if (response.field(line.name()).isEmpty()) {
                all.add(line);
            }
        }
        return all.size() == response.fields().size() ? response
                : new Response(response.status(), all, response.body());
    }
}
