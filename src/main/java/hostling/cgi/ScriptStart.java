package hostling.cgi;

import hostling.http.Exchange;
import hostling.http.Response;
import hostling.http.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A script that is to be started, and waits for its turn. From the moment at which it is asked for it counts as running, so
 * that no more wait than may run. Whatever fails, nothing is left and the client has an answer.
 */
final class ScriptStart {
    private final Exchange exchange;
    private final Script script;
    private final List<String> command;
    private final Optional<Spool> content;
    private final CgiSettings settings;
    private final Scripts scripts;
    private final Consumer<ScriptProcess> begins;
    private final String mark;
    private boolean exchangeEnded;

    /** @param begins is given the script when it runs; where it fails, the script is ended */
    ScriptStart(Exchange exchange, Script script, List<String> command, Optional<Spool> content, CgiSettings settings,
          Scripts scripts, Consumer<ScriptProcess> begins) {
        this.exchange = exchange;
        this.script = script;
        this.command = command;
        this.content = content;
        this.settings = settings;
        this.scripts = scripts;
        this.begins = begins;
        this.mark = scripts.begin();
        exchange.onEnd(() -> exchangeEnded = true);
    }

    long nanoTime() {
        return settings.nanoTime().getAsLong();
    }

    /**
     * Starts it, unless the client has left.
     *
     * @param then is run once, when it has been started or not
     */
    void run(Starter starter, Runnable then) {
        if (exchangeEnded) {
            end(then);
            return;
        }
        try {
            starter.start(command, script.file().getParent(), variables(), content, exchange.loop(),
                    started -> begin(started, then), e -> fail(e, then));
        } catch (Throwable e) {
            fail(e, then);
        }
    }

    private void end(Runnable then) {
        scripts.end();
        then.run();
    }

    /** The client may have left meanwhile. */
    private void begin(StartedProcess started, Runnable then) {
        ScriptProcess run = new ScriptProcess(exchange, script, started, settings, scripts);
        try {
            if (exchangeEnded) {
                run.end();
            } else {
                begins.accept(run);
            }
        } catch (Throwable e) {
            run.end();
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
     * Answers in the place of a script that can't be started.
     *
     * @param then is run once
     */
    void fail(Throwable why, Runnable then) {
        try {
            letGo(why);
            if (!exchangeEnded) {
                exchange.respond(answer(why));
            }
        } finally {
            then.run();
        }
    }

    private void letGo(Throwable why) {
        content.ifPresent(Spool::delete);
        if (why instanceof ResourcesExhaustedException && why.getCause() instanceof OutOfMemoryError) {
            // The process was begun, and Java lost sight of it.
            ProcessTree.marked(mark).killMarked(exchange.loop(), scripts::end, () -> { });
        } else {
            scripts.end();
        }
    }

    private Response answer(Throwable why) {
        if (why instanceof IllegalArgumentException) {
            return Response.error(Status.BAD_REQUEST, "something in this request can't be told to a script");
        }
        boolean isUsual = why instanceof Exception && !(why instanceof RuntimeException);
        settings.errorLog().error(script.name() + ": can't be started: " + why.getMessage(), isUsual ? null : why);
        return why instanceof ResourcesExhaustedException || why instanceof OutOfMemoryError
                ? Cgi.retry("the system has no room for another script")
                : Response.error(Status.INTERNAL_SERVER_ERROR, "the script can't be started");
    }
}
