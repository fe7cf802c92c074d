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
import java.util.function.Consumer;

/**
 * One run of a script, from its start to the moment at which nothing of it is left. What it writes is read when the
 * client can take it, and not before: a slow client fills the pipe, and a script that writes to a full pipe waits. It
 * is read up to its end (RFC 3875 section 6.4) and passed on unchanged, but how long that may take and how much it may
 * be have limits (RFC 3875 sections 6.1 and 9.6).
 *
 * <pre>
 *   HEAD ── header section read ──▶ CONTENT ── pipe ended, process gone ──▶ over
 *     │                               │
 *     └── time, output, no sense ──▶ 502, 504      └── time, output ──▶ the connection is closed amid the content
 * </pre>
 */
final class ScriptProcess implements BodySource {
    private static final int BUFFER_BYTES = 8 * 1024;
    /** As much as waits in a pipe of Linux at most. */
    private static final int PIPE_BYTES = 64 * 1024;
    /** A process is gone a moment after its pipe has ended. One that has closed it and goes on is not waited for. */
    private static final Duration PATIENCE = Duration.ofMillis(20);
    /** How often a process is looked at that may have ended while a child of it still holds its pipe. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Exchange exchange;
    private final Script script;
    private final StartedProcess started;
    private final CgiSettings settings;
    private final Scripts scripts;
    private final StderrLog complaints;
    private final ScriptClock clock;
    private final CgiResponseReader reader = new CgiResponseReader();
    /** What is read of the header section, and then of the content that came with it. */
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private long outputBytes;
    private long contentBytesLeft = Long.MAX_VALUE;
    private boolean lengthIsPromised;
    private boolean hasHead;
    private boolean answered;
    private boolean exited;
    private boolean over;
    private boolean awaitsExit;
    private boolean patienceIsOver;
    /** Why the content can't be finished; null while it can. */
    private IOException failure;
    private Runnable wake = () -> { };
    private Consumer<CgiHead> onHead;

    /**
     * @param started what is running, and where its output comes out
     */
    ScriptProcess(Exchange exchange, Script script, StartedProcess started, CgiSettings settings, Scripts scripts) {
        this.exchange = exchange;
        this.script = script;
        this.started = started;
        this.settings = settings;
        this.scripts = scripts;
        this.complaints = new StderrLog(script.name(), settings.errorLog());
        this.clock = new ScriptClock(settings.nanoTime());
    }

    /**
     * Begins to listen to the script.
     *
     * @param takesHead is given the head of the response, once, if there is one; answers by {@link #answer}
     */
    void begin(Consumer<CgiHead> takesHead) {
        onHead = takesHead;
        exchange.onEnd(this::end);
        clock.run();
        exchange.after(settings.limits().time(), this::lookAtTheClock);
        exchange.after(LOOK, this::look);
        whenReadable(started.output(), this::readHead);
        whenReadable(started.complaints(), this::readComplaints);
    }

    /** The time of the script may be over, unless the clock has stood meanwhile. */
    private void lookAtTheClock() {
        Duration time = settings.limits().time();
        Duration left = time.minus(clock.spent());
        if (left.isZero() || left.isNegative()) {
            fail(Status.GATEWAY_TIMEOUT, "the script took too long",
                    "was ended after " + time.toMillis() + " ms in which the server waited for it");
        } else if (!over) {
            exchange.after(left, this::lookAtTheClock);
        }
    }

    private void whenReadable(OutputPipe pipe, Runnable task) {
        scripts.watcher().whenReadable(pipe.source(), () -> attempt(task));
    }

    /** Whatever a task throws is the end of this script and of nothing else. */
    private void attempt(Runnable task) {
        try {
            if (!over) {
                task.run();
            }
        } catch (Throwable e) {
            end();
            giveUp(Status.INTERNAL_SERVER_ERROR, "something went wrong here", "failed");
            settings.errorLog().error(script.name() + ": what it wrote could not be dealt with", e);
        }
    }

    private void readHead() {
        try {
            buffer.clear();
            int count = started.output().read(buffer);
            buffer.flip();
            if (count < 0 || count == 0 && exited) {
                noHead();
                return;
            }
            count(count);
            Optional<CgiHead> head = reader.read(buffer);
            if (head.isPresent()) {
                clock.stand();
                passOn(head.get());
            } else {
                whenReadable(started.output(), this::readHead);
            }
        } catch (CgiException e) {
            fail(Status.BAD_GATEWAY, "the script's answer is none", e.getMessage());
        } catch (IOException e) {
            fail(Status.BAD_GATEWAY, "the script's answer can't be read", e.toString());
        }
    }

    /** Whatever fails here, a filter of responses or the page to which the script sends the server, nothing is left. */
    private void passOn(CgiHead head) {
        try {
            onHead.accept(head);
        } catch (Throwable e) {
            end();
            throw e;
        }
    }

    /** Waits for the process to be gone, whose exit code says more than that the pipe has ended. */
    private void noHead() {
        awaitExit(() -> fail(Status.BAD_GATEWAY, "the script gave no answer",
                "ended without a whole header section" + exitCode()));
    }

    private String exitCode() {
        return started.process().isAlive() ? "" : ", with exit code " + started.process().exitValue();
    }

    private void count(int bytes) throws CgiException {
        outputBytes += Math.max(0, bytes);
        if (outputBytes > settings.limits().outputBytesMax()) {
            throw new CgiException("wrote more than " + settings.limits().outputBytesMax() + " bytes");
        }
    }

    /**
     * Gives the client this head, and what follows it as content. Where there can be none (RFC 9110 section 6.4.1),
     * what the script writes all the same is dropped, for HEAD above all (RFC 3875 section 4.3.3), and the answer waits
     * for the end of the script: the end of the answer is that of the script.
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
            wake = () -> respondAtTheEnd(response);
            wake.run();
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

    private void respondAtTheEnd(Response response) {
        try {
            if (!over && rest() == Progress.END) {
                respond(response);
            }
        } catch (IOException e) {
            fail(Status.BAD_GATEWAY, "the script's answer can't be read", e.toString());
        }
    }

    @Override
    public void whenReady(Runnable task) {
        wake = task;
    }

    /** Nobody wants its content any more. */
    @Override
    public void close() {
        end();
    }

    // region: read
    @Override
    public Progress read(ByteBuffer into) throws IOException {
        clock.stand();
        if (contentBytesLeft == 0) {
            return rest();
        }
        if (failure != null) {
            throw failure;
        }
        int start = into.position();
        int limit = into.limit();
        into.limit(start + (int) Math.min(limit - start, contentBytesLeft));
        boolean ended = fill(into);
        into.limit(limit);
        int count = into.position() - start;
        contentBytesLeft -= count;
        if (count > 0) {
            return Progress.MORE;
        }
        if (ended && lengthIsPromised) {
            throw new IOException(script.name() + " wrote less than it promised");
        }
        return ended ? endOfOutput() : later();
    }

    /** Whatever else it writes is not content; but a script that has said all may still have something to do. */
    private Progress rest() throws IOException {
        if (over) {
            return Progress.END;
        }
        buffer.position(buffer.limit());
        return fill(ByteBuffer.allocate(BUFFER_BYTES)) ? endOfOutput() : later();
    }

    private Progress later() {
        clock.run();
        whenReadable(started.output(), this::goOn);
        return Progress.PENDING;
    }

    private void goOn() {
        clock.stand();
        wake.run();
    }
    // endregion

    /** Puts in what there is; whether there will be no more. */
    private boolean fill(ByteBuffer into) throws IOException {
        if (buffer.hasRemaining()) {
            while (buffer.hasRemaining() && into.hasRemaining()) {
                into.put(buffer.get());
            }
            return false;
        }
        int count = started.output().read(into);
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
        clock.run();
        awaitExit(this::goOn);
        return Progress.PENDING;
    }

    private boolean isGone() {
        return !started.process().isAlive() || patienceIsOver;
    }

    private void awaitExit(Runnable then) {
        if (isGone()) {
            then.run();
        } else if (!awaitsExit) {
            awaitsExit = true;
            Runnable task = () -> {
                if (!over) {
                    then.run();
                }
            };
            started.whenGone(exchange.loop(), task);
            exchange.after(PATIENCE, () -> {
                patienceIsOver = true;
                task.run();
            });
        }
    }

    /** A script may end while something that it started holds its pipe: what it wrote itself is then all there is. */
    private void look() {
        if (over) {
            return;
        }
        if (started.process().isAlive()) {
            exchange.after(LOOK, this::look);
            return;
        }
        exited = true;
        if (hasHead) {
            goOn();
        } else {
            readHead();
        }
    }

    private void readComplaints() {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
            int count = started.complaints().read(bytes);
            complaints.take(bytes.flip());
            count(count);
            if (count >= 0) {
                whenReadable(started.complaints(), this::readComplaints);
            }
        } catch (CgiException e) {
            fail(Status.BAD_GATEWAY, "the script wrote too much", e.getMessage());
        } catch (IOException e) {
            fail(Status.BAD_GATEWAY, "the script's answer can't be read", e.toString());
        }
    }

    /** Ends the script, and answers in its place where it has not begun to. */
    private void fail(int status, String reason, String detail) {
        if (over) {
            return;
        }
        settings.errorLog().warning(script.name() + ": " + detail);
        end();
        giveUp(status, reason, detail);
    }

    private void giveUp(int status, String reason, String detail) {
        if (!answered) {
            answered = true;
            exchange.respond(Response.error(status, reason));
        } else {
            failure = new IOException(script.name() + " " + detail);
            wake.run();
        }
    }

    /** Lets nothing of it be left: no process, no pipe, no file. May be called more than once. */
    void end() {
        if (over) {
            return;
        }
        over = true;
        try {
            noteExit();
            drainComplaints();
        } finally {
            try {
                kill();
            } finally {
                started.close();
            }
        }
    }

    private void noteExit() {
        Process process = started.process();
        if (process.isAlive()) {
            return;
        }
        scripts.ended(process.toHandle());
        if (process.exitValue() != 0) {
            settings.errorLog().warning(script.name() + ": ended with exit code " + process.exitValue());
        }
    }

    /** It counts as running until the last process of it is gone, which may take longer than the exchange. */
    private void kill() {
        started.tree().kill(started.process(), exchange.loop(), scripts::end, () -> settings.errorLog().warning(
                script.name() + ": has started processes so fast that some may be left"));
    }

    /** Takes what is in the pipe, and no more: what could not be killed may go on writing. */
    private void drainComplaints() {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(PIPE_BYTES);
            started.complaints().read(bytes);
            complaints.take(bytes.flip());
        } catch (IOException e) {
            // Nothing more can be learnt from it.
        }
        complaints.end();
    }
}
