package hostling.app;

import hostling.cgi.CgiHandler;
import hostling.cgi.CgiSettings;
import hostling.config.Action;
import hostling.config.CgiBlock;
import hostling.config.Configuration;
import hostling.config.RouteBlock;
import hostling.demo.DocPages;
import hostling.demo.Echo;
import hostling.demo.Explain;
import hostling.demo.LoopView;
import hostling.demo.SessionDemo;
import hostling.handler.BodyLimit;
import hostling.handler.ClientFilter;
import hostling.handler.Cors;
import hostling.handler.HealthCheck;
import hostling.handler.MethodFilter;
import hostling.handler.PageTemplate;
import hostling.handler.Redirect;
import hostling.handler.Router;
import hostling.handler.Sessions;
import hostling.handler.StaticFiles;
import hostling.handler.Uploads;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.Request;
import hostling.http.Site;
import hostling.log.ErrorLog;
import hostling.metrics.Metrics;
import hostling.server.HttpEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Builds the handlers of routes. */
final class RouteBuilder {
    /** The environment variables that scripts inherit: they need them to find programs and to know the locale. */
    private static final Set<String> INHERITED = Set.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR");

    /** Which of the two charsets Java uses for the variables of a program depends on its version. */
    private static final boolean PASSES_UTF8 = StandardCharsets.UTF_8.name().equals(System.getProperty("sun.jnu.encoding"))
            && StandardCharsets.UTF_8.name().equals(System.getProperty("file.encoding"));

    /**
     * What the routes of a host have in common.
     *
     * @param names    its names, which identify its temporary folders
     * @param router   what the routes are added to
     * @param site     answers by this router
     * @param template what is around the pages that the server writes itself
     */
    record Host(List<String> names, Router router, Site site, PageTemplate template) { }

    private final Configuration configuration;
    private final SharedState shared;
    private final HttpEngine engine;
    private final Supplier<Metrics> metrics;
    private final BooleanSupplier isReady;
    private final ErrorLog errorLog;
    private final SystemTime clock;
    private final List<StaticFiles> files = new ArrayList<>();

    /**
     * @param engine  the one that serves the routes
     * @param metrics what routes with {@code status} show
     * @param isReady whether new requests are welcome
     */
    RouteBuilder(Configuration configuration, SharedState shared, HttpEngine engine, Supplier<Metrics> metrics,
                 BooleanSupplier isReady, ErrorLog errorLog, SystemTime clock) {
        this.metrics = metrics;
        this.engine = engine;
        this.isReady = isReady;
        this.configuration = configuration;
        this.shared = shared;
        this.errorLog = errorLog;
        this.clock = clock;
    }

    // region: route
    /** Adds a route to a host. */
    void add(RouteBlock route, Host host) throws IOException {
        if (route.action() instanceof Action.Uploads action) {
            Uploads uploads = uploads(action, route, host);
            host.router().below(route.path(), around(uploads, route, host.names()));
            action.form().ifPresent(form ->
                    host.router().on(Method.POST, form, around(uploads::post, route, host.names())));
            return;
        }
        Handler handler = around(action(route, host), route, host.names());
        if (route.path().endsWith("/")) {
            host.router().below(route.path(), handler);
        } else {
            host.router().any(route.path(), handler);
        }
    }

    /** The handlers built so far that hold files open. */
    List<StaticFiles> files() {
        return files;
    }

    /** The CORS handler is outside of those that reject requests, so that it applies to rejections too. */
    private Handler around(Handler action, RouteBlock route, List<String> names) {
        Handler limited = route.bodyBytesMax().isEmpty() ? action
                : new BodyLimit(route.bodyBytesMax().getAsLong(), action);
        Handler filtered = new MethodFilter(methods(route), limited);
        Handler shared = route.cors().isEmpty() ? filtered : new Cors(route.cors().get(), methods(route), filtered);
        return counted(route.clients().isEmpty() ? shared : new ClientFilter(route.clients(), names, shared), route.path());
    }

    /** The outermost handler: requests are counted by route. */
    private static Handler counted(Handler inner, String path) {
        return new Handler() {
            @Override
            public void handle(Exchange exchange) throws Exception {
                exchange.matched(path);
                inner.handle(exchange);
            }

            @Override
            public Optional<Set<Method>> methods(Request request) {
                return inner.methods(request);
            }
        };
    }
    // endregion

    /** On a redirect route the method filter answers OPTIONS; the redirect would only send the client elsewhere. */
    private static Set<Method> methods(RouteBlock route) {
        Set<Method> methods = EnumSet.copyOf(route.methods());
        if (route.action() instanceof Action.Redirect) {
            methods.remove(Method.OPTIONS);
        }
        return methods;
    }

    private Handler action(RouteBlock route, Host host) throws IOException {
        if (route.action() instanceof Action.Files action) {
            StaticFiles handler = new StaticFiles(action.settings(), host.template());
            files.add(handler);
            return handler;
        } else if (route.action() instanceof Action.Cgi cgi) {
            return scripts(cgi, route, host.router());
        } else if (route.action() instanceof Action.Redirect redirect) {
            return redirect.keepsRest() ? Redirect.keepingRest(redirect.status(), redirect.to(), route.path())
                    : new Redirect(redirect.status(), redirect.to());
        } else if (route.action() instanceof Action.Health health) {
            return new HealthCheck(health.isReadiness() ? isReady : () -> true);
        } else if (route.action() instanceof Action.Status status) {
            return status.isPage() ? metrics.get().page(host.template()) : metrics.get()::text;
        } else if (route.action() instanceof Action.Demo demo) {
            return demo(demo, route.path(), host.site());
        }
        throw new AssertionError("there is no other action: " + route.action());
    }

    private Uploads uploads(Action.Uploads action, RouteBlock route, Host host) throws IOException {
        Path folder = action.folder().isPresent() ? action.folder().get()
                : shared.folder(host.names() + " " + route.path());
        Uploads uploads = new Uploads(folder, route.path(), action.policy(), new CountedUploads(engine.counters()), host.template());
        int leftovers = uploads.deleteLeftovers(clock.instant());
        if (leftovers > 0) {
            errorLog.info("deleted " + leftovers + " unfinished uploads of an earlier run from " + folder);
        }
        return uploads;
    }

    private Handler scripts(Action.Cgi action, RouteBlock route, Router router) {
        CgiBlock block = configuration.cgi();
        CgiSettings settings = new CgiSettings(action.folder(), route.path(), block.interpreters(), environment(block),
                Path.of(System.getProperty("java.io.tmpdir")),
                PASSES_UTF8, block.keepsDetached(), block.limits(), errorLog, clock);
        return new CgiHandler(settings, shared.scripts(block), router);
    }

    private static Map<String, String> environment(CgiBlock block) {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.keySet().retainAll(INHERITED);
        variables.putAll(block.environment());
        return variables;
    }

    private Handler demo(Action.Demo demo, String path, Site site) {
        return switch (demo.name()) {
            case "docs" -> DocPages.below(path, DocResources::read);
            case "echo" -> Echo.below(path);
            case "explain" -> Explain.below(path, site, configuration.server().timing(), clock, clock);
            case "loop" -> LoopView.below(path, engine, site);
            case "sessions" -> new SessionDemo(new Sessions(shared.sessions(configuration.sessions()))).below(path);
            case "failure" -> exchange -> {
                throw new IllegalStateException("this handler always fails, to show what happens then");
            };
            default -> throw new AssertionError("there is no other demo: " + demo.name());
        };
    }
}
