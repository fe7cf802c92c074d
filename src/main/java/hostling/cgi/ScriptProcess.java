package hostling.cgi;

import hostling.http.Body;
import hostling.http.BodySource;
import hostling.http.Exchange;
import hostling.http.Response;
import hostling.http.Status;
import hostling.wire.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * One run of a script, from its start until none of its processes is left. The server reads its output only when the client
 * can accept it: with a slow client the pipe fills, and a script that writes to a full pipe waits (<b>back-pressure</b>).
 * The output is read to its end (RFC 3875 section 6.4) and passed on unchanged, within limits of time and size (RFC 3875
 * sections 6.1 and 9.6).
 *
 * <pre>
 *   HEAD ── header section read ──▶ CONTENT ── pipe ended, process gone ──▶ over
 *     │                               │
 *     └── time, output, no sense ──▶ 502, 504      └── time, output ──▶ the connection is closed amid the content
 * </pre>
 */
final class ScriptProcess implements BodySource {
    private static final int BUFFER_BYTES = 8 * 1024;
    /** Capacity of a pipe in Linux. */
    private static final int PIPE_BYTES = 64 * 1024;
    /** How long to wait for the process to exit after its pipe has ended. One that closes its pipe and goes on is killed. */
    private static final Duration EXIT_WAIT = Duration.ofMillis(20);
    /** How often to check whether the process has ended while a child still holds its pipe. */
    private static final Duration EXIT_POLL_INTERVAL = Duration.ofMillis(250);

    private final Exchange exchange;
    private final Script script;
    private final StartedProcess started;
    private final CgiSettings settings;
    private final Scripts scripts;
    private final StderrLog stderrLog;
    private final ScriptClock clock;
    private final CgiResponseReader reader = new CgiResponseReader();
    /** Unparsed bytes of the header section, and then the content that was read with it. */
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private long outputBytes;
    private long contentBytesLeft = Long.MAX_VALUE;
    private boolean lengthIsPromised;
    private boolean hasHead;
    private boolean answered;
    private boolean exited;
    private boolean ended;
    private boolean awaitsExit;
    private boolean exitWaitIsOver;
    /** Why the content can't be completed; null if it can. */
    private IOException failure;
    /** Tells the server that there is more content, once the response has begun. */
    private Runnable contentReady = () -> { };
    /** A response without content, which is sent when the script has ended; null if there is none. */
    private Response responseAtEnd;
    private Consumer<CgiHead> onHead;

    /** @param started the running process and its pipes */
    ScriptProcess(Exchange exchange, Script script, StartedProcess started, CgiSettings settings, Scripts scripts) {
        this.exchange = exchange;
        this.script = script;
        this.started = started;
        this.settings = settings;
        this.scripts = scripts;
        this.stderrLog = new StderrLog(script.name(), settings.errorLog());
        this.clock = new ScriptClock(settings.nanoTime());
    }

    /**
     * Begins to read the script's output.
     *
     * @param newOnHead is given the head of the response, once, if there is one; it calls {@link #answer} or {@link #end}
     */
    void begin(Consumer<CgiHead> newOnHead) {
        onHead = newOnHead;
        exchange.onEnd(this::end);
        clock.start();
        exchange.after(settings.limits().time(), this::checkTime);
        exchange.after(EXIT_POLL_INTERVAL, this::pollExit);
        whenReadable(started.stdout(), this::readHead);
        whenReadable(started.stderr(), this::readStderr);
    }

    /** Ends the script if its time is over; the clock may have stopped meanwhile. */
    private void checkTime() {
        Duration time = settings.limits().time();
        Duration left = time.minus(clock.elapsed());
        if (left.isZero() || left.isNegative()) {
            fail(Status.GATEWAY_TIMEOUT, "the script took too long",
                    "was killed after the server had waited " + time.toMillis() + " ms for it");
        } else if (!ended) {
            exchange.after(left, this::checkTime);
        }
    }

    private void whenReadable(OutputPipe pipe, Runnable task) {
        scripts.watcher().whenReadable(pipe.source(), () -> attempt(task));
    }

    /** Runs a task; anything that it throws ends this script and nothing else. */
    private void attempt(Runnable task) {
        try {
            if (!ended) {
                task.run();
            }
        } catch (Throwable e) {
            end();
            respondOrAbort(Status.INTERNAL_SERVER_ERROR, "something went wrong here", "failed");
            settings.errorLog().error(script.name() + ": its output could not be processed", e);
        }
    }

    private void readHead() {
        try {
            buffer.clear();
            int count = started.stdout().read(buffer);
            buffer.flip();
            if (count < 0 || count == 0 && exited) {
                noHead();
                return;
            }
            count(count);
            Optional<CgiHead> head = reader.read(buffer);
            if (head.isPresent()) {
                clock.stop();
                passOn(head.get());
            } else {
                whenReadable(started.stdout(), this::readHead);
            }
        } catch (CgiException e) {
            fail(Status.BAD_GATEWAY, "the script's response is invalid", e.getMessage());
        } catch (IOException e) {
            fail(Status.BAD_GATEWAY, "the script's output can't be read", e.toString());
        }
    }

    /** Passes the head on. If that fails, in a response filter or the target of a local redirect, the script is ended. */
    private void passOn(CgiHead head) {
        try {
            onHead.accept(head);
        } catch (Throwable e) {
            end();
            throw e;
        }
    }

    /** Waits for the process to exit, since the exit code says more than the end of the pipe. */
    private void noHead() {
        awaitExit(() -> fail(Status.BAD_GATEWAY, "the script gave no response",
                "ended without a complete header section" + exitCode()));
    }

    private String exitCode() {
        OptionalInt code = started.exitCode();
        return code.isPresent() ? ", with exit code " + code.getAsInt() : "";
    }

    private void count(int bytes) throws CgiException {
        outputBytes += Math.max(0, bytes);
        if (outputBytes > settings.limits().outputBytesMax()) {
            throw new CgiException("wrote more than " + settings.limits().outputBytesMax() + " bytes");
        }
    }

    /**
     * Sends the client this head, and the rest of the output as content. If the response can't have content (RFC 9110
     * section 6.4.1), as for HEAD (RFC 3875 section 4.3.3), content that the script writes anyway is dropped, and the
     * response waits for the end of the script: otherwise the end of the exchange would kill it.
     */
    void answer(CgiHead head) {
        hasHead = true;
        lengthIsPromised = head.contentLength().isPresent();
        long length = head.contentLength().orElse(ResponseHead.UNKNOWN_LENGTH);
        Response response = new Response(head.status(), head.fields(), new Body.Stream(this, length));
        boolean hasContent = !exchange.request().isHead() && head.status() != Status.NO_CONTENT
                && head.status() != Status.NOT_MODIFIED && length != 0;
        if (hasContent) {
            contentBytesLeft = head.contentLength().orElse(Long.MAX_VALUE);
            respond(response);
        } else {
            contentBytesLeft = 0;
            responseAtEnd = response;
            respondAtTheEnd();
        }
    }

    private void respond(Response response) {
        answered = true;
        try {
            exchange.respond(response);
        } catch (Throwable e) {
            end();
            throw e;
        }
    }

    private void respondAtTheEnd() {
        try {
            if (!ended && discardRest() == Progress.END) {
                respond(responseAtEnd);
            }
        } catch (IOException e) {
            fail(Status.BAD_GATEWAY, "the script's output can't be read", e.toString());
        }
    }

    @Override
    public void whenReady(Runnable task) {
        contentReady = task;
    }

    /** Ends the script: its content is no longer needed. */
    @Override
    public void close() {
        end();
    }

    // region: read
    @Override
    public Progress read(ByteBuffer into) throws IOException {
        clock.stop();
        if (contentBytesLeft == 0) {
            return discardRest();
        }
        if (failure != null) {
            throw failure;
        }
        int start = into.position();
        int limit = into.limit();
        into.limit(start + (int) Math.min(limit - start, contentBytesLeft));
        boolean outputEnded = fill(into);
        into.limit(limit);
        int count = into.position() - start;
        contentBytesLeft -= count;
        if (count > 0) {
            return Progress.MORE;
        }
        if (outputEnded && lengthIsPromised) {
            throw new IOException(script.name() + " wrote less content than its Content-Length");
        }
        return outputEnded ? endOfOutput() : pending();
    }

    /** Discards further output; a script that has written all its content may still have work to do. */
    private Progress discardRest() throws IOException {
        if (ended) {
            return Progress.END;
        }
        buffer.position(buffer.limit());
        return fill(ByteBuffer.allocate(BUFFER_BYTES)) ? endOfOutput() : pending();
    }

    private Progress pending() {
        clock.start();
        whenReadable(started.stdout(), this::resume);
        return Progress.PENDING;
    }

    private void resume() {
        clock.stop();
        if (responseAtEnd != null && !answered) {
            respondAtTheEnd();
        } else {
            contentReady.run();
        }
    }
    // endregion

    /** Reads what is available; true if there will be no more. */
    private boolean fill(ByteBuffer into) throws IOException {
        if (buffer.hasRemaining()) {
            while (buffer.hasRemaining() && into.hasRemaining()) {
                into.put(buffer.get());
            }
            return false;
        }
        int count = started.stdout().read(into);
        try {
            count(count);
        } catch (CgiException e) {
            fail(Status.BAD_GATEWAY, "the script wrote too much", e.getMessage());
            throw new IOException(script.name() + " " + e.getMessage());
        }
        return count < 0 || count == 0 && exited;
    }

    private Progress endOfOutput() {
        if (isGone()) {
            return Progress.END;
        }
        clock.start();
        awaitExit(this::resume);
        return Progress.PENDING;
    }

    private boolean isGone() {
        return started.hasEnded() || exitWaitIsOver;
    }

    private void awaitExit(Runnable then) {
        if (isGone()) {
            then.run();
        } else if (!awaitsExit) {
            awaitsExit = true;
            Runnable task = () -> {
                if (!ended) {
                    then.run();
                }
            };
            started.onExit(exchange.loop(), task);
            exchange.after(EXIT_WAIT, () -> {
                exitWaitIsOver = true;
                task.run();
            });
        }
    }

    /** A script may end while a child still holds its pipe: the response then ends with the output so far. */
    private void pollExit() {
        if (ended) {
            return;
        }
        if (!started.hasEnded()) {
            exchange.after(EXIT_POLL_INTERVAL, this::pollExit);
            return;
        }
        exited = true;
        if (hasHead) {
            resume();
        } else {
            readHead();
        }
    }

    private void readStderr() {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
            int count = started.stderr().read(bytes);
            stderrLog.take(bytes.flip());
            count(count);
            if (count >= 0) {
                whenReadable(started.stderr(), this::readStderr);
            }
        } catch (CgiException e) {
            fail(Status.BAD_GATEWAY, "the script wrote too much", e.getMessage());
        } catch (IOException e) {
            fail(Status.BAD_GATEWAY, "the script's output can't be read", e.toString());
        }
    }

    /** Ends the script, and answers instead of it if its response has not begun. */
    private void fail(int status, String reason, String detail) {
        if (ended) {
            return;
        }
        settings.errorLog().warning(script.name() + ": " + detail);
        end();
        respondOrAbort(status, reason, detail);
    }

    private void respondOrAbort(int status, String reason, String detail) {
        if (!answered) {
            answered = true;
            exchange.respond(Response.error(status, reason));
        } else {
            failure = new IOException(script.name() + " " + detail);
            contentReady.run();
        }
    }

    /** Releases everything: processes, pipes, input file. May be called more than once. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            noteExit();
            drainStderr();
        } finally {
            try {
                kill();
            } finally {
                started.close();
            }
        }
    }

    private void noteExit() {
        if (!started.hasEnded()) {
            return;
        }
        scripts.addEnded(started.handle());
        if (started.exitCode().orElse(0) != 0) {
            settings.errorLog().warning(script.name() + ": ended with exit code " + started.exitCode().getAsInt());
        }
    }

    /** The script counts as running until its last process is gone, which may take longer than the exchange. */
    private void kill() {
        started.tree().kill(started.handle(), exchange.loop(), settings.keepsDetached(), scripts::end,
                () -> settings.errorLog().warning(script.name() + ": started processes so fast that some may be left"));
    }

    /** Reads what is in the pipe now, and no more: a process that could not be killed may go on writing. */
    private void drainStderr() {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(PIPE_BYTES);
            started.stderr().read(bytes);
            stderrLog.take(bytes.flip());
        } catch (IOException e) {
            // Nothing more can be read from it.
        }
        stderrLog.end();
    }
}
