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
 * Says which pages of other origins may read what a handler answers (the Fetch standard, "CORS protocol"). It protects
 * nothing by itself: a browser asks, and keeps answers from pages that have no permission. Other clients don't ask.
 *
 * <p>Before a request that a plain form could not send, a browser asks with a preflight: OPTIONS with the method and
 * the fields that are to come. It is answered here and never gets to the handler. One that asks for too much gets no
 * permission at all, not even for its origin: browsers would let GET, HEAD and POST pass whatever methods are named.
 */
public final class Cors implements Handler, ResponseFilter {
    private static final String ORIGIN = "Origin";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String ASKED_METHOD = "Access-Control-Request-Method";
    private static final String ASKED_FIELDS = "Access-Control-Request-Headers";

    /** The one field that {@code *} does not stand for ("CORS non-wildcard request-header name"). */
    private static final String NOT_ANY = "authorization";

    /** How many fields a page may ask for: a request has no room for more either. */
    private static final int FIELDS_MAX = 100;

    private final CorsSettings settings;
    private final Set<Method> methods;
    private final Set<String> fields = new HashSet<>();
    private final String allow;
    private final Handler inner;

    /**
     * @param settings who may do what
     * @param methods  those that the route takes; HEAD goes with GET
     * @param inner    what answers the requests themselves
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
        return request.method() == Method.OPTIONS && request.fields().has(ORIGIN) && request.fields().has(ASKED_METHOD);
    }
    // endregion

    private Response answerToPreflight(Request request) {
        Response plain = varying(Router.options(allow)).varyingBy(ASKED_METHOD).varyingBy(ASKED_FIELDS);
        List<String> asked = request.fields().members(ASKED_FIELDS, FIELDS_MAX + 1);
        Optional<String> origin = permitted(request);
        if (origin.isEmpty() || asked.size() > FIELDS_MAX || !asked.stream().allMatch(this::mayBeSet) || !mayBeUsed(request)) {
            return plain;
        }
        Response answer = withCredentials(plain.with(ALLOW_ORIGIN, origin.get()))
                .with("Access-Control-Allow-Methods", allow)
                .with("Access-Control-Max-Age", Long.toString(settings.maxAge().toSeconds()));
        return asked.isEmpty() ? answer
                : answer.with("Access-Control-Allow-Headers", String.join(", ", settings.fields()));
    }

    private boolean mayBeSet(String field) {
        String name = field.toLowerCase(Locale.ROOT);
        return fields.contains(name) || fields.contains(CorsSettings.ANY) && !name.equals(NOT_ANY);
    }

    private boolean mayBeUsed(Request request) {
        return request.fields().count(ASKED_METHOD) == 1
                && request.field(ASKED_METHOD).flatMap(Method::of).filter(this::isTaken).isPresent();
    }

    private boolean isTaken(Method method) {
        return method == Method.OPTIONS || methods.contains(method);
    }

    /** The response with what a browser needs to let the page read it. */
    @Override
    public Response filter(Response response, Request request) {
        Response varying = varying(response);
        Optional<String> origin = permitted(request);
        if (origin.isEmpty()) {
            return varying;
        }
        Response shared = withCredentials(varying.replacing(ALLOW_ORIGIN, origin.get()));
        return settings.exposedFields().isEmpty() ? shared
                : shared.replacing("Access-Control-Expose-Headers", String.join(", ", settings.exposedFields()));
    }

    /** Where all origins get the same answer it depends on none; else it does, also where one gets no permission. */
    private Response varying(Response response) {
        return settings.allowsAnyOrigin() ? response : response.varyingBy(ORIGIN);
    }

    private Response withCredentials(Response response) {
        return settings.credentials() ? response.replacing("Access-Control-Allow-Credentials", "true") : response;
    }

    /**
     * The value of Access-Control-Allow-Origin; empty where the origin has no permission. The asterisk goes to clients
     * that send no Origin, too, so that what a cache keeps of their requests is good for pages of all origins.
     */
    private Optional<String> permitted(Request request) {
        if (settings.allowsAnyOrigin()) {
            return Optional.of(CorsSettings.ANY);
        }
        return request.fields().count(ORIGIN) == 1 ? request.field(ORIGIN).filter(settings.origins()::contains)
                : Optional.empty();
    }
}
