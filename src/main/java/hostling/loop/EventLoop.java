package hostling.loop;

import hostling.http.Site;
import hostling.server.Counters;
import hostling.server.HttpEngine;
import hostling.server.ServerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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
 * The one thread and its one {@link Selector}. A turn of the loop: sleep until a channel is ready, a deadline expires or a
 * task arrives; handle each ready channel; let the {@link HttpEngine} handle everything else. Nothing in a turn blocks, and
 * each of its parts is bounded, so the next turn comes soon.
 *
 * <p>Only the loop's thread may call its methods, except {@link #execute} and {@link #stop}, which any thread may call, and
 * {@link #listen}, {@link #listenShared} and {@link #every}, which may also be called before {@link #run}.
 */
public final class EventLoop implements Executor {
    /** How many turns in a row may fail. A fault that lasts longer will not go away by another try. */
    private static final int FAILED_TURNS_MAX = 1_000;

    private final Selector selector;
    private final HttpEngine engine;
    private final List<Listener> listeners = new ArrayList<>();
    private boolean asleep;
    private boolean stopping;
    private int failedTurns;

    /**
     * Opens a selector.
     *
     * @throws IOException if the system can't provide one
     */
    public EventLoop(ServerSettings settings) throws IOException {
        this(settings, new Counters(ByteBuffer.allocate(Counters.BYTES)));
    }

    /**
     * Opens a selector.
     *
     * @param counters counts what this loop does
     * @throws IOException if the system can't provide one
     */
    public EventLoop(ServerSettings settings, Counters counters) throws IOException {
        this.selector = Selector.open();
        this.engine = new HttpEngine(settings, counters, new HttpEngine.Listener() {
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
     * Serves a site at an address; the system chooses a free port if the port is 0.
     *
     * @throws IOException if the address is not available
     */
    public Listener listen(InetSocketAddress address, Site site) throws IOException {
        return add(new Listener(this, site, address, false));
    }

    /**
     * Serves a site at an address that other processes of the same user may share. The system gives each connection to one
     * of them.
     *
     * @throws IOException if the address is not available, or the system can't share ports
     */
    public Listener listenShared(InetSocketAddress address, Site site) throws IOException {
        return add(new Listener(this, site, address, true));
    }

    private Listener add(Listener listener) {
        listeners.add(listener);
        return listener;
    }

    /** Switches to other settings. A request that is being read keeps the limits that it began with. */
    public void configure(ServerSettings other) {
        engine.configure(other);
    }

    // region: run
    /**
     * Serves until {@link #stop} is called and the requests in flight are done. Nothing that handlers, logs and tasks throw
     * ends it, and neither does an interrupt of its thread, which is logged and cleared.
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

    /** The selector calls this for each channel that is ready. */
    private void dispatch(SelectionKey key) {
        wakeUp();
        if (key.isValid()) {
            ((Selectable) key.attachment()).selected();
        }
    }

    /** Starts the turn, at the first ready channel or, if none is ready, at the end of the sleep. */
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
            throw new IOException("the selector no longer works", cause);
        }
        engine.failed("a turn of the loop failed", cause);
    }

    /** Queues a task for the loop's thread. Any thread may call this. */
    @Override
    public void execute(Runnable task) {
        engine.execute(task);
    }

    /** Runs a task periodically on the loop's thread, for the first time after one period. */
    public void every(Duration period, Runnable task) {
        engine.every(period, task);
    }

    /**
     * Runs a task once when a pipe can be read or has ended. If the task throws, the loop closes the pipe.
     *
     * @param pipe in non-blocking mode
     */
    public void whenReadable(Pipe.SourceChannel pipe, Runnable task) {
        WatchedPipe.set(engine, pipe, selector, task);
    }

    /** Accepts no further connections and requests, lets responses in flight finish, then ends. Any thread may call this. */
    public void stop() {
        stop(Duration.ZERO);
    }

    /**
     * Stops after a delay. Until then it serves as before, but {@link #isStopping} says what is to come, so that a load
     * balancer that asks can send new requests elsewhere. Any thread may call this.
     */
    public void stop(Duration delay) {
        execute(() -> beginToStop(delay));
    }

    private void beginToStop(Duration delay) {
        stopping = true;
        if (delay.isZero()) {
            closeListeners();
            engine.stop();
        } else {
            engine.after(delay, () -> beginToStop(Duration.ZERO));
        }
    }

    private void closeListeners() {
        List.copyOf(listeners).forEach(Listener::close);
    }

    /** Whether it was told to stop. */
    public boolean isStopping() {
        return stopping;
    }

    /**
     * Closes the selector. Call this when {@link #run} has returned, or instead of it. May be called again.
     *
     * @throws IOException if the selector can't be closed
     */
    public void close() throws IOException {
        if (selector.isOpen()) {
            closeListeners();
            engine.closeAll();
            selector.close();
        }
    }

    /** The monotonic clock at the start of this turn, in nanoseconds. */
    public long nanoTime() {
        return engine.nanoTime();
    }

    /** The longest turn since the last call, in nanoseconds, without the time spent asleep. */
    public long takeLongestTurnNanos() {
        return engine.takeLongestTurnNanos();
    }

    /** The memory that all connections together hold for unfinished requests and responses, in bytes. */
    public long heldBytes() {
        return engine.heldBytes();
    }

    /** What it drives. */
    public HttpEngine engine() {
        return engine;
    }

    // For listeners.

    Selector selector() {
        return selector;
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }
}
