package hostling.handler;

import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Status;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses the handler of a request by its path: an exact route first, else the longest prefix. An exact route knows its
 * methods, and so which ones to name when another is asked for; what lies below a prefix has a handler that decides.
 *
 * <p>The server as a whole is here too: {@code OPTIONS *} is answered, TRACE and CONNECT are refused everywhere.
 */
public final class Router implements Handler {
    /** A prefix that ends in a slash, and the same without it, which is meant by it, too. */
    private record Prefix(String path, String withoutSlash, Handler handler) { }

    private static final String EVERYWHERE = "GET, HEAD, OPTIONS";

    private static final Handler NOTHING =
            Handler.answering(any -> Response.error(Status.NOT_FOUND, "there is nothing here"));

    private static final Handler WITH_SLASH = Handler.answering(Router::withSlash);

    private final Map<String, Map<Method, Handler>> exact = new HashMap<>();
    /** The longest first. */
    private Prefix[] prefixes = {};

    /** Answers GET and HEAD of one path with what the function makes of the request. */
    public Router get(String path, Function<Request, Response> answer) {
        Handler handler = Handler.answering(answer);
        return on(Method.GET, path, handler).on(Method.HEAD, path, handler);
    }

    /** Gives requests of one method and path to a handler. */
    public Router on(Method method, String path, Handler handler) {
        exact.computeIfAbsent(path, any -> new EnumMap<>(Method.class)).put(method, handler);
        return this;
    }

    /** Gives all requests for one path to a handler, whatever their method. */
    public Router any(String path, Handler handler) {
        for (Method method : Method.values()) {
            on(method, path, handler);
        }
        return this;
    }

    /** Gives requests for all paths that begin like this to a handler, but for those of a longer prefix. */
    public Router below(String prefix, Handler handler) {
        if (!prefix.startsWith("/") || !prefix.endsWith("/")) {
            throw new IllegalArgumentException("a prefix begins and ends with a slash: " + prefix);
        }
        Prefix added = new Prefix(prefix, prefix.substring(0, prefix.length() - 1), handler);
        Stream<Prefix> others = Stream.of(prefixes).filter(other -> !other.path().equals(prefix));
        prefixes = Stream.concat(others, Stream.of(added))
                .sorted(Comparator.comparing(each -> -each.path().length())).toArray(Prefix[]::new);
        return this;
    }

    @Override
    public void handle(Exchange exchange) throws Exception {
        Request request = exchange.request();
        if (request.method() == Method.TRACE || request.method() == Method.CONNECT) {
            exchange.respond(notAllowed(EVERYWHERE));
        } else if (request.path().equals("*")) {
            exchange.respond(options(EVERYWHERE));
        } else {
            choose(request).handle(exchange);
        }
    }

    private Handler choose(Request request) {
        Map<Method, Handler> methods = exact.get(request.path());
        if (methods == null) {
            return lacksItsSlash(request) ? WITH_SLASH : below(request.path());
        }
        Handler handler = methods.get(request.method());
        if (handler != null) {
            return handler;
        }
        String allow = allow(methods.keySet());
        return Handler.answering(any -> any.method() == Method.OPTIONS ? options(allow) : notAllowed(allow));
    }

    /** What lies below {@code /list/} is meant by {@code /list}, too, as it is with folders. */
    private boolean lacksItsSlash(Request request) {
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
    /** The longest prefix comes first; there are as many as somebody wrote down, so it takes no more to find it. */
    private Handler below(String path) {
        for (Prefix prefix : prefixes) {
            if (path.startsWith(prefix.path())) {
                return prefix.handler();
            }
        }
        return NOTHING;
    }
    // endregion

    /**
     * The value of Allow for these methods; OPTIONS, which is answered everywhere, is always among them. It goes with
     * 405, which needs it, and with the answer to OPTIONS (RFC 9110 section 10.2.1).
     */
    static String allow(Set<Method> methods) {
        Set<Method> allowed = EnumSet.of(Method.OPTIONS);
        allowed.addAll(methods);
        return allowed.stream().map(Method::name).collect(Collectors.joining(", "));
    }

    /** 405, naming what is allowed (RFC 9110 section 15.5.6). */
    static Response notAllowed(String allow) {
        return Response.error(Status.METHOD_NOT_ALLOWED, "this takes " + allow).with("Allow", allow);
    }

    /**
     * What can be asked of a resource (RFC 9110 section 9.3.7). Max-Forwards is for those who would pass the request
     * on; who answers it need not look at it (RFC 9110 section 7.6.2).
     */
    static Response options(String allow) {
        return Response.of(Status.NO_CONTENT).with("Allow", allow);
    }
}
