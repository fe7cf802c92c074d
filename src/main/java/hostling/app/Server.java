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
 * A server: a handler, an address and an event loop.
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

    /** Begins to build a server with this handler; every other setting has a default. */
    public static Builder of(Handler handler) {
        return new Builder(handler);
    }

    /** The address that it listens at; if port 0 was asked for, with the port that the system chose. */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Serves on the calling thread until {@link #stop} is called and the responses in flight are sent.
     *
     * @throws IOException if the selector fails
     */
    public void run() throws IOException {
        loop.run();
    }

    /** Begins to stop. May be called from any thread, and more than once. */
    public void stop() {
        loop.stop();
    }

    /** Lets CGI scripts register their output pipes with this server's loop. */
    public PipeWatcher pipeWatcher() {
        return loop::whenReadable;
    }

    /** Releases the address; for a server that does not run. */
    @Override
    public void close() throws IOException {
        loop.close();
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
         * Starts to listen; clients wait in the backlog until {@link Server#run}.
         *
         * @param host an IP address of this machine, or a name that resolves to one
         * @param port 0 lets the system choose
         * @throws IOException if the address is not available
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
