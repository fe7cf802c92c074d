package hostling.server;

import hostling.http.RequestTargetCache;
import hostling.server.Counters.Count;
import hostling.server.Counters.Times;
import hostling.server.TimerWheel.Deadline;
import hostling.server.TurnRecorder.Kind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A complete server without sockets: connections whose bytes pass through a {@link Transport}, timers, tasks, and the
 * resources that connections share. It has no thread. Its driver calls, on one thread, in a loop:
 *
 * <pre>
 *   startTurn()      reads the clock; a turn begins
 *   ready(…)         for each connection whose transport can be read or written
 *   endTurn()        expired deadlines, tasks, connections that asked for a turn, logs
 *   sleepMillis()    how long there is nothing to do, unless a transport becomes ready
 * </pre>
 *
 * <p>The event loop drives it with sockets; a test or a simulator drives it with arrays and its own clock. Only the driver's
 * thread may call its methods, except {@link #execute}, which any thread may call. No method blocks.
 */
public final class HttpEngine implements Executor {
    /** Large enough to send a typical page with its head, or a pipeline of small ones, in one write. */
    static final int BUFFER_BYTES = 64 * 1024;
    /** How many idle codecs are kept for the next request. */
    private static final int POOL_MAX = 256;
    /** How many connections beyond the limit may be open at once, to be answered with 503. */
    private static final int REFUSED_MAX = 256;
    /** Least time between two log lines about clients that were refused. */
    private static final long REFUSALS_LOG_INTERVAL_NANOS = 1_000_000_000;
    /** A turn that takes longer than this is logged, to help find what slows the server. */
    private static final long LONG_TURN_NANOS = 10_000_000;
    /** Rounds of tasks that add further tasks, once the engine has ended. */
    private static final int FINAL_ROUNDS_MAX = 10_000;
    /** How long after {@link #stop} a client may begin its first request. */
    private static final Duration FIRST_REQUEST_TIME = Duration.ofSeconds(1);
    /** Longest sleep while a log is full. */
    private static final long LOG_RETRY_MILLIS = 50;

    /** Tells the driver what it can't see from outside. */
    public interface Listener {
        /** Another thread, which calls this, has added a task: call {@link #endTurn} soon. */
        void taskAdded();

        /** There is room for connections again. Called on the engine's thread. */
        void roomAdded();
    }

    private final Listener listener;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    // Connections take their turns one at a time, so one direct buffer of each kind is enough for all of them.
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer content = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Supplier<ByteBuffer> outputs = output::clear;
    private final RequestTargetCache targets = new RequestTargetCache();
    private final TurnClock clock;
    private final TimerWheel timers;
    private final Counters counters;
    private final RecentRequests recent = new RecentRequests();
    private final TurnQueue turns;
    private final Probe probe;
    private final OpenConnections connections = new OpenConnections();
    private final MemoryBudget memory;
    /** Other threads compare themselves with it. */
    private volatile Thread thread = Thread.currentThread();
    private ServerSettings settings;
    private Pool<Codec> codecs;
    private boolean logsAreWritten = true;
    private boolean stopping;
    private boolean awaitsFirstRequests;
    private long connectionsSoFar;
    private int refusals;
    private long nextRefusalLogNanos;
    private long longestTurnNanos;

    /** An engine that belongs to the calling thread until another thread calls {@link #takeOver}. */
    public HttpEngine(ServerSettings settings, Listener listener) {
        this(settings, new Counters(ByteBuffer.allocate(Counters.BYTES)), listener);
    }

    /**
     * The same, with counters of the caller.
     *
     * @param counters counts what this engine does
     */
    public HttpEngine(ServerSettings settings, Counters counters, Listener listener) {
        this.counters = counters;
        this.settings = settings.guarded();
        this.listener = listener;
        this.clock = new TurnClock(settings.nanoTime(), settings.wallClock());
        this.nextRefusalLogNanos = clock.nanos();
        this.timers = new TimerWheel(clock.nanos(), e -> failed("the task of a deadline failed", e));
        this.turns = new TurnQueue(clock);
        this.probe = new Probe(clock);
        this.memory = new MemoryBudget(settings.memoryBytesMax());
        this.codecs = Codec.pool(POOL_MAX, this, settings.limits());
    }

    /** Hands the engine to the calling thread. */
    public void takeOver() {
        thread = Thread.currentThread();
    }

    /** Switches to other settings. A request that is being read keeps the limits that it began with. */
    public void configure(ServerSettings other) {
        if (!other.limits().equals(settings.limits())) {
            codecs = Codec.pool(POOL_MAX, this, other.limits());
        }
        memory.resize(other.memoryBytesMax());
        settings = other.guarded();
        listener.roomAdded();
    }

    // Turns.

    /** Reads the clock, and clears the interrupt flag: while the flag is set, no selector sleeps and no file can be read. */
    public void startTurn() {
        if (Thread.interrupted()) {
            settings.errorLog().warning("an interrupt of the loop's thread was ignored; to end the loop, call stop()");
        }
        clock.startTurn();
        probe.woke();
    }

    /** Handles everything except transports: deadlines, tasks, connections that asked for a turn, logs. */
    public void endTurn() {
        timers.advanceTo(clock.nanos());
        runTasks();
        turns.run();
        resumeWaiting();
        connections.endTurn();
        logsAreWritten = writeLogs();
        probe.worked(Kind.LOG);
        measureTurn();
    }

    /** Whether there is more to do without delay. */
    public boolean hasWork() {
        return !turns.isEmpty() || !tasks.isEmpty();
    }

    /** Milliseconds until there is something to do, at least 1; 0 if only a transport or a task can bring work. */
    public long sleepMillis() {
        return logsAreWritten ? timers.sleepMillis() : LOG_RETRY_MILLIS;
    }

    /** Runs the tasks that are queued now; tasks that these add run in the next turn. */
    private void runTasks() {
        for (int left = tasks.size(); left > 0; left--) {
            run(tasks.poll());
            probe.worked(Kind.TASK);
        }
    }

    /** Runs foreign code, and logs its fault; true if it threw nothing. */
    public boolean run(Runnable task) {
        try {
            ForeignCode.run(task);
            return true;
        } catch (ForeignCodeException e) {
            failed("a task failed", e.getCause());
            return false;
        }
    }

    private void resumeWaiting() {
        for (ConnectionDriver next = memory.nextToResume(); next != null; next = memory.nextToResume()) {
            next.resumeReading();
        }
    }

    private boolean writeLogs() {
        return settings.accessLog().flush() & settings.errorLog().flush();
    }

    private void measureTurn() {
        long nanos = clock.nanosNow() - clock.nanos();
        if (nanos > LONG_TURN_NANOS) {
            settings.errorLog().debug("a turn took " + nanos / 1_000_000 + " ms");
        }
        longestTurnNanos = Math.max(longestTurnNanos, nanos);
        counters.add(Count.TURNS, 1);
        counters.add(Count.BUSY_NANOS, nanos);
        counters.took(Times.TURN, nanos);
    }

    /**
     * The longest turn since the last call, in nanoseconds, without the time spent asleep. Every client had to wait that
     * long.
     */
    public long takeLongestTurnNanos() {
        long longest = longestTurnNanos;
        longestTurnNanos = 0;
        return longest;
    }

    /** What it has done. */
    public Counters counters() {
        return counters;
    }

    /** The requests that were answered last. */
    public RecentRequests recent() {
        return recent;
    }

    /** Where it can be watched. */
    public Probe probe() {
        return probe;
    }

    // Tasks and timers.

    /** Queues a task for the engine's thread. Any thread may call this. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (!isLoopThread()) {
            listener.taskAdded();
        }
    }

    /** Runs a task once, after a delay. */
    public void after(Duration delay, Runnable task) {
        schedule(new Deadline() {
            @Override
            void expired() {
                tasks.add(task);                        // runTasks logs a task that fails
            }
        }, delay);
    }

    /** Runs a task periodically, for the first time after one period. */
    public void every(Duration period, Runnable task) {
        if (period.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("a period must be 1 ms or longer, not " + period);
        }
        schedule(new Deadline() {
            @Override
            void expired() {
                tasks.add(task);
                schedule(this, period);
            }
        }, period);
    }

    /** How many deadlines are set. */
    public int deadlineCount() {
        return timers.count();
    }

    /** @param delay 0 to 366 days; anything else is a mistake, or could not be counted in nanoseconds */
    void schedule(Deadline deadline, Duration delay) {
        if (delay.isNegative() || delay.compareTo(Timeouts.DURATION_MAX) > 0) {
            throw new IllegalArgumentException("a delay must be from 0 to 366 days, not " + delay);
        }
        timers.set(deadline, clock.nanos() + delay.toNanos());
    }

    void scheduleAt(Deadline deadline, long atNanos) {
        timers.set(deadline, atNanos);
    }

    void cancel(Deadline deadline) {
        timers.cancel(deadline);
    }

    // Connections.

    /**
     * Starts to serve a client. If there is no room for it, the engine closes the connection that has been idle for the
     * longest time; if none is idle, it answers the client with 503, without reading its request.
     *
     * @param site the site to serve, asked once per request
     * @return the connection, which waits for its first byte
     */
    public ConnectionDriver connect(Transport transport, Peer peer, Endpoint endpoint) {
        boolean room = connections.count() < settings.connectionsMax() || connections.evictIdle();
        ConnectionDriver connection = new ConnectionDriver(this, endpoint, peer, transport);
        connections.add(connection);
        counters.add(Count.ACCEPTED, 1);
        probe.worked(Kind.ACCEPT, connection, 0);
        probe.changed(connection);
        if (!room) {
            connection.refuse("the server has reached its limit of connections");
        }
        return connection;
    }

    /** Whether more clients may be connected. Some beyond the limit may, to be told that there is no room. */
    public boolean mayConnect() {
        return connections.count() < connectionsLimit();
    }

    private int connectionsLimit() {
        return settings.connectionsMax() + REFUSED_MAX;
    }

    /** Closes the connection that has been idle for the longest time; false if none is idle. */
    public boolean evictIdle() {
        return connections.evictIdle();
    }

    void closed(ConnectionDriver connection) {
        connections.remove(connection);
        probe.closed(connection);
        if (!stopping && connections.count() == connectionsLimit() - 1) {
            listener.roomAdded();
        }
    }

    /** Visits each open connection, in no order. */
    public void forEachConnection(Consumer<ConnectionDriver> visitor) {
        connections.forEach(visitor);
    }

    /** The number of the next connection, from 1 on. */
    long nextConnectionNumber() {
        return ++connectionsSoFar;
    }

    /** How many connections are open. */
    public int connectionCount() {
        return connections.count();
    }

    TurnQueue turns() {
        return turns;
    }

    /** Logs that a client was refused for lack of memory or room; at most once a second if there are many. */
    void refused(String client, String why) {
        refusals++;
        counters.add(Count.OVERLOADED, 1);
        if (clock.nanos() - nextRefusalLogNanos >= 0) {
            settings.errorLog().warning(refusals + (refusals == 1 ? " client was" : " clients were")
                    + " refused with 503 since the last line about this; most recently " + client + ": " + why);
            nextRefusalLogNanos = clock.nanos() + REFUSALS_LOG_INTERVAL_NANOS;
            refusals = 0;
        }
    }

    // The end.

    /**
     * Closes each connection as soon as no request is in flight on it, and all of them once the grace period of the settings
     * has passed. Does nothing if it was called before.
     */
    public void stop() {
        if (stopping) {
            return;
        }
        stopping = true;
        awaitsFirstRequests = true;
        connections.copy().forEach(ConnectionDriver::stop);
        if (connections.count() > 0) {
            settings.errorLog().info("stopping: up to " + settings.stopGrace().toMillis()
                    + " ms for connections to end: " + connections.activities());
        }
        after(FIRST_REQUEST_TIME, () -> {
            awaitsFirstRequests = false;
            connections.copy().forEach(ConnectionDriver::stop);
        });
        schedule(new Deadline() {
            @Override
            void expired() {
                settings.errorLog().warning("the grace period is over; connections are cut: " + connections.activities());
                closeAll();
            }
        }, settings.stopGrace());
    }

    /** Whether a client that has connected may still send its first request: it had no chance to before {@link #stop}. */
    boolean awaitsFirstRequests() {
        return !stopping || awaitsFirstRequests;
    }

    /** Whether {@link #stop} was called. */
    public boolean isStopping() {
        return stopping;
    }

    /** Whether {@link #stop} was called and no connection is left. */
    public boolean hasStopped() {
        return stopping && connections.count() == 0;
    }

    /** Closes all connections, even those with a request in flight. */
    public void closeAll() {
        for (ConnectionDriver each : connections.copy()) {
            try {
                each.close();
            } catch (Throwable e) {
                failed("a connection could not be closed", e);
            }
        }
    }

    /** Runs the remaining tasks, such as those that kill a script's processes, and writes the logs. */
    public void finish() {
        for (int rounds = 0; rounds < FINAL_ROUNDS_MAX && !tasks.isEmpty(); rounds++) {
            runTasks();
        }
        writeLogs();
    }

    /** Logs a fault. If there is no memory even for that, the fault is lost and the engine goes on. */
    public void failed(String what, Throwable cause) {
        settings.errorLog().error(what, cause);
    }

    // What connections share.

    /** The current settings, with logs that never throw. */
    public ServerSettings settings() {
        return settings;
    }

    Pool<Codec> codecs() {
        return codecs;
    }

    /** Request targets that were parsed before. */
    RequestTargetCache targets() {
        return targets;
    }

    /** A buffer to read into, cleared. All connections share it: nothing stays in it beyond a connection's turn. */
    ByteBuffer input() {
        return input.clear();
    }

    /** Lends a buffer for the output of this turn, cleared. All connections share it. */
    Supplier<ByteBuffer> outputs() {
        return outputs;
    }

    /** A buffer for the bytes that a source supplies in one call, cleared. All connections share it. */
    ByteBuffer content() {
        return content.clear();
    }

    /** The budget for the memory that all connections together hold between turns. */
    MemoryBudget memory() {
        return memory;
    }

    /** The memory that all connections together hold for unfinished requests and responses, in bytes. */
    public long heldBytes() {
        return memory.usedBytes();
    }

    /** The time at the start of this turn. */
    Instant now() {
        return clock.now();
    }

    /** {@link #now} as the value of a Date field. */
    String date() {
        return clock.date();
    }

    /** The monotonic clock at the start of this turn, in nanoseconds. */
    public long nanoTime() {
        return clock.nanos();
    }

    /** The monotonic clock at this moment, in nanoseconds. */
    public long nanoTimeNow() {
        return clock.nanosNow();
    }

    boolean isLoopThread() {
        return Thread.currentThread() == thread;
    }
}
