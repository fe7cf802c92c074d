package hostling.loop;

import hostling.http.Site;
import hostling.server.HttpEngine;
import hostling.server.ServerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The one thread and its one {@link Selector}. A turn of the loop: sleep until a channel is ready, a deadline is near
 * or a task was given; deal with each ready channel; let the {@link HttpEngine} deal with all else. Nothing in a turn
 * waits, and each of its parts is bounded, so the next turn comes soon.
 *
 * <p>Every method is for the loop's own thread, except {@link #execute} and {@link #stop}, which any thread may call,
 * and {@link #listen}, {@link #listenWithOthers} and {@link #every}, which may also be called before {@link #run}.
 */
public final class EventLoop implements Executor {
    /** How many turns in a row may fail. What fails so often does not go away by trying again. */
    private static final int FAILED_TURNS_MAX = 1_000;

    private final Selector selector;
    private final HttpEngine engine;
    private final List<Listener> listeners = new ArrayList<>();
    private boolean asleep;
    private int failedTurns;

    /**
     * Opens a selector.
     *
     * @throws IOException if the system has none to give
     */
    public EventLoop(ServerSettings settings) throws IOException {
        this.selector = Selector.open();
        this.engine = new HttpEngine(settings, new HttpEngine.Listener() {
            @Override
            public void taskAdded() {
                selector.wakeup();
            }

            @Override
            public void roomAdded() {
                listeners.forEach(Listener::resume);
            }
        });
    }

    /**
     * Serves a site at an address, with port 0 at one that the system chooses.
     *
     * @throws IOException if the address can't be had
     */
    public Listener listen(InetSocketAddress address, Site site) throws IOException {
        return add(new Listener(this, site, address, false));
    }

    /**
     * The same at an address at which other processes of the same user listen as well. The system gives each connection
     * to one of them.
     *
     * @throws IOException if the address can't be had, or the system has no such thing
     */
    public Listener listenWithOthers(InetSocketAddress address, Site site) throws IOException {
        return add(new Listener(this, site, address, true));
    }

    private Listener add(Listener listener) {
        listeners.add(listener);
        return listener;
    }

    /** Goes on with other settings. Requests that are being read are read by the limits that they began with. */
    public void configure(ServerSettings other) {
        engine.configure(other);
    }

    // region: run
    /**
     * Serves until {@link #stop} is called and what was in flight is done. Nothing that handlers, logs and tasks throw
     * ends it, and neither does an interrupt of its thread, which is told of in the log and forgotten.
     *
     * @throws IOException if the selector itself fails
     */
    public void run() throws IOException {
        engine.takeOver();
        Consumer<SelectionKey> dispatch = this::dispatch;
        try {
            while (!engine.hasStopped()) {
                try {
                    turn(dispatch);
                    failedTurns = 0;
                } catch (Throwable e) {
                    turnFailed(e);
                }
            }
        } finally {
            engine.closeAll();
            engine.finish();
        }
    }

    private void turn(Consumer<SelectionKey> dispatch) throws IOException {
        asleep = true;
        if (engine.hasWork()) {
            selector.selectNow(dispatch);
        } else {
            selector.select(dispatch, engine.sleepMillis());
        }
        wakeUp();
        engine.endTurn();
    }

    /** Called by the selector for each channel that is ready. */
    private void dispatch(SelectionKey key) {
        wakeUp();
        if (key.isValid()) {
            ((Selectable) key.attachment()).selected();
        }
    }

    /** The turn starts with the first channel that is ready, or with the end of a sleep that nothing disturbed. */
    private void wakeUp() {
        if (asleep) {
            asleep = false;
            engine.startTurn();
        }
    }
    // endregion

    private void turnFailed(Throwable cause) throws IOException {
        failedTurns++;
        if (cause instanceof IOException e) {
            throw e;
        }
        if (cause instanceof ClosedSelectorException || failedTurns > FAILED_TURNS_MAX) {
            throw new IOException("the selector does not work any more", cause);
        }
        engine.failed("a turn of the loop failed", cause);
    }

    /** Gives a task to the loop's thread. May be called from any thread. */
    @Override
    public void execute(Runnable task) {
        engine.execute(task);
    }

    /** Runs a task again and again, from the loop's timer. */
    public void every(Duration period, Runnable task) {
        engine.every(period, task);
    }

    /** Runs a task once when a pipe can be read. If the task fails, the pipe is closed. */
    public void whenReadable(Pipe.SourceChannel pipe, Runnable task) {
        PipeWatch.set(engine, pipe, selector, task);
    }

    /** Takes nothing new, lets the responses in flight finish, then ends. May be called from any thread. */
    public void stop() {
        execute(this::beginToStop);
    }

    private void beginToStop() {
        closeListeners();
        engine.stop();
    }

    private void closeListeners() {
        List.copyOf(listeners).forEach(Listener::close);
    }

    /** Whether it was told to stop. */
    public boolean isStopping() {
        return engine.isStopping();
    }

    /**
     * Closes the selector; to be called when {@link #run} has returned, or instead of it.
     *
     * @throws IOException if the system says no
     */
    public void close() throws IOException {
        if (selector.isOpen()) {
            closeListeners();
            engine.closeAll();
            selector.close();
        }
    }

    /** Nanoseconds of a clock that only goes forward, at the start of this turn. */
    public long nanoTime() {
        return engine.nanoTime();
    }

    /** How long the longest turn took since this was asked the last time, in nanoseconds. */
    public long takeLongestTurnNanos() {
        return engine.takeLongestTurnNanos();
    }

    /** How much memory all connections hold for requests and responses that are not done, in bytes. */
    public long heldBytes() {
        return engine.heldBytes();
    }

    // What listeners use.

    HttpEngine engine() {
        return engine;
    }

    Selector selector() {
        return selector;
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }
}
