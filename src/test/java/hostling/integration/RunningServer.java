package hostling.integration;

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
import hostling.testing.RawClient;
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
final class RunningServer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    /** Errors and warnings that the test has not taken yet. */
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<String> expectedFaults = new ArrayList<>();
    /** Log messages below the level of a warning. */
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<AccessRecord> accesses = new CopyOnWriteArrayList<>();
    private final EventLoop loop;
    private final Site site;
    private final ServerSettings settings;
    private final Listener listener;
    private final Thread thread;

    private RunningServer(Options options) throws IOException {
        AccessLog log = new AccessLog() {
            @Override
            public void note(AccessRecord access) {
                accesses.add(access);
            }

            @Override
            public boolean flush() {
                return true;
            }
        };
        settings = new ServerSettings(options.limits, Timeouts.DEFAULT, options.connectionsMax,
                options.memoryBytesMax, Duration.ofSeconds(10), log, this::note, options.nanos, options.instants);
        loop = new EventLoop(settings);
        site = new Site(options.handler, options.errorPages);
        listener = loop.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), site);
        thread = new Thread(this::run, "test-loop");
        thread.start();
    }

    private void note(ErrorLog.Level level, String what, Throwable cause) {
        if (level.compareTo(ErrorLog.Level.WARNING) <= 0) {
            faults.add(what + ": " + cause);
        } else {
            told.add(what);
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
    List<String> takeFaults() {
        List<String> taken = List.copyOf(faults);
        faults.removeAll(taken);
        return taken;
    }

    /** Requires that the server logs an error or warning with this text, once or more, before it is closed. */
    void expectFault(String text) {
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

    static RunningServer with(Handler handler) throws IOException {
        return new Options(handler).start();
    }

    static Options of(Handler handler) {
        return new Options(handler);
    }

    RawClient connect() throws IOException {
        return new RawClient(address());
    }

    RawClient connectFrom(InetAddress client) throws IOException {
        return new RawClient(address(), client);
    }

    InetSocketAddress address() {
        return listener.address();
    }

    Listener listener() {
        return listener;
    }

    ServerSettings settings() {
        return settings;
    }

    /** Runs a task on the loop's thread and waits for its result. */
    <T> T onLoop(Callable<T> task) throws Exception {
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

    Site site() {
        return site;
    }

    EventLoop loop() {
        return loop;
    }

    /** Waits until the loop has gone through this many whole turns. */
    void turns(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            CompletableFuture<Void> turned = new CompletableFuture<>();
            loop.execute(() -> turned.complete(null));
            turned.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    void stop() {
        loop.stop();
    }

    /** Waits until the loop's thread has ended. */
    void awaitEnd() {
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

    static final class Options {
        private final Handler handler;
        private ErrorPages errorPages = ErrorPages.PLAIN;
        private Limits limits = Limits.DEFAULT;
        private int connectionsMax = 1_000;
        private long memoryBytesMax = 64 << 20;
        private LongSupplier nanos = System::nanoTime;
        private InstantSource instants = InstantSource.system();

        private Options(Handler handler) {
            this.handler = handler;
        }

        Options errorPages(ErrorPages value) {
            errorPages = value;
            return this;
        }

        Options limits(Limits value) {
            limits = value;
            return this;
        }

        Options connectionsMax(int value) {
            connectionsMax = value;
            return this;
        }

        Options memoryBytesMax(long value) {
            memoryBytesMax = value;
            return this;
        }

        Options clock(FakeClock clock) {
            nanos = clock;
            instants = clock;
            return this;
        }

        RunningServer start() throws IOException {
            return new RunningServer(this);
        }
    }
}
