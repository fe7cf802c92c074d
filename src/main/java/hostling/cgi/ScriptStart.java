package hostling.cgi;

import hostling.http.Exchange;
import hostling.http.Response;
import hostling.http.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A script that waits to be started. It counts as running from the moment of the request, so that no more scripts wait than
 * may run. If anything fails, all resources are released and the client gets an answer.
 */
final class ScriptStart {
    private final Exchange exchange;
    private final Script script;
    private final List<String> command;
    private final Optional<Spool> content;
    private final CgiSettings settings;
    private final Scripts scripts;
    private final Consumer<ScriptProcess> onStarted;
    private final String mark;
    private boolean exchangeEnded;

    /** @param onStarted is given the running script; if it throws, the script is killed */
    ScriptStart(Exchange exchange, Script script, List<String> command, Optional<Spool> content, CgiSettings settings,
          Scripts scripts, Consumer<ScriptProcess> onStarted) {
        this.exchange = exchange;
        this.script = script;
        this.command = command;
        this.content = content;
        this.settings = settings;
        this.scripts = scripts;
        this.onStarted = onStarted;
        this.mark = scripts.begin();
        exchange.onEnd(() -> exchangeEnded = true);
    }

    long nanoTime() {
        return settings.nanoTime().getAsLong();
    }

    /**
     * Starts it, unless the client has left.
     *
     * @param then is run once, when the script was started, has failed to start, or was cancelled
     */
    void run(ProcessStarter starter, Runnable then) {
        if (exchangeEnded) {
            cancel(then);
            return;
        }
        try {
            Map<String, String> variables = variables();
            List<String> whole = NativeEncoding.command(command, variables, settings.passesUtf8());
            starter.start(whole, script.file().getParent(), variables, content, exchange.loop(),
                    started -> begin(started, then), e -> fail(e, then));
        } catch (Throwable e) {
            fail(e, then);
        }
    }

    private void cancel(Runnable then) {
        scripts.end();
        then.run();
    }

    /** Called when the script runs; the client may have left meanwhile. */
    private void begin(StartedProcess started, Runnable then) {
        ScriptProcess process = new ScriptProcess(exchange, script, started, settings, scripts);
        try {
            if (exchangeEnded) {
                process.end();
            } else {
                onStarted.accept(process);
            }
        } catch (Throwable e) {
            process.end();
            throw e;
        } finally {
            then.run();
        }
    }

    private Map<String, String> variables() {
        Map<String, String> variables = CgiEnvironment.of(exchange.request(), script, settings.environment(),
                content.map(Spool::size).orElse(0L));
        variables.put(ProcessTree.MARK, mark);
        return variables;
    }

    /**
     * Answers instead of a script that can't be started.
     *
     * @param then is run once
     */
    void fail(Throwable why, Runnable then) {
        try {
            cleanUp(why);
            if (!exchangeEnded) {
                exchange.respond(errorResponse(why));
            }
        } finally {
            then.run();
        }
    }

    private void cleanUp(Throwable why) {
        content.ifPresent(Spool::delete);
        if (why instanceof ResourcesExhaustedException && why.getCause() instanceof OutOfMemoryError) {
            // The process runs, but Java has lost track of it.
            ProcessTree.marked(mark).killMarked(exchange.loop(), settings.keepsDetached(), scripts::end, () -> { });
        } else {
            scripts.end();
        }
    }

    private Response errorResponse(Throwable why) {
        if (why instanceof IllegalArgumentException) {
            return Response.error(Status.BAD_REQUEST, "a part of this request can't be passed to a script");
        }
        boolean isUsual = why instanceof Exception && !(why instanceof RuntimeException);
        settings.errorLog().error(script.name() + ": can't be started: " + why.getMessage(), isUsual ? null : why);
        return why instanceof ResourcesExhaustedException || why instanceof OutOfMemoryError
                ? CgiHandler.retry("the system has no room for another script")
                : Response.error(Status.INTERNAL_SERVER_ERROR, "the script can't be started");
    }
}
