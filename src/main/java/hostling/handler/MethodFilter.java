package hostling.handler;

import hostling.http.Body;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.ResponseFilter;
import hostling.http.Status;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Passes only some methods to a handler; other requests are answered with 405 (RFC 9110 section 15.5.6). The handler's
 * own Allow field is reduced to these methods, so that it does not promise too much.
 *
 * <p>GET includes HEAD. OPTIONS is always answered: by the handler if it is among the methods, as the handler may know
 * more about the resource; otherwise here.
 */
public final class MethodFilter implements Handler, ResponseFilter {
    private final Set<Method> methods;
    private final Handler inner;

    /**
     * @param methods the methods that pass
     * @param inner   handles requests with these methods
     * @throws IllegalArgumentException on TRACE and CONNECT, which are always rejected
     */
    public MethodFilter(Set<Method> methods, Handler inner) {
        if (methods.contains(Method.TRACE) || methods.contains(Method.CONNECT)) {
            throw new IllegalArgumentException("TRACE and CONNECT are always rejected");
        }
        this.methods = withHead(methods);
        this.inner = inner;
    }

    /** The methods, with HEAD if GET is among them. */
    static Set<Method> withHead(Set<Method> methods) {
        Set<Method> all = EnumSet.noneOf(Method.class);
        all.addAll(methods);
        if (all.contains(Method.GET)) {
            all.add(Method.HEAD);
        }
        return all;
    }

    // region: methods
    @Override
    public void handle(Exchange exchange) throws Exception {
        Method method = exchange.request().method();
        if (methods.contains(method)) {
            exchange.filterResponse(this);
            inner.handle(exchange);
        } else {
            String allow = Router.allow(methods(exchange.request()).orElseThrow());
            exchange.respond(method == Method.OPTIONS ? Router.options(allow) : Router.notAllowed(allow));
        }
    }
    // endregion

    /** The methods of this filter that the handler supports for this request. */
    @Override
    public Optional<Set<Method>> methods(Request request) {
        Set<Method> both = EnumSet.copyOf(methods);
        inner.methods(request).ifPresent(both::retainAll);
        return Optional.of(both);
    }

    /** Reduces the handler's Allow field to the methods of this filter. */
    @Override
    public Response filter(Response response, Request request) {
        String said = response.field("Allow").orElse(null);
        if (said == null) {
            boolean told = request.method() == Method.OPTIONS && response.status() < Status.MOVED_PERMANENTLY;
            return told ? response.with("Allow", Router.allow(methods(request).orElseThrow())) : response;
        }
        String both = Stream.of(said.split(",")).map(String::strip).filter(this::isAllowed)
                .collect(Collectors.joining(", "));
        Response narrowed = response.replacing("Allow", both);
        boolean explained = response.status() == Status.METHOD_NOT_ALLOWED
                && response.body() instanceof Body.ErrorReason;
        return explained ? narrowed.with(Router.notAllowed(both).body()) : narrowed;
    }

    @Override
    public boolean mayKeepRequest() {
        return false;
    }

    private boolean isAllowed(String name) {
        return Method.of(name).filter(method -> method == Method.OPTIONS || methods.contains(method)).isPresent();
    }
}
