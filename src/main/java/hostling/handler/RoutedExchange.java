package hostling.handler;

import hostling.http.Exchange;
import hostling.http.Request;
import hostling.http.ResponseFilter;
import hostling.http.WrappedExchange;
import java.util.Map;

/** The same exchange, whose request has the parameters of its route. */
final class RoutedExchange extends WrappedExchange {
    private final Request request;

    RoutedExchange(Exchange inner, Map<String, String> parameters) {
        super(inner);
        this.request = inner.request().withPathParameters(parameters);
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public void filterResponse(ResponseFilter filter) {
        super.filterResponse((response, any) -> filter.filter(response, request));
    }
}
