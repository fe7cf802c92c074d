package hostling.cgi;

import hostling.http.Exchange;
import hostling.http.Response;
import hostling.http.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A script that is to be started, and waits for its turn. From the moment at which it is asked for it counts as running, so
 * that no more wait than may run. Whatever fails, nothing is left and the client has an answer.
 */
final class Start {
    private final Exchange exchange;
    private final Script script;
    private final List<String> command;
    private final Optional<Spool> content;
    private final CgiSettings settings;
    private final Scripts scripts;
    private final Consumer<Run> begins;
    private final String mark;
    private boolean exchangeEnded;
    /** What is to be run when the rest before it is over; null while there is none. */
    private Runnable rested;

    /** @param begins is given the script when it runs; where it fails, the script is ended */
    Start(Exchange exchange, Script script, List<String> command, Optional<Spool> content, CgiSettings settings,
          Scripts scripts, Consumer<Run> begins) {
        this.exchange = exchange;
        this.script = script;
        this.command = command;
        this.content = content;
        this.settings = settings;
        this.scripts = scripts;
        this.begins = begins;
        this.mark = scripts.begin();
        exchange.onEnd(this::exchangeEnds);
    }

    private void exchangeEnds() {
        exchangeEnded = true;
        endRest();
    }

    long nanoTime() {
        return settings.nanoTime().getAsLong();
    }

    /** Runs a task after a rest, which is over as soon as the client has left. */
    void afterRest(Duration rest, Runnable task) {
        rested = task;
        if (exchangeEnded) {
            endRest();
        } else {
            exchange.after(rest, this::endRest);
        }
    }

    private void endRest() {
        Runnable task = rested;
        rested = null;
        if (task != null) {
            task.run();
        }
    }

    /** Starts it, unless the client has left. */
    void run() {
        if (exchangeEnded) {
            scripts.end();
            return;
        }
        Started started;
        try {
            started = Started.program(command, script.file().getParent(), variables(), content, scripts.pipes());
        } catch (Throwable e) {
            refuse(e);
            return;
        }
        Run run = new Run(exchange, script, started, settings, scripts);
        try {
            begins.accept(run);
        } catch (Throwable e) {
            run.end();
            throw e;
        }
    }

    private Map<String, String> variables() {
        Map<String, String> variables = CgiEnvironment.of(exchange.request(), script, settings.environment(),
                content.map(Spool::size).orElse(0L));
        variables.put(ProcessTree.MARK, mark);
        return variables;
    }

    /** Answers in the place of a script that can't be started. */
    void refuse(Throwable why) {
        if (why instanceof NoRoomException && why.getCause() instanceof OutOfMemoryError) {
            // The process was begun, and Java lost sight of it.
            ProcessTree.marked(mark).killMarked(exchange.loop(), scripts::end, () -> { });
        } else {
            scripts.end();
        }
        content.ifPresent(Spool::delete);
        if (why instanceof IllegalArgumentException) {
            exchange.respond(Response.error(Status.BAD_REQUEST, "something in this request can't be told to a script"));
            return;
        }
        boolean isUsual = why instanceof Exception && !(why instanceof RuntimeException);
        settings.errorLog().error(script.name() + ": can't be started: " + why.getMessage(), isUsual ? null : why);
        exchange.respond(why instanceof NoRoomException || why instanceof OutOfMemoryError
                ? Cgi.retry("the system has no room for another script")
                : Response.error(Status.INTERNAL_SERVER_ERROR, "the script can't be started"));
    }
}
