package hostling.server;

import hostling.http.RequestTargetCache;
import hostling.http.Site;
import hostling.server.TimerWheel.Deadline;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A whole server without its sockets: connections whose bytes come and go through a {@link Transport}, timers, tasks, and
 * what connections share. It does nothing by itself. Whoever drives it calls, on one thread and again and again,
 *
 * <pre>
 *   startTurn()      it is now; what follows is one turn
 *   ready(…)         of each connection whose transport can be read or written
 *   endTurn()        deadlines that have passed, tasks, connections that asked for a turn, logs
 *   sleepMillis()    how long nothing need be done, unless a transport gets ready
 * </pre>
 *
 * <p>The event loop does that with sockets, a test or a simulator with arrays and a clock of its own. Every method is for
 * that thread, but for {@link #execute} and {@link #stop}, which any thread may call. No method waits.
 */
public final class HttpEngine implements Executor {
    /** Large enough for a usual page with its head, or for a pipeline of small ones, which then goes out in one write. */
    static final int BUFFER_BYTES = 64 * 1024;
    /** How many idle codecs are kept for the next request. */
    private static final int POOL_MAX = 256;
    /** How many clients are answered with 503 at the same time because there is no room for them. */
    private static final int REFUSED_MAX = 256;
    /** How long to be silent between two lines about clients that are turned away. */
    private static final long REFUSALS_TOLD_NANOS = 1_000_000_000;
    /** A turn that takes longer than this is worth a line in the log, for those who look for what slows the server. */
    private static final long LONG_TURN_NANOS = 10_000_000;
    /** How often tasks may give tasks to an engine that has ended. */
    private static final int LAST_ROUNDS_MAX = 10_000;
    /** How long to sleep at most while a log is full. */
    private static final long LOG_RETRY_MILLIS = 50;

    /** Is told what the one who drives the engine can't see. */
    public interface Listener {
        /** Another thread has added a task: {@link #endTurn} is to be called soon. Called by that thread. */
        void taskAdded();

        /** There is room for connections again. */
        void roomAdded();
    }

    private final Listener listener;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    // One connection has its turn at a time, so one buffer of each kind is enough: they are made here, and never again.
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer content = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Supplier<ByteBuffer> outputs = output::clear;
    private final RequestTargetCache targets = new RequestTargetCache();
    private final TurnClock clock;
    private final TimerWheel timers;
    private final TurnQueue turns;
    private final OpenConnections connections = new OpenConnections();
    private final MemoryBudget memory;
    /** Other threads compare themselves with it. */
    private volatile Thread thread = Thread.currentThread();
    private ServerSettings settings;
    private Pool<Codec> codecs;
    private boolean logsAreWritten = true;
    private boolean stopping;
    private int refusals;
    private long refusalsToldNanos;
    private long longestTurnNanos;

    /** An engine for the calling thread, until another one calls {@link #takeOver}. */
    public HttpEngine(ServerSettings settings, Listener listener) {
        this.settings = settings.guarded();
        this.listener = listener;
        this.clock = new TurnClock(settings.nanoTime(), settings.wallClock());
        this.timers = new TimerWheel(clock.nanos(), e -> failed("what a deadline was for failed", e));
        this.turns = new TurnQueue(clock);
        this.memory = new MemoryBudget(settings.memoryBytesMax());
        this.codecs = Codec.pool(POOL_MAX, this, settings.limits());
    }

    /** From now on it belongs to the calling thread. */
    public void takeOver() {
        thread = Thread.currentThread();
    }

    /** Goes on with other settings. Requests that are being read are read by the limits that they began with. */
    public void configure(ServerSettings other) {
        if (!other.limits().equals(settings.limits())) {
            codecs = Codec.pool(POOL_MAX, this, other.limits());
        }
        memory.resize(other.memoryBytesMax());
        settings = other.guarded();
        listener.roomAdded();
    }

    // Turns.

    /** Looks at the clock, and clears the interrupt flag: with the flag set no selector sleeps and no file is read. */
    public void startTurn() {
        if (Thread.interrupted()) {
            settings.errorLog().warning("the loop's thread was interrupted; to end it, call stop()");
        }
        clock.startTurn();
    }

    /** Does all there is to do besides what came from outside. */
    public void endTurn() {
        timers.turnTo(clock.nanos());
        runTasks();
        turns.run();
        resumeForMemory();
        connections.endTurn();
        logsAreWritten = writeLogs();
        measureTurn();
    }

    /** Whether there is more to do at once. */
    public boolean hasWork() {
        return !turns.isEmpty() || !tasks.isEmpty();
    }

    /** For how long there is nothing to do, in milliseconds from 1 on; 0 if only something from outside can change that. */
    public long sleepMillis() {
        return logsAreWritten ? timers.sleepMillis() : LOG_RETRY_MILLIS;
    }

    /** As many tasks as there are now: what they add themselves comes in the next turn. */
    private void runTasks() {
        for (int left = tasks.size(); left > 0; left--) {
            run(tasks.poll());
        }
    }

    /** Runs a task of somebody else's, and tells of its fault; whether there was none. */
    public boolean run(Runnable task) {
        try {
            ForeignCode.run(task);
            return true;
        } catch (Fault e) {
            failed("a task failed", e.getCause());
            return false;
        }
    }

    private void resumeForMemory() {
        for (ConnectionDriver next = memory.nextToGoOn(); next != null; next = memory.nextToGoOn()) {
            next.goOn();
        }
    }

    private boolean writeLogs() {
        return settings.accessLog().endOfTurn() & settings.errorLog().endOfTurn();
    }

    private void measureTurn() {
        long nanos = clock.nanosNow() - clock.nanos();
        if (nanos > LONG_TURN_NANOS) {
            settings.errorLog().debug("a turn took " + nanos / 1_000_000 + " ms");
        }
        longestTurnNanos = Math.max(longestTurnNanos, nanos);
    }

    /**
     * How long the longest turn took since this was asked the last time, from its start on, in nanoseconds: as long as
     * that, every client waited.
     */
    public long takeLongestTurnNanos() {
        long longest = longestTurnNanos;
        longestTurnNanos = 0;
        return longest;
    }

    // Tasks and timers.

    /** Takes a task for the engine's thread. May be called from any thread. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (!isLoopThread()) {
            listener.taskAdded();
        }
    }

    /** Runs a task once, after a while. */
    public void after(Duration delay, Runnable task) {
        schedule(new Deadline() {
            @Override
            void passed() {
                tasks.add(task);                        // where a task that fails is told of
            }
        }, delay);
    }

    /** Runs a task again and again. */
    public void every(Duration period, Runnable task) {
        schedule(new Deadline() {
            @Override
            void passed() {
                tasks.add(task);
                schedule(this, period);
            }
        }, period);
    }

    /** How many deadlines are set. */
    public int deadlineCount() {
        return timers.count();
    }

    void schedule(Deadline deadline, Duration delay) {
        timers.set(deadline, clock.nanos() + delay.toNanos());
    }

    void scheduleAt(Deadline deadline, long atNanos) {
        timers.set(deadline, atNanos);
    }

    void cancel(Deadline deadline) {
        timers.clear(deadline);
    }

    // Connections.

    /**
     * Begins to serve a client. If there is no room for it, the connection that has been idle for the longest makes room;
     * if none is idle, the client is answered with 503, whatever it asks for.
     *
     * @param site what is served, asked once a request
     * @return the connection, which waits for its first byte
     */
    public ConnectionDriver connect(Transport transport, Peer peer, Supplier<Site> site) {
        boolean room = connections.count() < settings.connectionsMax() || connections.evictIdle();
        ConnectionDriver connection = new ConnectionDriver(this, site, peer, transport);
        connections.add(connection);
        if (!room) {
            connection.refuse("as many clients are connected as this server takes at once");
        }
        return connection;
    }

    /** Whether more may be connected. Some more than there is room for may, to be told that there is none. */
    public boolean mayConnect() {
        return connections.count() < connectionsLimit();
    }

    private int connectionsLimit() {
        return settings.connectionsMax() + REFUSED_MAX;
    }

    /** Closes the connection that has been idle for the longest; whether there was one. */
    public boolean evictIdle() {
        return connections.evictIdle();
    }

    void closed(ConnectionDriver connection) {
        connections.remove(connection);
        if (!stopping && connections.count() == connectionsLimit() - 1) {
            listener.roomAdded();
        }
    }

    /** How many connections are open. */
    public int connectionCount() {
        return connections.count();
    }

    TurnQueue turns() {
        return turns;
    }

    /** Tells of a client that is turned away for want of memory or room; of a crowd of them, once a second. */
    void refused(String client, String why) {
        refusals++;
        if (refusals == 1 || clock.nanos() - refusalsToldNanos > REFUSALS_TOLD_NANOS) {
            settings.errorLog().warning(refusals + (refusals == 1 ? " client was" : " clients were")
                    + " turned away with 503 since this was said last; " + client + " because " + why);
            refusalsToldNanos = clock.nanos();
            refusals = 1;
        }
    }

    // The end.

    /** Ends connections as soon as nothing is in flight on them, and all of them after the grace of the settings. */
    public void stop() {
        if (stopping) {
            return;
        }
        stopping = true;
        connections.copy().forEach(ConnectionDriver::stop);
        if (connections.count() > 0) {
            settings.errorLog().info("stopping: up to " + settings.stopGrace().toMillis()
                    + " ms for connections to end: " + connections.activities());
        }
        schedule(new Deadline() {
            @Override
            void passed() {
                settings.errorLog().warning("the time to stop is over; connections are cut: " + connections.activities());
                closeAll();
            }
        }, settings.stopGrace());
    }

    /** Whether {@link #stop} was called. */
    public boolean isStopping() {
        return stopping;
    }

    /** Whether it was told to stop, and has. */
    public boolean hasStopped() {
        return stopping && connections.count() == 0;
    }

    /** Closes all connections, whatever is in flight. */
    public void closeAll() {
        for (ConnectionDriver each : connections.copy()) {
            try {
                each.close();
            } catch (Throwable e) {
                failed("what was open could not be closed", e);
            }
        }
    }

    /** Brings to its end what was begun, such as the end of a script's processes, and writes the logs. */
    public void finish() {
        for (int rounds = 0; rounds < LAST_ROUNDS_MAX && !tasks.isEmpty(); rounds++) {
            runTasks();
        }
        writeLogs();
    }

    /** Tells of a fault. There may be no memory to do so: then nobody hears of it, and the engine goes on. */
    public void failed(String what, Throwable cause) {
        settings.errorLog().error(what, cause);
    }

    // What connections share.

    /** What it goes by, with logs that never throw. */
    public ServerSettings settings() {
        return settings;
    }

    Pool<Codec> codecs() {
        return codecs;
    }

    /** The targets that were asked for before. */
    RequestTargetCache targets() {
        return targets;
    }

    /** A buffer to read into, cleared. It is everybody's: nothing stays in it beyond a connection's turn. */
    ByteBuffer input() {
        return input.clear();
    }

    /** Lends a buffer for what goes out in this turn, cleared. It is everybody's as well. */
    Supplier<ByteBuffer> outputs() {
        return outputs;
    }

    /** A buffer for what a source gives in one call, cleared. It is everybody's as well. */
    ByteBuffer content() {
        return content.clear();
    }

    /** The memory that all connections hold together from one turn to the next. */
    MemoryBudget memory() {
        return memory;
    }

    /** How much memory all connections hold for requests and responses that are not done, in bytes. */
    public long heldBytes() {
        return memory.usedBytes();
    }

    /** The time at the start of this turn. */
    Instant now() {
        return clock.now();
    }

    /** The same as the value of a Date field. */
    String date() {
        return clock.date();
    }

    /** Nanoseconds of a clock that only goes forward, at the start of this turn. */
    public long nanoTime() {
        return clock.nanos();
    }

    /** The same at this moment. */
    long nanoTimeNow() {
        return clock.nanosNow();
    }

    boolean isLoopThread() {
        return Thread.currentThread() == thread;
    }
}
