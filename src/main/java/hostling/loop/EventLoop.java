package hostling.loop;

import hostling.http.HttpDate;
import hostling.http.RequestTargets;
import hostling.http.Site;
import hostling.loop.Deadlines.Deadline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    static final int BUFFER_BYTES = 64 * 1024;
    /** How many idle codecs are kept for the next request. */
    private static final int POOL_MAX = 256;
    /** How many clients are answered with 503 at the same time because there is no room for them. */
    private static final int REFUSED_MAX = 256;
    /**
     * How long connections that were cut short are dealt with in one turn: a client that has just come waits no longer than
     * that, however many others have work for the loop.
     */
    private static final long SHARE_NANOS = 4_000_000;
    /** How long to be silent between two lines about clients that are turned away. */
    private static final long REFUSALS_TOLD_NANOS = 1_000_000_000;
    /** How many turns in a row may fail. What fails so often does not go away by trying again. */
    private static final int FAILED_TURNS_MAX = 1_000;
    /** A turn that takes longer than this is worth a line in the log, for those who look for what slows the server. */
    private static final long LONG_TURN_NANOS = 10_000_000;
    /** How often tasks may give tasks to a loop that has ended. */
    private static final int LAST_ROUNDS_MAX = 10_000;
    /** How long to sleep at most while a log is full. */
    private static final long LOG_RETRY_MILLIS = 50;

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Listener> listeners = new ArrayList<>();
    // One connection has its turn at a time, so one buffer of each kind is enough: they are made here, and never again.
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer content = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Supplier<ByteBuffer> outputs = this::output;
    private final RequestTargets targets = new RequestTargets();
    private final Deadlines deadlines;
    /** Connections that have asked for a turn. */
    private final Deque<Connection> woken = new ArrayDeque<>();
    /** Connections that have had their share of a turn and have more to do: they come after all others. */
    private final Deque<Connection> cutShort = new ArrayDeque<>();
    /** Idle connections, that of the longest silence first, as they were found in this turn; null before somebody looks. */
    private Deque<Connection> idle;
    private final MemoryBudget memory;
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
    private int failedTurns;
    private int refusals;
    private long refusalsToldNanos;
    private long longestTurnNanos;
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
        this.settings = settings.guarded();
        this.memory = new MemoryBudget(settings.memoryBytesMax());
        this.selector = Selector.open();
        this.codecs = Codec.pool(POOL_MAX, this, settings.limits());
        this.nowNanos = settings.nanoTime().getAsLong();
        this.deadlines = new Deadlines(nowNanos, e -> failed("what a deadline was for failed", e));
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
        memory.resize(other.memoryBytesMax());
        settings = other.guarded();
        listeners.forEach(Listener::resume);
    }

    // region: run
    /**
     * Serves until {@link #stop} is called and what was in flight is done. Nothing that handlers, logs and tasks throw
     * ends it, and neither does an interrupt of its thread, which is told of in the log and forgotten.
     *
     * @throws IOException if the selector itself fails
     */
    public void run() throws IOException {
        thread = Thread.currentThread();
        Consumer<SelectionKey> dispatch = this::dispatch;
        try {
            while (!ended) {
                try {
                    turn(dispatch);
                    failedTurns = 0;
                } catch (Throwable e) {
                    turnFailed(e);
                }
            }
        } finally {
            closeAll();
            runLastTasks();
            writeLogs();
        }
    }

    private void turn(Consumer<SelectionKey> dispatch) throws IOException {
        asleep = true;
        if (woken.isEmpty() && cutShort.isEmpty()) {
            selector.select(dispatch, logsAreWritten ? deadlines.sleepMillis() : LOG_RETRY_MILLIS);
        } else {
            selector.selectNow(dispatch);
        }
        wakeUp();
        deadlines.turnTo(nowNanos);
        runTasks();
        resumeLeftOver();
        logsAreWritten = writeLogs();
        ended = stopping && connections == 0;
        measureTurn();
    }

    /** Called by the selector for each channel that is ready. */
    private void dispatch(SelectionKey key) {
        wakeUp();
        if (key.isValid()) {
            ((Selectable) key.attachment()).selected();
        }
    }
    // endregion

    private boolean isLate(long sinceNanos) {
        return nanoTimeNow() - sinceNanos > SHARE_NANOS;
    }

    private void turnFailed(Throwable cause) throws IOException {
        failedTurns++;
        if (cause instanceof IOException e) {
            throw e;
        }
        if (cause instanceof ClosedSelectorException || failedTurns > FAILED_TURNS_MAX) {
            throw new IOException("the selector does not work any more", cause);
        }
        failed("a turn of the loop failed", cause);
    }

    /** Tells of a fault. There may be no memory to do so: then nobody hears of it, and the loop goes on. */
    void failed(String what, Throwable cause) {
        settings.errorLog().error(what, cause);
    }

    /** As many as there are now, and as there is time for: the others have their turn in the next one. */
    private void resumeLeftOver() {
        if (!woken.isEmpty() || !cutShort.isEmpty()) {
            long began = nanoTimeNow();
            int wokenNow = woken.size();
            int cutShortNow = cutShort.size();
            while (wokenNow-- > 0) {
                woken.poll().resume();
                if (isLate(began)) {
                    break;
                }
            }
            while (cutShortNow-- > 0) {                 // one at least: they are to get on, too
                cutShort.poll().resume();
                if (isLate(began)) {
                    break;
                }
            }
        }
        for (Connection next = memory.nextToGoOn(); next != null; next = memory.nextToGoOn()) {
            next.goOn();
        }
        idle = null;
    }

    /** Tells of a client that is turned away for want of memory or room; of a crowd of them, once a second. */
    void refused(String client, String why) {
        refusals++;
        if (refusals == 1 || nowNanos - refusalsToldNanos > REFUSALS_TOLD_NANOS) {
            settings.errorLog().warning(refusals + (refusals == 1 ? " client was" : " clients were")
                    + " turned away with 503 since this was said last; " + client + " because " + why);
            refusalsToldNanos = nowNanos;
            refusals = 1;
        }
    }

    private void measureTurn() {
        long nanos = nanoTimeNow() - nowNanos;
        if (nanos > LONG_TURN_NANOS) {
            settings.errorLog().debug("a turn took " + nanos / 1_000_000 + " ms");
        }
        longestTurnNanos = Math.max(longestTurnNanos, nanos);
    }

    /**
     * How long the longest turn took since this was asked the last time, from the end of its sleep on, in nanoseconds: as
     * long as that, every client waited. For the loop's thread.
     */
    public long takeLongestTurnNanos() {
        long longest = longestTurnNanos;
        longestTurnNanos = 0;
        return longest;
    }

    /** How much memory all connections hold for requests and responses that are not done. For the loop's thread. */
    public long heldBytes() {
        return memory.usedBytes();
    }

    private boolean writeLogs() {
        return settings.accessLog().endOfTurn() & settings.errorLog().endOfTurn();
    }

    /** Looks at the clock once a turn, and clears the interrupt flag, with which no selector sleeps and no file is read. */
    private void wakeUp() {
        if (asleep) {
            asleep = false;
            if (Thread.interrupted()) {
                settings.errorLog().warning("the loop's thread was interrupted; to end it, call stop()");
            }
            nowNanos = settings.nanoTime().getAsLong();
            timeIsKnown = false;
        }
    }

    /** As many tasks as there are now: what they add themselves comes in the next turn. */
    private void runTasks() {
        for (int left = tasks.size(); left > 0; left--) {
            try {
                ForeignCode.run(tasks.poll());
            } catch (Fault e) {
                failed("a task failed", e.getCause());
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
        if (connections > 0) {
            settings.errorLog().info("stopping: up to " + settings.stopGrace().toMillis()
                    + " ms for connections to end: " + whatTheyDo());
        }
        schedule(new Deadline() {
            @Override
            void passed() {
                settings.errorLog().warning("the time to stop is over; connections are cut: " + whatTheyDo());
                closeAll();
            }
        }, settings.stopGrace());
    }

    private String whatTheyDo() {
        Map<String, Integer> counts = new TreeMap<>();
        connections().forEach(connection -> counts.merge(connection.doing(), 1, Integer::sum));
        return counts.entrySet().stream().map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }

    private Stream<Connection> connections() {
        return attachments().stream().filter(Connection.class::isInstance).map(Connection.class::cast)
                .filter(Connection::isOpen);
    }

    private void closeAll() {
        for (Selectable each : attachments()) {
            try {
                each.close();
            } catch (Throwable e) {
                failed("what was open could not be closed", e);
            }
        }
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

    /** How many connections are open. */
    int connectionCount() {
        return connections;
    }

    boolean hasRoom() {
        return connections < settings.connectionsMax();
    }

    /** Some more than there is room for are taken, to be told that there is none. */
    boolean mayAccept() {
        return connections < settings.connectionsMax() + REFUSED_MAX;
    }

    /** Closes the connection that has been idle for the longest; whether there was one. */
    boolean makeRoom() {
        if (idle == null) {
            idle = connections().filter(each -> each.idleSinceNanos() != Long.MAX_VALUE)
                    .sorted(Comparator.comparingLong(Connection::idleSinceNanos)).limit(REFUSED_MAX)
                    .collect(Collectors.toCollection(ArrayDeque::new));
        }
        for (Connection next = idle.poll(); next != null; next = idle.poll()) {
            if (next.idleSinceNanos() != Long.MAX_VALUE) {
                next.close();
                return true;
            }
        }
        return false;
    }

    void connectionOpened() {
        connections++;
    }

    void connectionClosed() {
        connections--;
        if (!stopping && connections == settings.connectionsMax() + REFUSED_MAX - 1) {
            listeners.forEach(Listener::resume);
        }
    }

    /** Gives a connection a turn in this turn of the loop. */
    void wake(Connection connection) {
        woken.add(connection);
    }

    /** Gives a connection a turn in one of the next turns of the loop, after those that have had none. */
    void cutShort(Connection connection) {
        cutShort.add(connection);
    }

    /** A buffer to read into, cleared. It is everybody's: nothing stays in it beyond a connection's turn. */
    ByteBuffer input() {
        return input.clear();
    }

    Supplier<ByteBuffer> outputs() {
        return outputs;
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
    public ByteBuffer output() {
        return output.clear();
    }

    @Override
    public ByteBuffer content() {
        return content.clear();
    }

    @Override
    public MemoryBudget memory() {
        return memory;
    }

    @Override
    public long nanoTimeNow() {
        return settings.nanoTime().getAsLong();
    }

    @Override
    public long nanoTime() {
        return nowNanos;
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
