package hostling.app;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Handles the signals that the system sends to the process. The handlers are installed in the first line of the program:
 * without them, any signal would end the process at once. A signal that comes before the server runs stays pending until
 * it does.
 *
 * <p>The first SIGTERM or SIGINT asks the server to stop, and starts a <b>watchdog</b>: if the process does not end in
 * time, because its one thread is stuck, the watchdog ends it. The second one ends it at once.
 *
 * <p>Java SE has no public class for signals; the one that every JDK has is called by reflection, and if it is missing, a
 * shutdown hook handles the end of the process. Each signal comes on its own thread.
 */
final class Signals {
    /** The exit code of a process that the watchdog ended. */
    static final int DID_NOT_END = 1;
    /** As in shells, the exit code of a process that a signal ended is this plus the number of the signal. */
    static final int ENDED_BY_SIGNAL = 128;
    /** How long a start may go on after a signal to stop. No client is served yet. */
    private static final Duration START = Duration.ofSeconds(2);
    /** How long writing the last message may take. */
    private static final Duration MESSAGE_TIME = Duration.ofMillis(200);
    /** How long deleting the temporary files may take. */
    private static final Duration DELETION_TIME = Duration.ofMillis(500);
    /**
     * The classes that a server may need for the first time when it ends. They are read at its start: later, somebody may
     * have overwritten the jar.
     */
    private static final List<String> NEEDED_AT_THE_END = List.of("hostling.app.Deadline", "hostling.app.LogFile",
            "hostling.app.SystemTime", "hostling.app.TempFolder", "hostling.app.WorkerProcess", "hostling.log.LineAccessLog",
            "hostling.server.ConnectionDriver", "hostling.server.ForeignCode", "hostling.server.HttpConnection$Listener",
            "hostling.server.TruncatedFileException", "hostling.server.TurnRecorder$Kind",
            "picocli.CommandLine$IExitCodeGenerator");

    /** The handled signals. */
    enum Kind {
        /** What {@code kill} sends by default. */
        TERM(15),
        /** Ctrl-C. */
        INT(2),
        /** Terminal hangup; by convention, a server reads its configuration again. */
        HUP(1),
        /** By convention, a server reopens its logs. The number differs between systems, and is not used. */
        USR1(10);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        private boolean isStop() {
            return this == INT || this == TERM;
        }
    }

    private final IntConsumer halt;
    private final Set<Kind> pending = ConcurrentHashMap.newKeySet();
    private final AtomicInteger stops = new AtomicInteger();
    private volatile Optional<SignalHandlers> handlers = Optional.empty();
    private volatile boolean ignoresInterrupt;
    private volatile boolean exitsOnStopSignal;
    private volatile OptionalInt ending = OptionalInt.empty();

    /** @param halt ends the process with an exit code, without running shutdown hooks */
    Signals(IntConsumer halt) {
        this.halt = halt;
    }

    /** Installs handlers for the signals of this process. */
    static Signals ofThisProcess() {
        Signals signals = new Signals(code -> {
            try {
                deleteTemporaryFiles();
                StandardStream.error().awaitWritten(Deadline.in(MESSAGE_TIME));
            } finally {
                Runtime.getRuntime().halt(code);
            }
        });
        if (!signals.install()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> signals.received(Kind.TERM)));
        }
        NEEDED_AT_THE_END.forEach(Signals::read);
        return signals;
    }

    private static void read(String name) {
        try {
            Class.forName(name, false, Signals.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name + " is in the jar", e);
        }
    }

    /** On a thread of its own, since a file system may block. */
    private static void deleteTemporaryFiles() {
        Thread cleaner = new Thread(TempFolder::closeAll, "cleaner");
        cleaner.setDaemon(true);
        cleaner.start();
        try {
            cleaner.join(DELETION_TIME.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Installs handlers for the signals that the system has; returns whether those to stop were among them. */
    private boolean install() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object runner = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            received(Kind.valueOf((String) signal.getMethod("getName").invoke(arguments[0])));
                        }
                        return null;
                    });
            boolean stops = true;
            for (Kind kind : Kind.values()) {
                try {
                    signal.getMethod("handle", signal, handler)
                            .invoke(null, signal.getConstructor(String.class).newInstance(kind.name()), runner);
                } catch (ReflectiveOperationException | IllegalArgumentException e) {
                    stops &= !kind.isStop();            // not on this system, or the virtual machine needs it itself
                }
            }
            return stops;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** From now on a signal to stop ends the process at once. For --check, which serves no client. */
    void exitOnStopSignal() {
        exitsOnStopSignal = true;
    }

    /** From now on SIGINT is ignored: Ctrl-C reaches the parent, too, which stops this process by SIGTERM. */
    void ignoreInterrupt() {
        ignoresInterrupt = true;
    }

    /** From now on these handle the signals; those that are pending are delivered at once. */
    void setHandlers(SignalHandlers current) {
        handlers = Optional.of(current);
        deliver();
    }

    /** Whether this process was asked to stop. */
    boolean isStopping() {
        return stops.get() > 0;
    }

    /**
     * The exit code of the process. Once it is ended at once, its main thread may come to its end, too, since the workers are
     * gone, and must not exit as if all had been well.
     *
     * @param ordinary the code if it is not ended at once
     */
    int exitCode(int ordinary) {
        return ending.orElse(ordinary);
    }

    /** Handles a signal. Called on the signal's own thread. */
    void received(Kind kind) {
        if (kind == Kind.INT && ignoresInterrupt) {
            return;
        }
        if (kind.isStop()) {
            int before = stops.getAndIncrement();
            if (before > 0 || exitsOnStopSignal) {
                end(ENDED_BY_SIGNAL + kind.number, "SIG" + kind + (before > 0 ? " while stopping" : "")
                        + ": the process ends at once");
                return;
            }
            startWatchdog();
        }
        pending.add(kind);
        deliver();
    }

    /** Called after a signal was added and after the handlers were set: the later of these calls sees both. */
    private void deliver() {
        Optional<SignalHandlers> current = handlers;
        if (current.isEmpty()) {
            return;
        }
        for (Kind kind : Kind.values()) {
            if (pending.remove(kind)) {
                deliver(kind, current.get());
            }
        }
    }

    private static void deliver(Kind kind, SignalHandlers current) {
        Runnable handler = kind.isStop() ? current.stop() : kind == Kind.HUP ? current.reload() : current.reopenLogs();
        handler.run();
    }

    private void startWatchdog() {
        Thread watchdog = new Thread(this::watch, "watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    /** Ends the process if it is still there after its time, which begins now. The handlers may be set meanwhile. */
    private void watch() {
        SystemTime clock = new SystemTime();
        long start = clock.getAsLong();
        long left = timeToStop().toNanos();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = timeToStop().toNanos() - (clock.getAsLong() - start);
        }
        if (handlers.isEmpty()) {
            halt.accept(0);                             // it was still starting: nothing is lost
        } else {
            end(DID_NOT_END, "the process did not stop within " + timeToStop().toMillis() + " ms: the watchdog ends it");
        }
    }

    private Duration timeToStop() {
        return handlers.map(current -> current.stopTime().get()).orElse(START);
    }

    private void end(int code, String why) {
        ending = OptionalInt.of(code);
        try {
            handlers.ifPresent(current -> current.beforeHalt().accept(why));
        } finally {
            halt.accept(code);
        }
    }
}
