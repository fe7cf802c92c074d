package hostling.handler;

import hostling.http.ContentResponder;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.Request;
import hostling.http.RequestTarget;
import hostling.http.Responder;
import hostling.http.Response;
import hostling.http.Status;
import hostling.http.WrappedExchange;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses the handler of a request by its path: an exact route first, then one with parameters, otherwise the longest
 * prefix. A route for one path knows its methods, so the router answers a request with any other method; below a prefix,
 * the handler decides.
 *
 * <p>The router also answers for the server as a whole: {@code OPTIONS *} is answered, TRACE and CONNECT are always
 * rejected.
 */
public final class Router implements Handler {
    /** A prefix with its trailing slash, and without it, for requests that lack the slash. */
    private record Prefix(String path, String withoutSlash, Handler handler) { }

    private static final Set<Method> REJECTED = EnumSet.of(Method.TRACE, Method.CONNECT);
    private static final String SERVER_METHODS = "GET, HEAD, OPTIONS";

    private static final Handler NOT_FOUND =
            Handler.of(any -> Response.error(Status.NOT_FOUND, "there is nothing here"));

    private static final Handler WITH_SLASH = Handler.of(Router::withSlash);

    private final Map<String, Map<Method, Handler>> exact = new HashMap<>();
    /** In the order in which they were added. */
    private final Map<PathPattern, Map<Method, Handler>> patterns = new LinkedHashMap<>();
    /** Sorted by length, the longest first. */
    private Prefix[] prefixes = {};

    /** Answers GET, and so HEAD, with the responder's response. */
    public Router get(String path, Responder responder) {
        return on(Method.GET, path, Handler.of(responder));
    }

    /** Answers POST with the responder's response to the request and its content. */
    public Router post(String path, ContentResponder responder) {
        return on(Method.POST, path, Handler.of(responder));
    }

    /** Answers PUT with the responder's response to the request and its content. */
    public Router put(String path, ContentResponder responder) {
        return on(Method.PUT, path, Handler.of(responder));
    }

    /** Answers DELETE with the responder's response. */
    public Router delete(String path, Responder responder) {
        return on(Method.DELETE, path, Handler.of(responder));
    }

    /**
     * Routes requests with one method and path to a handler; with GET also HEAD, unless that has a handler of its own (RFC
     * 9110 section 9.3.2).
     *
     * @param path begins with a slash, and may be written as people write it: {@code /a b} is {@code /a%20b}. A segment in
     *             braces, as in {@code /users/{id}}, is a parameter: see {@link Request#pathParameter}
     * @throws IllegalArgumentException if the path does not begin with a slash, has a query, or a part of a segment in
     *                                  braces
     */
    public Router on(Method method, String path, Handler handler) {
        if (!path.startsWith("/") || path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
            throw new IllegalArgumentException("a path begins with a slash, and has neither query nor fragment: " + path);
        }
        Map<Method, Handler> methods = PathPattern.hasParameters(path)
                ? patterns.computeIfAbsent(PathPattern.of(path), any -> new EnumMap<>(Method.class))
                : exact.computeIfAbsent(RequestTarget.normalPath(path), any -> new EnumMap<>(Method.class));
        methods.put(method, handler);
        return this;
    }

    /** Routes all requests for one path to a handler, whatever their method. */
    public Router any(String path, Handler handler) {
        for (Method method : Method.values()) {
            on(method, path, handler);
        }
        return this;
    }

    /** Routes requests for all paths with this prefix to a handler, except for those with a longer one. */
    public Router below(String prefix, Handler handler) {
        if (!prefix.startsWith("/") || !prefix.endsWith("/")) {
            throw new IllegalArgumentException("a prefix begins and ends with a slash: " + prefix);
        }
        String normal = RequestTarget.normalPath(prefix);
        Prefix added = new Prefix(normal, normal.substring(0, normal.length() - 1), handler);
        Stream<Prefix> others = Stream.of(prefixes).filter(other -> !other.path().equals(normal));
        prefixes = Stream.concat(others, Stream.of(added))
                .sorted(Comparator.comparing(each -> -each.path().length())).toArray(Prefix[]::new);
        return this;
    }

    @Override
    public void handle(Exchange exchange) throws Exception {
        Request request = exchange.request();
        if (REJECTED.contains(request.method())) {
            exchange.respond(notAllowed(methods(request).map(Router::allow).orElse(SERVER_METHODS)));
        } else if (request.path().equals("*")) {
            exchange.respond(options(SERVER_METHODS));
        } else {
            choose(request).handle(exchange);
        }
    }

    private Handler choose(Request request) {
        Map<Method, Handler> methods = exact.get(request.path());
        if (methods != null) {
            return choose(request, methods);
        }
        for (Map.Entry<PathPattern, Map<Method, Handler>> each : patterns.entrySet()) {
            Optional<Map<String, String>> parameters = each.getKey().match(request.target());
            if (parameters.isPresent()) {
                Handler handler = choose(request, each.getValue());
                return exchange -> handler.handle(new WrappedExchange(exchange,
                        exchange.request().withPathParameters(parameters.get())));
            }
        }
        return isMissingSlash(request) ? WITH_SLASH : below(request.path());
    }

    private static Handler choose(Request request, Map<Method, Handler> methods) {
        Handler handler = methods.get(request.method());
        if (handler == null && request.method() == Method.HEAD) {
            handler = methods.get(Method.GET);
        }
        if (handler != null) {
            return handler;
        }
        String allow = allow(supported(request, methods));
        return Handler.of((Request any) -> any.method() == Method.OPTIONS ? options(allow) : notAllowed(allow));
    }

    @Override
    public Optional<Set<Method>> methods(Request request) {
        Map<Method, Handler> methods = exact.get(request.path());
        if (methods != null) {
            return Optional.of(supported(request, methods));
        }
        return patterns.entrySet().stream().filter(each -> each.getKey().match(request.target()).isPresent())
                .map(each -> supported(request, each.getValue())).findFirst()
                .or(() -> below(request.path()).methods(request));
    }

    /** The methods that have a handler which supports them for this request. */
    private static Set<Method> supported(Request request, Map<Method, Handler> handlers) {
        Set<Method> methods = EnumSet.noneOf(Method.class);
        handlers.forEach((method, handler) -> {
            if (handler.methods(request).map(its -> its.contains(method)).orElse(true)) {
                methods.add(method);
            }
        });
        methods.removeAll(REJECTED);
        return MethodFilter.withHead(methods);
    }

    /** A request for {@code /list} is redirected to the prefix {@code /list/}, as with folders. */
    private boolean isMissingSlash(Request request) {
        if (request.method().isRetrieval()) {
            for (Prefix prefix : prefixes) {
                if (prefix.withoutSlash().equals(request.path())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Response withSlash(Request request) {
        return Response.redirect(Status.MOVED_PERMANENTLY, request.target().withPath(request.path() + "/"));
    }

    // region: longest-prefix
    /** A linear search, longest prefix first: the number of prefixes is small, as all are written by hand. */
    private Handler below(String path) {
        for (Prefix prefix : prefixes) {
            if (path.startsWith(prefix.path())) {
                return prefix.handler();
            }
        }
        return NOT_FOUND;
    }
    // endregion

    /**
     * The value of Allow for these methods; it always includes OPTIONS, which every resource answers. Allow is required in
     * 405, and is also sent in the answer to OPTIONS (RFC 9110 section 10.2.1).
     */
    static String allow(Set<Method> methods) {
        Set<Method> allowed = EnumSet.of(Method.OPTIONS);
        allowed.addAll(methods);
        return allowed.stream().map(Method::name).collect(Collectors.joining(", "));
    }

    /** 405 with the allowed methods (RFC 9110 section 15.5.6). */
    static Response notAllowed(String allow) {
        return Response.error(Status.METHOD_NOT_ALLOWED, "the allowed methods are " + allow).with("Allow", allow);
    }

    /**
     * The answer to OPTIONS (RFC 9110 section 9.3.7). Max-Forwards concerns only servers that forward the request (RFC
     * 9110 section 7.6.2).
     */
    static Response options(String allow) {
        return Response.of(Status.NO_CONTENT).with("Allow", allow);
    }
}
