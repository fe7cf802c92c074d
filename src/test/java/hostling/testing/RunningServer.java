package hostling.testing;

import hostling.http.ErrorPages;
import hostling.http.Handler;
import hostling.http.Site;
import hostling.log.AccessLog;
import hostling.log.AccessRecord;
import hostling.log.ErrorLog;
import hostling.loop.EventLoop;
import hostling.loop.Listener;
import hostling.server.ServerSettings;
import hostling.server.Timeouts;
import hostling.server.TrustedProxies;
import hostling.wire.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A loop on its own thread and port, for one test. It records what the loop logs. If that contains an error or warning
 * that the test does not expect, {@link #close} fails the test.
 */
public final class RunningServer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    /** Errors and warnings that the test has not taken yet. */
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<String> expectedFaults = new ArrayList<>();
    /** Log messages below the level of a warning. */
    public final List<String> told = new CopyOnWriteArrayList<>();
    public final List<AccessRecord> accesses = new CopyOnWriteArrayList<>();
    private final EventLoop loop;
    private final Site site;
    private final ServerSettings settings;
    private final Listener listener;
    private final Thread thread;

    private RunningServer(Options options) throws IOException {
        AccessLog accessLog = options.accessLog == null ? new KeepingLog() : options.accessLog;
        ErrorLog errorLog = options.errorLog == null ? this::log : options.errorLog;
        settings = new ServerSettings(options.limits, Timeouts.DEFAULT, options.connectionsMax,
                options.memoryBytesMax, Duration.ofSeconds(10), options.proxies, false, accessLog, errorLog, options.nanos, options.instants);
        loop = new EventLoop(settings);
        site = new Site(options.handler, options.errorPages);
        listener = loop.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), site);
        thread = new Thread(this::run, "test-loop");
        thread.start();
    }

    private final class KeepingLog implements AccessLog {
        @Override
        public void record(AccessRecord access) {
            accesses.add(access);
        }

        @Override
        public boolean flush() {
            return true;
        }
    }

    private void log(ErrorLog.Level level, String message, Throwable cause) {
        if (level.compareTo(ErrorLog.Level.WARNING) <= 0) {
            faults.add(message + ": " + cause);
        } else {
            told.add(message);
        }
    }

    private void run() {
        try {
            loop.run();
            loop.close();
        } catch (IOException e) {
            faults.add("the loop failed: " + e);
        }
    }

    /** Returns the errors and warnings since the last call. */
    public List<String> takeFaults() {
        List<String> taken = List.copyOf(faults);
        faults.removeAll(taken);
        return taken;
    }

    /** Requires that the server logs an error or warning with this text, once or more, before it is closed. */
    public void expectFault(String text) {
        expectedFaults.add(text);
    }

    private void assertFaultsAreExpected() {
        for (String expected : expectedFaults) {
            if (!faults.removeIf(fault -> fault.contains(expected))) {
                throw new AssertionError("nothing was logged about: " + expected);
            }
        }
        expectedFaults.clear();
        if (!faults.isEmpty()) {
            throw new AssertionError("logged unexpectedly: " + takeFaults());
        }
    }

    public static RunningServer with(Handler handler) throws IOException {
        return new Options(handler).start();
    }

    public static Options of(Handler handler) {
        return new Options(handler);
    }

    public RawClient connect() throws IOException {
        return new RawClient(address());
    }

    public RawClient connectFrom(InetAddress client) throws IOException {
        return new RawClient(address(), client);
    }

    public InetSocketAddress address() {
        return listener.address();
    }

    public Listener listener() {
        return listener;
    }

    public ServerSettings settings() {
        return settings;
    }

    /** Runs a task on the loop's thread and waits for its result. */
    public <T> T onLoop(Callable<T> task) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    public Site site() {
        return site;
    }

    public EventLoop loop() {
        return loop;
    }

    /** Waits until the loop has gone through this many whole turns. */
    public void turns(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            CompletableFuture<Void> turned = new CompletableFuture<>();
            loop.execute(() -> turned.complete(null));
            turned.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Interrupts the loop's thread. */
    public void interrupt() {
        thread.interrupt();
    }

    public void stop() {
        loop.stop();
    }

    /** Waits until the loop's thread has ended. */
    public void awaitEnd() {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new AssertionError("the loop does not end");
        }
    }

    @Override
    public void close() {
        stop();
        awaitEnd();
        assertFaultsAreExpected();
    }

    public static final class Options {
        private final Handler handler;
        private ErrorPages errorPages = ErrorPages.PLAIN;
        private Limits limits = Limits.DEFAULT;
        private int connectionsMax = 1_000;
        private long memoryBytesMax = 64 << 20;
        private AccessLog accessLog;
        private ErrorLog errorLog;
        private TrustedProxies proxies = TrustedProxies.NONE;
        private LongSupplier nanos = System::nanoTime;
        private InstantSource instants = InstantSource.system();

        private Options(Handler handler) {
            this.handler = handler;
        }

        public Options errorPages(ErrorPages value) {
            errorPages = value;
            return this;
        }

        public Options limits(Limits value) {
            limits = value;
            return this;
        }

        public Options connectionsMax(int value) {
            connectionsMax = value;
            return this;
        }

        public Options memoryBytesMax(long value) {
            memoryBytesMax = value;
            return this;
        }

        /** The test's own logs; then the server keeps nothing, and {@link #close} finds no fault. */
        public Options logs(AccessLog access, ErrorLog error) {
            accessLog = access;
            errorLog = error;
            return this;
        }

        public Options proxies(TrustedProxies value) {
            proxies = value;
            return this;
        }

        public Options clock(FakeClock clock) {
            nanos = clock;
            instants = clock;
            return this;
        }

        public RunningServer start() throws IOException {
            return new RunningServer(this);
        }
    }
}
