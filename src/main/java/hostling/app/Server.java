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
import hostling.wire.Limits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * A server: a handler, an address, a loop.
 *
 * <pre>{@code
 * Router router = new Router().get("/hello", request -> Response.text("Hello!\n"));
 * Server.of(router).open("127.0.0.1", 8080).run();
 * }</pre>
 */
public final class Server implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 10_000;
    private static final Duration STOP_GRACE = Duration.ofSeconds(10);

    private final EventLoop loop;
    private final InetSocketAddress address;

    private Server(EventLoop loop, InetSocketAddress address) {
        this.loop = loop;
        this.address = address;
    }

    /** A server that answers with this handler; all else can be set, and has defaults. */
    public static Builder of(Handler handler) {
        return new Builder(handler);
    }

    /** Where it listens, with the port that the system chose where it was asked to. */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Serves on the calling thread until {@link #stop} is called and the responses in flight are sent.
     *
     * @throws IOException where the selector fails
     */
    public void run() throws IOException {
        loop.run();
    }

    /** Begins to stop. May be called from any thread, and more than once. */
    public void stop() {
        loop.stop();
    }

    /** What scripts need of this server's loop. */
    public PipeWatcher pipeWatcher() {
        return loop::whenReadable;
    }

    /** Lets go of the address; for a server that does not run. */
    @Override
    public void close() throws IOException {
        loop.close();
    }

    /** What a server is made of. */
    public static final class Builder {
        private final Handler handler;
        private ErrorPages errorPages = new NegotiatedErrorPages();
        private Limits limits = Limits.DEFAULT;
        private Timeouts timeouts = Timeouts.DEFAULT;
        private int connectionsMax = CONNECTIONS_MAX;
        private long memoryBytesMax = ServerSettings.memoryOfThisMachine();
        private Duration stopGrace = STOP_GRACE;
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

        /** What makes the content of errors. */
        public Builder errorPages(ErrorPages value) {
            errorPages = value;
            return this;
        }

        /** How much of a request is read. */
        public Builder limits(Limits value) {
            limits = value;
            return this;
        }

        /** How long a connection may keep the server waiting. */
        public Builder timeouts(Timeouts value) {
            timeouts = value;
            return this;
        }

        /** How many connections are open at once. */
        public Builder connectionsMax(int value) {
            connectionsMax = value;
            return this;
        }

        /** How much memory all connections may hold together, in bytes; a quarter of the heap by default. */
        public Builder memoryBytesMax(long value) {
            memoryBytesMax = value;
            return this;
        }

        /** How long responses in flight may take once the server is told to stop. */
        public Builder stopGrace(Duration value) {
            stopGrace = value;
            return this;
        }

        /** What takes note of requests; nothing does by default. */
        public Builder accessLog(AccessLog value) {
            accessLog = value;
            return this;
        }

        /** What takes faults; errors and warnings go to the standard error stream by default. */
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
         * Listens; clients wait in the backlog until {@link Server#run}.
         *
         * @param host an address of this machine or a name of one
         * @param port 0 lets the system choose
         * @throws IOException where the address can't be had
         */
        public Server open(String host, int port) throws IOException {
            EventLoop loop = new EventLoop(new ServerSettings(limits, timeouts, connectionsMax, memoryBytesMax,
                    stopGrace, accessLog, errorLog, nanoTime, wallClock));
            try {
                return new Server(loop, loop.listen(new InetSocketAddress(host, port),
                        new Site(handler, errorPages)).address());
            } catch (IOException | RuntimeException e) {
                loop.close();
                throw e;
            }
        }
    }
}
