package hostling.app;

import hostling.cgi.PipeWatcher;
import hostling.handler.NegotiatedErrorPages;
import hostling.http.ErrorPages;
import hostling.http.Handler;
import hostling.http.Site;
import hostling.log.AccessLog;
import hostling.log.ErrorLog;
import hostling.log.LineErrorLog;
import hostling.loop.EventLoop;
import hostling.server.ServerSettings;
import hostling.server.Timeouts;
import hostling.server.TrustedProxies;
import hostling.wire.Limits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A server: a handler, an address and an event loop.
 *
 * <pre>{@code
 * Router router = new Router().get("/hello", request -> Response.text("Hello!\n"));
 * Server.of(router).open("127.0.0.1", 8080).run();
 * }</pre>
 *
 * <p>{@link #run} serves on the calling thread, {@link #start} on a thread of its own. Any thread may stop and close a
 * server; so in a test, with the port that the system has chosen:
 *
 * <pre>{@code
 * try (Server server = Server.of(router).open("127.0.0.1", 0).start()) {
 *     client.get(server.address() …
 * }
 * }</pre>
 */
public final class Server implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 10_000;
    private static final Duration STOP_GRACE = Duration.ofSeconds(10);

    private final EventLoop loop;
    private final InetSocketAddress address;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final CountDownLatch ended = new CountDownLatch(1);
    /** Why the loop has ended by itself; null if it has not. */
    private volatile IOException failure;
    private volatile Thread thread;

    private enum State { OPEN, RUNNING, CLOSED }

    private Server(EventLoop loop, InetSocketAddress address) {
        this.loop = loop;
        this.address = address;
    }

    /** Begins to build a server with this handler; every other setting has a default. */
    public static Builder of(Handler handler) {
        return new Builder(handler);
    }

    /** The address that it listens at; if port 0 was asked for, with the port that the system chose. */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Serves on the calling thread until {@link #stop} or {@link #close} is called and the responses in flight are sent;
     * then the address is free.
     *
     * @throws IOException           if the selector fails
     * @throws IllegalStateException if the server runs already, or has run
     */
    public void run() throws IOException {
        claim();
        serve();
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Serves on a thread of its own, and returns at once.
     *
     * @return this server
     * @throws IllegalStateException if the server runs already, or has run
     */
    public Server start() {
        claim();
        new Thread(this::serve, "hostling").start();
        return this;
    }

    private void claim() {
        if (!state.compareAndSet(State.OPEN, State.RUNNING)) {
            String now = ended.getCount() > 0 ? "is running" : "has ended";
            throw new IllegalStateException("a server runs once, and this one " + now);
        }
    }

    private void serve() {
        thread = Thread.currentThread();
        try {
            loop.run();
        } catch (IOException e) {
            failure = e;
        } finally {
            closeLoop();
            ended.countDown();
        }
    }

    private void closeLoop() {
        try {
            loop.close();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
    }

    /**
     * Waits until the server has ended.
     *
     * @throws IOException if it has ended because its selector failed
     */
    public void await() throws IOException, InterruptedException {
        ended.await();
        if (failure != null) {
            throw failure;
        }
    }

    /** Begins to stop. May be called from any thread, and more than once. */
    public void stop() {
        loop.stop();
    }

    /** Lets CGI scripts register their output pipes with this server's loop. */
    public PipeWatcher pipeWatcher() {
        return loop::whenReadable;
    }

    /**
     * Stops the server, waits until it has ended, and releases its address: at once, if no response is in flight, and after
     * the time of {@link Builder#stopGrace} at the latest. On the server's own thread, in a handler, it only begins to stop.
     * It may be called again.
     *
     * @throws IOException if the selector fails
     */
    @Override
    public void close() throws IOException {
        if (state.compareAndSet(State.OPEN, State.CLOSED)) {
            closeLoop();
            ended.countDown();
        } else {
            stop();
            awaitEnd();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** An interrupt does not end the waiting, since the address would still be taken; it is passed on afterwards. */
    private void awaitEnd() {
        boolean interrupted = false;
        while (ended.getCount() > 0 && Thread.currentThread() != thread) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Collects the settings of a server. */
    public static final class Builder {
        private final Handler handler;
        private ErrorPages errorPages = new NegotiatedErrorPages();
        private Limits limits = Limits.DEFAULT;
        private Timeouts timeouts = Timeouts.DEFAULT;
        private int connectionsMax = CONNECTIONS_MAX;
        private long memoryBytesMax = ServerSettings.defaultMemoryBytes();
        private Duration stopGrace = STOP_GRACE;
        private TrustedProxies proxies = TrustedProxies.NONE;
        private AccessLog accessLog = AccessLog.NONE;
        private ErrorLog errorLog;
        private LongSupplier nanoTime;
        private InstantSource wallClock;

        private Builder(Handler handler) {
            SystemTime time = new SystemTime();
            this.handler = handler;
            this.nanoTime = time;
            this.wallClock = time;
            this.errorLog = new LineErrorLog(ErrorLog.Level.WARNING, time, ZoneId.systemDefault(), StandardStream.error());
        }

        /** Makes the content of error responses. By default HTML, JSON or plain text, as the client accepts. */
        public Builder errorPages(ErrorPages value) {
            errorPages = value;
            return this;
        }

        /** The size limits of requests. */
        public Builder limits(Limits value) {
            limits = value;
            return this;
        }

        /** The time limits of connections. */
        public Builder timeouts(Timeouts value) {
            timeouts = value;
            return this;
        }

        /** The maximum number of open connections; 10,000 by default. */
        public Builder connectionsMax(int value) {
            connectionsMax = value;
            return this;
        }

        /** The memory that all connections together may hold, in bytes; a quarter of the heap by default. */
        public Builder memoryBytesMax(long value) {
            memoryBytesMax = value;
            return this;
        }

        /** The time limit for responses in flight, counted from {@link Server#stop}; 10 s by default. */
        public Builder stopGrace(Duration value) {
            stopGrace = value;
            return this;
        }

        /** The proxies in front, whose word about their clients counts; none by default. */
        public Builder proxies(TrustedProxies value) {
            proxies = value;
            return this;
        }

        /** Logs each request; none by default. */
        public Builder accessLog(AccessLog value) {
            accessLog = value;
            return this;
        }

        /** Logs errors and warnings; by default to standard error. */
        public Builder errorLog(ErrorLog value) {
            errorLog = value;
            return this;
        }

        /** The clocks: nanoseconds for deadlines, instants for dates. */
        public Builder clocks(LongSupplier nanos, InstantSource instants) {
            nanoTime = nanos;
            wallClock = instants;
            return this;
        }

        /**
         * Starts to listen; clients wait in the backlog until {@link Server#run} or {@link Server#start}.
         *
         * @param host an IP address of this machine, or a name that resolves to one
         * @param port 0 lets the system choose
         * @throws IOException if the address is not available; the message names it
         */
        public Server open(String host, int port) throws IOException {
            InetSocketAddress asked = new InetSocketAddress(host, port);
            if (asked.isUnresolved()) {
                throw new IOException("can't listen on port " + port + " of " + host + ": there is no host of that name");
            }
            EventLoop loop = new EventLoop(new ServerSettings(limits, timeouts, connectionsMax, memoryBytesMax,
                    stopGrace, proxies, false, accessLog, errorLog, nanoTime, wallClock));
            try {
                return new Server(loop, loop.listen(asked, new Site(handler, errorPages)).address());
            } catch (IOException e) {
                loop.close();
                throw new IOException("can't listen on port " + port + " of " + host + ": " + e.getMessage(), e);
            } catch (RuntimeException e) {
                loop.close();
                throw e;
            }
        }
    }
}
