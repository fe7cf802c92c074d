package hostling.handler;

import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.ResponseFilter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Cross-origin resource sharing (<b>CORS</b>): tells browsers which pages of other origins may read a handler's responses
 * (the Fetch standard, "CORS protocol"). The server protects nothing by this: the browser keeps responses from pages
 * without permission. Other clients ignore it.
 *
 * <p>Before a request that a plain form could not send, a browser sends a <b>preflight</b>: OPTIONS with the method and
 * the fields of the actual request. It is answered here and never reaches the handler. A preflight that asks for too much
 * gets no permission at all, not even for its origin: browsers let GET, HEAD and POST pass whatever methods are listed.
 */
public final class Cors implements Handler, ResponseFilter {
    private static final String ORIGIN = "Origin";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String REQUEST_METHOD = "Access-Control-Request-Method";
    private static final String REQUEST_FIELDS = "Access-Control-Request-Headers";

    /** The only field that {@code *} does not include ("CORS non-wildcard request-header name"). */
    private static final String NON_WILDCARD = "authorization";

    /** The maximum number of fields in a preflight: an actual request could not have more either. */
    private static final int FIELDS_MAX = 100;

    private final CorsSettings settings;
    private final Set<Method> methods;
    private final Set<String> fields = new HashSet<>();
    private final String allow;
    private final Handler inner;

    /**
     * @param settings the permissions
     * @param methods  the methods that the route accepts; GET includes HEAD
     * @param inner    answers the actual requests
     */
    public Cors(CorsSettings settings, Set<Method> methods, Handler inner) {
        this.settings = settings;
        this.methods = MethodFilter.withHead(methods);
        this.allow = Router.allow(this.methods);
        this.inner = inner;
        settings.fields().forEach(name -> fields.add(name.toLowerCase(Locale.ROOT)));
    }

    // region: cors
    @Override
    public Optional<Set<Method>> methods(Request request) {
        return inner.methods(request);
    }

    @Override
    public void handle(Exchange exchange) throws Exception {
        Request request = exchange.request();
        if (isPreflight(request)) {
            exchange.respond(answerToPreflight(request));
        } else {
            exchange.filterResponse(this);
            inner.handle(exchange);
        }
    }

    @Override
    public boolean mayKeepRequest() {
        return false;
    }

    private static boolean isPreflight(Request request) {
        return request.method() == Method.OPTIONS && request.fields().has(ORIGIN) && request.fields().has(REQUEST_METHOD);
    }
    // endregion

    private Response answerToPreflight(Request request) {
        Response plain = varying(Router.options(allow)).varyingBy(REQUEST_METHOD).varyingBy(REQUEST_FIELDS);
        List<String> asked = request.fields().members(REQUEST_FIELDS, FIELDS_MAX + 1);
        Optional<String> origin = allowedOrigin(request);
        if (origin.isEmpty() || asked.size() > FIELDS_MAX || !asked.stream().allMatch(this::isAllowedField)
                || !asksForAllowedMethod(request)) {
            return plain;
        }
        Response answer = withCredentials(plain.with(ALLOW_ORIGIN, origin.get()))
                .with("Access-Control-Allow-Methods", allow)
                .with("Access-Control-Max-Age", Long.toString(settings.maxAge().toSeconds()));
        return asked.isEmpty() ? answer
                : answer.with("Access-Control-Allow-Headers", String.join(", ", settings.fields()));
    }

    private boolean isAllowedField(String field) {
        String name = field.toLowerCase(Locale.ROOT);
        return fields.contains(name) || fields.contains(CorsSettings.ANY) && !name.equals(NON_WILDCARD);
    }

    private boolean asksForAllowedMethod(Request request) {
        return request.fields().count(REQUEST_METHOD) == 1
                && request.field(REQUEST_METHOD).flatMap(Method::of).filter(this::isTaken).isPresent();
    }

    private boolean isTaken(Method method) {
        return method == Method.OPTIONS || methods.contains(method);
    }

    /** Adds the fields with which a browser lets the page read the response. */
    @Override
    public Response filter(Response response, Request request) {
        Response varying = varying(response);
        Optional<String> origin = allowedOrigin(request);
        if (origin.isEmpty()) {
            return varying;
        }
        Response shared = withCredentials(varying.replacing(ALLOW_ORIGIN, origin.get()));
        return settings.exposedFields().isEmpty() ? shared
                : shared.replacing("Access-Control-Expose-Headers", String.join(", ", settings.exposedFields()));
    }

    /** Unless all origins get the same response, it varies by Origin, also if an origin gets no permission. */
    private Response varying(Response response) {
        return settings.allowsAnyOrigin() ? response : response.varyingBy(ORIGIN);
    }

    private Response withCredentials(Response response) {
        return settings.credentials() ? response.replacing("Access-Control-Allow-Credentials", "true") : response;
    }

    /**
     * The value of Access-Control-Allow-Origin; empty if the origin has no permission. The asterisk is also sent to
     * clients without an Origin field, so that a cached response is valid for pages of all origins.
     */
    private Optional<String> allowedOrigin(Request request) {
        if (settings.allowsAnyOrigin()) {
            return Optional.of(CorsSettings.ANY);
        }
        return request.field(ORIGIN).filter(settings.origins()::contains);      // the parser refuses a second Origin
    }
}
