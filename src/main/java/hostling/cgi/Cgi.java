package hostling.cgi;

import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Answers requests by running programs: CGI/1.1 (RFC 3875). A script is started for each request, is told of it by its
 * environment and its input, and writes a response. Whatever it writes, or fails to, the client gets an answer that is
 * HTTP (RFC 3875 section 3.1). TRACE, CONNECT and methods that nobody knows never come to a script (RFC 3875 section
 * 4.3.4).
 *
 * <p>Nothing of the request becomes an argument of the program, though RFC 3875 section 4.4 would have the words of
 * some queries there: interpreters take options from their arguments, and so would a client. The one argument is the
 * script.
 */
public final class Cgi implements Handler {
    /** A script may send the server on to another path, which may be a script. */
    private static final int HOPS_MAX = 5;
    private static final String RETRY_AFTER_SECONDS = "1";

    private final CgiSettings settings;
    private final Scripts scripts;
    private final Handler site;

    /**
     * @param scripts     counts what is running, here and in other handlers
     * @param site        serves the paths to which scripts send the server on (RFC 3875 section 6.2.2)
     */
    public Cgi(CgiSettings settings, Scripts scripts, Handler site) {
        this.settings = settings;
        this.scripts = scripts;
        this.site = site;
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        Request request = exchange.request();
        Optional<Script> script = Script.find(settings.folder(), settings.path(), request.target());
        Optional<List<String>> command = script.flatMap(this::command);
        if (script.isEmpty()) {
            exchange.respond(Response.error(Status.NOT_FOUND, "there is no such script"));
        } else if (command.isEmpty()) {
            exchange.respond(Response.error(Status.FORBIDDEN, "this file is no script"));
        } else if (!scripts.hasRoom()) {
            exchange.respond(busy());
        } else if (request.hasContent()) {
            receive(exchange, script.get(), command.get());
        } else {
            start(exchange, script.get(), command.get(), Optional.empty());
        }
    }

    private void receive(Exchange exchange, Script script, List<String> command) {
        Consumer<IOException> failed = e -> {
            settings.errorLog().error(script.name() + ": the content for it can't be kept in " + settings.temporary()
                    + ": " + e.getMessage(), null);
            exchange.respond(e instanceof ResourcesExhaustedException ? retry("the server has too many files open")
                    : Response.error(Status.INSUFFICIENT_STORAGE, "there is no room for the content"));
        };
        try {
            Spool spool = new Spool(settings.temporary(),
                    whole -> start(exchange, script, command, Optional.of(whole)), failed);
            exchange.onEnd(spool::delete);
            exchange.receive(exchange.bodyBytesMax(), spool);
        } catch (IOException e) {
            failed.accept(e);
        }
    }

    /** The program and its arguments; empty where the file is no program and has no interpreter. */
    private Optional<List<String>> command(Script script) {
        List<String> command = new ArrayList<>(settings.interpreters().getOrDefault(script.extension(), List.of()));
        if (command.isEmpty() && !Files.isExecutable(script.file())) {
            return Optional.empty();
        }
        command.add(script.file().toString());
        return Optional.of(command);
    }

    private static Response busy() {
        return retry("as many scripts are running as may");
    }

    /** Try again in a second (RFC 9110 section 10.2.3). */
    static Response retry(String reason) {
        return Response.error(Status.SERVICE_UNAVAILABLE, reason).with("Retry-After", RETRY_AFTER_SECONDS);
    }

    private void start(Exchange exchange, Script script, List<String> command, Optional<Spool> content) {
        if (!scripts.hasRoom()) {
            exchange.respond(busy());
            return;
        }
        scripts.startLater(new ScriptStart(exchange, script, command, content, settings, scripts,
                run -> run.begin(head -> answer(exchange, run, head))), exchange.loop());
    }

    private void answer(Exchange exchange, ScriptProcess run, CgiHead head) {
        if (head.localRedirect().isEmpty()) {
            run.answer(head);
            return;
        }
        run.end();
        if (LocalRedirect.hops(exchange) == HOPS_MAX) {
            exchange.respond(Response.error(Status.BAD_GATEWAY, "scripts send each other round in circles"));
            return;
        }
        LocalRedirect redirect = LocalRedirect.to(head.localRedirect().get(), exchange);
        try {
            site.handle(redirect);
        } catch (Exception e) {
            throw new IllegalStateException("the handler of " + redirect.request().path() + " failed", e);
        }
    }
}
