package hostling.project.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.app.Server;
import hostling.handler.Router;
import hostling.http.Handler;
import hostling.http.Response;
import hostling.log.ErrorLog;
import hostling.project.arch.BlockingWatch.Wait;
import hostling.testing.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The loop's thread waits only in its selector, whatever clients do. {@link BlockingWatch} records the waits. Two
 * things show that it would see one: handlers that wait, and one wait of the thread after the loop has ended.
 */
@Timeout(60)
class LoopNeverBlocksTest {
    private static final long PATIENCE_MILLIS = 20_000;

    private final Object lock = new Object();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    /** A server on its own thread. */
    private final class Running implements AutoCloseable {
        final Server server;
        final Thread thread = new Thread(this::run, "watched-loop");

        Running(Handler handler) throws IOException {
            server = Server.of(handler).errorLog(this::log).open("127.0.0.1", 0);
            thread.start();
        }

        private void log(ErrorLog.Level level, String message, Throwable cause) {
            if (level == ErrorLog.Level.ERROR) {
                faults.add(message);
            }
        }

        private void run() {
            try {
                server.run();
                server.close();
                waitsToBeSeen();
            } catch (IOException e) {
                faults.add("the loop failed: " + e);
            }
        }

        /** Shows that the watch would see a wait of this thread. */
        private void waitsToBeSeen() {
            LockSupport.parkNanos(1_000);
        }

        @Override
        public void close() {
            server.stop();
            try {
                thread.join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertFalse(thread.isAlive(), "the loop did not end");
        }
    }

    @Test
    void theLoopWaitsInItsSelectorAndNowhereElse() throws Exception {
        MixedClients clients = new MixedClients(Files.createDirectory(folder.resolve("site")));
        AtomicReference<Server> server = new AtomicReference<>();
        Running running = new Running(clients.routes((pipe, task) -> server.get().pipeWatcher().whenReadable(pipe, task)));
        server.set(running.server);
        try (running) {
            clients.visit(running.server.address());        // loads and links classes, under locks of the JDK
            try (BlockingWatch watch = new BlockingWatch()) {
                clients.visit(running.server.address());
                running.close();
                assertNoWaits(watch.waitsOf(running.thread, folder));
            }
        }
        assertEquals(List.of(MixedClients.FAULT, MixedClients.FAULT), faults);
    }

    private static void assertNoWaits(List<Wait> waits) {
        assertEquals(1, waits.stream().filter(LoopNeverBlocksTest::isToBeSeen).count(),
                "the watch sees the thread's last wait");
        List<Wait> ours = waits.stream().filter(wait -> !isToBeSeen(wait)).toList();
        assertTrue(ours.isEmpty(), () -> "the loop's thread waited:\n"
                + ours.stream().map(Wait::toString).collect(Collectors.joining("\n")));
    }

    private static boolean isToBeSeen(Wait wait) {
        return wait.isIn(Running.class, "waitsToBeSeen");
    }

    /** Seen on JDK 25: to record a read, the recorder enters a lock of its own. */
    @Test
    void aWaitOfTheRecorderIsNotOneOfTheLoop() {
        List<String> commit = List.of("jdk.internal.event.SocketReadEvent.commit:-1", "sun.nio.ch.SocketChannelImpl.read:493");
        assertTrue(new Wait("jdk.JavaMonitorEnter", commit).isTheRecorders());
        assertFalse(new Wait("jdk.SocketRead", commit).isTheRecorders());
        assertFalse(new Wait("jdk.JavaMonitorEnter", commit.subList(1, 2)).isTheRecorders());
        assertFalse(new Wait("jdk.JavaMonitorEnter", List.of()).isTheRecorders());
    }

    @Test
    void aHandlerThatWaitsIsSeen() throws Exception {
        Running running = new Running(new Router()
                .get("/sleeps", request -> sleeps())
                .get("/parks", request -> parks())
                .get("/waits", request -> waits())
                .get("/enters", request -> enters())
                .get("/reads", request -> reads()));
        try (running; BlockingWatch watch = new BlockingWatch()) {
            for (String path : List.of("/sleeps", "/parks", "/waits", "/reads")) {
                assertTrue(MixedClients.get(running.server.address(), path).startsWith("HTTP/1.1 200 "), path);
            }
            String late = askWhileTheLockIsHeld(running);
            assertTrue(late.startsWith("HTTP/1.1 200 "), late);
            running.close();
            List<Wait> waits = watch.waitsOf(running.thread, folder);
            assertSeen(waits, "jdk.ThreadSleep", "sleeps");
            assertSeen(waits, "jdk.ThreadPark", "parks");
            assertSeen(waits, "jdk.JavaMonitorWait", "waits");
            assertSeen(waits, "jdk.JavaMonitorEnter", "enters");
            assertSeen(waits, "jdk.SocketRead", "reads");
        }
    }

    private static void assertSeen(List<Wait> waits, String event, String method) {
        assertTrue(waits.stream().anyMatch(wait -> wait.event().equals(event)
                        && wait.isIn(LoopNeverBlocksTest.class, method)),
                () -> "no " + event + " in " + method + " among " + waits);
    }

    /** Holds the lock until the loop's thread waits for it, and returns the response. */
    private String askWhileTheLockIsHeld(Running running) throws IOException {
        try (RawClient client = MixedClients.connect(running.server.address())) {
            long latest = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            synchronized (lock) {
                client.send("GET /enters HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                while (running.thread.getState() != Thread.State.BLOCKED && System.nanoTime() < latest) {
                    Thread.onSpinWait();
                }
            }
            return client.rest();
        }
    }

    // Handlers that do what no handler may do.

    private static Response sleeps() {
        try {
            Thread.sleep(1);
            return Response.text("slept");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Response parks() {
        LockSupport.parkNanos(1_000);
        return Response.text("parked");
    }

    private Response waits() {
        synchronized (lock) {
            try {
                lock.wait(1);
                return Response.text("waited");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Reads from its own server socket, so that there is something to read. */
    private static Response reads() {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket near = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket far = listener.accept()) {
            far.getOutputStream().write('r');
            return Response.text("read " + near.getInputStream().read());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Response enters() {
        synchronized (lock) {
            return Response.text("entered");
        }
    }
}
