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
 * Answers requests by running programs: CGI/1.1 (RFC 3875). The server starts a script for each request and passes the
 * request in its environment and on its standard input; the script writes a response. Whatever it writes or fails to write,
 * the client gets a valid HTTP response (RFC 3875 section 3.1). TRACE, CONNECT and unknown methods never reach a script
 * (RFC 3875 section 4.3.4).
 *
 * <p>No part of the request becomes an argument of the program, although RFC 3875 section 4.4 passes the words of some
 * queries as arguments: interpreters take options from their arguments, so a client could set these options. The only
 * argument is the script.
 */
public final class CgiHandler implements Handler {
    /** A script may redirect the server to another path, which may again be a script. */
    private static final int LOCAL_REDIRECTS_MAX = 5;
    private static final String RETRY_AFTER_SECONDS = "1";

    private final CgiSettings settings;
    private final Scripts scripts;
    private final Handler site;

    /**
     * @param scripts counts the running scripts, here and in other handlers
     * @param site    serves the paths to which scripts redirect the server (RFC 3875 section 6.2.2)
     */
    public CgiHandler(CgiSettings settings, Scripts scripts, Handler site) {
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
            exchange.respond(Response.error(Status.FORBIDDEN, "this file is not a script"));
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
            settings.errorLog().error(script.name() + ": the request's content can't be stored in " + settings.temporary()
                    + ": " + e.getMessage(), null);
            exchange.respond(e instanceof ResourcesExhaustedException ? retry("the server has too many files open")
                    : Response.error(Status.INSUFFICIENT_STORAGE, "the server has no room to store the content"));
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

    /** The program and its arguments; empty if the file is not executable and has no interpreter. */
    private Optional<List<String>> command(Script script) {
        List<String> command = new ArrayList<>(settings.interpreters().getOrDefault(script.extension(), List.of()));
        if (command.isEmpty() && !Files.isExecutable(script.file())) {
            return Optional.empty();
        }
        command.add(script.file().toString());
        return Optional.of(command);
    }

    private static Response busy() {
        return retry("the limit of running scripts is reached");
    }

    /** 503, with the advice to try again in a second (RFC 9110 section 10.2.3). */
    static Response retry(String reason) {
        return Response.error(Status.SERVICE_UNAVAILABLE, reason).with("Retry-After", RETRY_AFTER_SECONDS);
    }

    private void start(Exchange exchange, Script script, List<String> command, Optional<Spool> content) {
        if (!scripts.hasRoom()) {
            exchange.respond(busy());
            return;
        }
        scripts.startLater(new ScriptStart(exchange, script, command, content, settings, scripts,
                process -> process.begin(head -> answer(exchange, process, head))), exchange.loop());
    }

    private void answer(Exchange exchange, ScriptProcess process, CgiHead head) {
        if (head.localRedirect().isEmpty()) {
            process.answer(head);
            return;
        }
        process.end();
        if (LocalRedirect.hops(exchange) == LOCAL_REDIRECTS_MAX) {
            exchange.respond(Response.error(Status.BAD_GATEWAY, "too many redirections from script to script"));
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
