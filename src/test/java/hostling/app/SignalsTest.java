package hostling.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.app.Signals.Kind;
import hostling.config.Configuration;
import hostling.config.ConfigurationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signals before and while the server runs. These tests call the handlers; the profile stress sends real signals. */
@Timeout(30)
class SignalsTest {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Integer> halted = new LinkedBlockingQueue<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Signals signals = new Signals(halted::add);

    private SignalHandlers server(Duration stopTime) {
        return new SignalHandlers(() -> done.add("stop"), () -> stopTime, () -> done.add("reopen"), () -> done.add("reload"),
                done::add);
    }

    private int haltedWith() throws InterruptedException {
        Integer code = halted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertTrue(code != null, "the process was not halted");
        return code;
    }

    /** With the workers gone, the main thread may come to its end before the process is halted. */
    @Test
    void anEndAtOnceDecidesTheExitCodeEvenIfTheMainThreadIsFaster() {
        List<Integer> exitCodes = new ArrayList<>();
        signals.setHandlers(new SignalHandlers(() -> { }, () -> Duration.ofHours(1), () -> { }, () -> { },
                why -> exitCodes.add(signals.exitCode(0))));
        assertEquals(2, signals.exitCode(2));
        signals.received(Kind.TERM);
        assertEquals(0, signals.exitCode(0));
        signals.received(Kind.TERM);
        assertEquals(List.of(143), exitCodes);
        assertEquals(143, signals.exitCode(0));
    }

    @Test
    void eachSignalDoesWhatItIsFor() {
        signals.setHandlers(server(Duration.ofHours(1)));
        signals.received(Kind.HUP);
        signals.received(Kind.USR1);
        signals.received(Kind.HUP);
        assertFalse(signals.isStopping());
        signals.received(Kind.TERM);
        assertTrue(signals.isStopping());
        assertEquals(List.of("reload", "reopen", "reload", "stop"), done);
    }

    @Test
    void whatComesBeforeTheServerRunsIsDoneOnceItDoes() {
        signals.received(Kind.HUP);
        signals.received(Kind.HUP);
        signals.received(Kind.USR1);
        signals.received(Kind.INT);
        assertTrue(signals.isStopping());
        assertEquals(List.of(), done);
        signals.setHandlers(server(Duration.ofHours(1)));
        assertEquals(List.of("stop", "reload", "reopen"), done);
    }

    @Test
    void theSecondSignalToStopEndsItAtOnce() throws Exception {
        signals.setHandlers(server(Duration.ofHours(1)));
        signals.received(Kind.TERM);
        assertTrue(halted.isEmpty());
        signals.received(Kind.INT);
        assertEquals(130, haltedWith());
        assertEquals(List.of("stop", "SIGINT while stopping: the process ends at once"), done);
    }

    @Test
    void lastWordsThatFailKeepNothingFromEnding() {
        signals.setHandlers(new SignalHandlers(() -> { }, () -> Duration.ofHours(1), () -> { }, () -> { }, why -> {
            throw new IllegalStateException("on purpose");
        }));
        signals.received(Kind.TERM);
        try {
            signals.received(Kind.TERM);
        } catch (IllegalStateException e) {
            assertEquals("on purpose", e.getMessage());
        }
        assertEquals(143, halted.poll());
    }

    @Test
    void whatServesNobodyIsEndedByTheFirstOne() throws Exception {
        signals.exitOnStopSignal();
        signals.received(Kind.HUP);
        assertTrue(halted.isEmpty());
        signals.received(Kind.TERM);
        assertEquals(143, haltedWith());
    }

    @Test
    void aWorkerLeavesCtrlCToItsParent() {
        signals.ignoreInterrupt();
        signals.setHandlers(server(Duration.ofHours(1)));
        signals.received(Kind.INT);
        signals.received(Kind.INT);
        assertEquals(List.of(), done);
        signals.received(Kind.TERM);
        assertEquals(List.of("stop"), done);
        assertTrue(halted.isEmpty());
    }

    @Test
    void oneThatIsStuckInItsStartIsEndedQuietly() throws Exception {
        signals.received(Kind.TERM);
        assertEquals(0, haltedWith());
        assertEquals(List.of(), done);
    }

    @Test
    void oneThatDoesNotStopInItsTimeIsEnded() throws Exception {
        signals.setHandlers(server(Duration.ofMillis(1)));
        signals.received(Kind.TERM);
        assertEquals(1, haltedWith());
        assertEquals(List.of("stop", "the process did not stop within 1 ms: the watchdog ends it"), done);
    }

    /** The blocked task stands for a blocked handler, or for anything else that blocks the only thread. */
    @Test
    void aServerWhoseThreadIsStuckIsEndedAndSaysWhereItIs(@TempDir Path temp) throws Exception {
        Configuration configuration = ConfigurationFile.parse("""
                [server]
                stop-grace = "1 ms"
                [log]
                access = "off"
                error = "error.log"
                [[host]]
                listen = "127.0.0.1:0"
                [[host.route]]
                path = "/"
                root = "."
                """, "test.toml", temp, List.of()).configuration().orElseThrow();
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        try (ConfiguredServer server = new ConfiguredServer(configuration, Optional.empty())) {
            Thread thread = new Thread(() -> run(server));
            thread.start();
            server.execute(() -> waitAt(gate, stuck));
            stuck.await();
            signals.setHandlers(
                    new SignalHandlers(server::stop, server::stopTime, () -> { }, () -> { }, server::beforeHalt));
            signals.received(Kind.TERM);
            assertEquals(1, haltedWith());
            String said = Files.readString(temp.resolve("error.log"));
            assertTrue(said.contains(" error: the process did not stop within 1001 ms: the watchdog ends it; its thread is "
                    + "at hostling.app.SignalsTest.waitAt("), said);
            gate.countDown();
            thread.join();
        }
    }

    private static void run(ConfiguredServer server) {
        try {
            server.run();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void waitAt(CountDownLatch gate, CountDownLatch stuck) {
        stuck.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
