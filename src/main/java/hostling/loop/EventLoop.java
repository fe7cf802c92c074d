package hostling.loop;

import hostling.http.HttpDate;
import hostling.http.RequestTargets;
import hostling.http.Site;
import hostling.loop.Deadlines.Deadline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * The one thread and its one {@link Selector}. A turn of the loop: sleep until a channel is ready, a deadline is near
 * or a task was given; deal with each ready channel; with the deadlines that have passed; with the tasks. Nothing in a
 * turn waits, and each of its parts is bounded, so the next turn comes soon.
 *
 * <p>Every method is for the loop's own thread, except {@link #execute} and {@link #stop}, which any thread may call,
 * and {@link #listen} and {@link #listenWithOthers}, which may also be called before {@link #run}.
 */
public final class EventLoop implements Host {
    /** Large enough for a usual page with its head, or for a pipeline of small ones, which then goes out in one write. */
    private static final int BUFFER_BYTES = 64 * 1024;
    /** How many idle buffers and codecs are kept for the next request. */
    private static final int POOL_MAX = 256;
    /** How often tasks may give tasks to a loop that has ended. */
    private static final int LAST_ROUNDS_MAX = 10_000;
    /** How long to sleep at most while a log is full. */
    private static final long LOG_RETRY_MILLIS = 50;

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final Pool<ByteBuffer> buffers = new Pool<>(POOL_MAX, home -> ByteBuffer.allocateDirect(BUFFER_BYTES));
    private final RequestTargets targets = new RequestTargets();
    private final Deadlines deadlines;
    /** Other threads may read an old value here, but none of them is ever equal to it. */
    private Thread thread;
    private LoopSettings settings;
    private Pool<Codec> codecs;
    private int connections;
    private boolean logsAreWritten = true;
    private boolean stopping;
    private boolean ended;
    private long nowNanos;
    private boolean asleep;
    private boolean timeIsKnown;
    private long nowMillis;
    private Instant now = Instant.EPOCH;
    private long dateSecond = Long.MIN_VALUE;
    private String date = "";

    /**
     * Opens a selector.
     *
     * @throws IOException where the system has none to give
     */
    public EventLoop(LoopSettings settings) throws IOException {
        this.settings = settings;
        this.selector = Selector.open();
        this.codecs = Codec.pool(POOL_MAX, this, settings.limits());
        this.nowNanos = settings.nanoTime().getAsLong();
        this.deadlines = new Deadlines(nowNanos);
    }

    /**
     * Serves a site at an address, with port 0 at one that the system chooses. Before {@link #run} or on the loop's
     * thread.
     *
     * @throws IOException where the address can't be had
     */
    public Listener listen(InetSocketAddress address, Site site) throws IOException {
        return add(new Listener(this, site, selector, address, false));
    }

    /**
     * The same at an address at which other processes of the same user listen as well. The system gives each connection
     * to one of them.
     *
     * @throws IOException where the address can't be had, or the system has no such thing
     */
    public Listener listenWithOthers(InetSocketAddress address, Site site) throws IOException {
        return add(new Listener(this, site, selector, address, true));
    }

    private Listener add(Listener listener) {
        listeners.add(listener);
        return listener;
    }

    /** Goes on with other settings. Requests that are being read are read by the limits that they began with. */
    public void configure(LoopSettings other) {
        if (!other.limits().equals(settings.limits())) {
            codecs = Codec.pool(POOL_MAX, this, other.limits());
        }
        settings = other;
        listeners.forEach(Listener::resume);
    }

    // region: run
    /**
     * Serves until {@link #stop} is called and what was in flight is done.
     *
     * @throws IOException where the selector itself fails
     */
    public void run() throws IOException {
        thread = Thread.currentThread();
        Consumer<SelectionKey> dispatch = this::dispatch;
        try {
            while (!ended) {
                asleep = true;
                selector.select(dispatch, logsAreWritten ? deadlines.sleepMillis() : LOG_RETRY_MILLIS);
                wakeUp();
                deadlines.turnTo(nowNanos);
                runTasks();
                logsAreWritten = writeLogs();
                ended = stopping && connections == 0;
            }
        } finally {
            closeAll();
            runLastTasks();
            writeLogs();
        }
    }

    /** Called by the selector for each channel that is ready. */
    private void dispatch(SelectionKey key) {
        wakeUp();
        if (key.isValid()) {
            ((Selectable) key.attachment()).selected();
        }
    }
    // endregion

    private boolean writeLogs() {
        return settings.accessLog().endOfTurn() & settings.errorLog().endOfTurn();
    }

    /** Looks at the clock once a turn. */
    private void wakeUp() {
        if (asleep) {
            asleep = false;
            nowNanos = settings.nanoTime().getAsLong();
            timeIsKnown = false;
        }
    }

    /** As many tasks as there are now: what they add themselves comes in the next turn. */
    private void runTasks() {
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            try {
                task.run();
            } catch (Throwable e) {
                settings.errorLog().error("a task failed", e);
            }
        }
    }

    /** What was begun is brought to its end, such as that of a script's processes. */
    private void runLastTasks() {
        for (int rounds = 0; rounds < LAST_ROUNDS_MAX && !tasks.isEmpty(); rounds++) {
            runTasks();
        }
    }

    /** Gives a task to the loop's thread. May be called from any thread. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Runs a task again and again, from the loop's timer. Before {@link #run} or on the loop's thread. */
    public void every(Duration period, Runnable task) {
        schedule(new Deadline() {
            @Override
            void passed() {
                tasks.add(task);                        // where a task that fails is told of
                schedule(this, period);
            }
        }, period);
    }

    /** Takes nothing new, lets the responses in flight finish, then ends. May be called from any thread. */
    public void stop() {
        execute(this::beginToStop);
    }

    private void beginToStop() {
        if (stopping) {
            return;
        }
        stopping = true;
        attachments().forEach(Selectable::stop);
        schedule(new Deadline() {
            @Override
            void passed() {
                closeAll();
            }
        }, settings.stopGrace());
    }

    private void closeAll() {
        attachments().forEach(Selectable::close);
    }

    /** What is attached to the keys now, in a list that does not change while it is gone through. */
    private List<Selectable> attachments() {
        return selector.keys().stream().map(key -> (Selectable) key.attachment()).toList();
    }

    /**
     * Closes the selector; to be called when {@link #run} has returned, or instead of it.
     *
     * @throws IOException where the system says no
     */
    public void close() throws IOException {
        if (selector.isOpen()) {
            closeAll();
            selector.close();
        }
    }

    // What listeners and connections use.

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    boolean hasRoom() {
        return connections < settings.connectionsMax();
    }

    void connectionOpened() {
        connections++;
    }

    void connectionClosed() {
        connections--;
        if (!stopping && connections == settings.connectionsMax() - 1) {
            listeners.forEach(Listener::resume);
        }
    }

    Deadlines deadlines() {
        return deadlines;
    }

    long nowNanos() {
        return nowNanos;
    }

    @Override
    public LoopSettings settings() {
        return settings;
    }

    @Override
    public Pool<Codec> codecs() {
        return codecs;
    }

    @Override
    public RequestTargets targets() {
        return targets;
    }

    @Override
    public Pool<ByteBuffer> buffers() {
        return buffers;
    }

    @Override
    public Instant now() {
        if (!timeIsKnown) {
            timeIsKnown = true;
            long millis = settings.wallClock().millis();
            if (millis != nowMillis) {                  // turns are shorter than that; instants are made for none but this
                nowMillis = millis;
                now = Instant.ofEpochMilli(millis);
            }
        }
        return now;
    }

    /** Encoded anew once a second. */
    @Override
    public String date() {
        if (now().getEpochSecond() != dateSecond) {
            dateSecond = now().getEpochSecond();
            date = HttpDate.format(now());
        }
        return date;
    }

    @Override
    public void schedule(Deadline deadline, Duration delay) {
        deadlines.set(deadline, nowNanos + delay.toNanos());
    }

    @Override
    public void cancel(Deadline deadline) {
        deadlines.clear(deadline);
    }

    @Override
    public void whenReadable(Pipe.SourceChannel pipe, Runnable task) {
        PipeWatch.set(this, pipe, selector, task);
    }

    @Override
    public boolean isLoopThread() {
        return Thread.currentThread() == thread;
    }

    @Override
    public boolean isStopping() {
        return stopping;
    }
}
