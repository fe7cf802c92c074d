package hostling.app;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * What the system tells the process. Signals are taken from the first line of the program on: without that, each of them
 * would end the process at once. What comes before the server runs is kept, and done when it does.
 *
 * <p>The first SIGTERM or SIGINT asks the server to stop, and starts a watchdog: if the process is still there when its
 * time is over, because its one thread is stuck, the watchdog ends it. The second one ends it at once.
 *
 * <p>The Java platform has no public class for signals; the one that every JDK has is called by reflection, and if it is
 * missing a shutdown hook does its best for the end. Each signal comes on a thread of its own.
 */
final class Signals {
    /** The exit code of a process that the watchdog has ended. */
    static final int DID_NOT_END = 1;
    /** Shells have this and the number of a signal for the exit code of who was ended by it. */
    static final int ENDED_BY_SIGNAL = 128;
    /** How long the start may go on after a signal to stop. Nobody is served yet. */
    private static final Duration START = Duration.ofSeconds(2);
    /** How long the last words may take to be written. */
    private static final Duration LAST_WORDS = Duration.ofMillis(200);

    /** The signals that are taken. */
    enum Kind {
        /** What {@code kill} sends. */
        TERM(15),
        /** Ctrl-C. */
        INT(2),
        /** A terminal hung up; by custom, a server reads its configuration again. */
        HUP(1),
        /** By custom, a server opens its logs anew. The number is not the same on all systems, and is not needed. */
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
    private final Set<Kind> wanted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger stops = new AtomicInteger();
    private volatile Optional<SignalHandlers> target = Optional.empty();
    private volatile boolean ignoresInterrupt;
    private volatile boolean endsAtOnce;

    /** @param halt ends the process with an exit code, and does nothing else */
    Signals(IntConsumer halt) {
        this.halt = halt;
    }

    /** Takes all signals of this process. */
    static Signals ofThisProcess() {
        Signals signals = new Signals(code -> {
            StandardStream.error().awaitWritten(Deadline.in(LAST_WORDS));
            Runtime.getRuntime().halt(code);
        });
        if (!signals.isTold()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> signals.came(Kind.TERM)));
        }
        return signals;
    }

    /** Whether the system's signals could be had; those that it does not have are left out. */
    private boolean isTold() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object runner = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            came(Kind.valueOf((String) signal.getMethod("getName").invoke(arguments[0])));
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

    /** From now on a signal to stop ends the process at once: for what serves nobody, and whose exit code is an answer. */
    void endAtOnce() {
        endsAtOnce = true;
    }

    /** From now on Ctrl-C is for the parent, which tells this process to stop by SIGTERM. */
    void leaveInterruptToParent() {
        ignoresInterrupt = true;
    }

    /** From now on this is told, and at once what came before. */
    void tell(SignalHandlers running) {
        target = Optional.of(running);
        deliver();
    }

    /** Whether this process was asked to stop. */
    boolean isStopping() {
        return stops.get() > 0;
    }

    /** A signal has come. */
    void came(Kind kind) {
        if (kind == Kind.INT && ignoresInterrupt) {
            return;
        }
        if (kind.isStop()) {
            int before = stops.getAndIncrement();
            if (before > 0 || endsAtOnce) {
                end(ENDED_BY_SIGNAL + kind.number, "SIG" + kind + (before > 0 ? " for the second time" : "")
                        + ": it ends at once");
                return;
            }
            startWatchdog();
        }
        wanted.add(kind);
        deliver();
    }

    /** Called after a signal was noted and after somebody to tell it was: whichever comes last has both. */
    private void deliver() {
        Optional<SignalHandlers> running = target;
        if (running.isEmpty()) {
            return;
        }
        for (Kind kind : Kind.values()) {
            if (wanted.remove(kind)) {
                deliver(kind, running.get());
            }
        }
    }

    private static void deliver(Kind kind, SignalHandlers running) {
        switch (kind) {
            case HUP -> running.reload().run();
            case USR1 -> running.reopenLogs().run();
            case INT, TERM -> running.stop().run();
        }
    }

    private void startWatchdog() {
        Thread watchdog = new Thread(this::watch, "watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    /** The process ends within its time, which begins now, or it is ended. What runs may come to run meanwhile. */
    private void watch() {
        SystemTime clock = new SystemTime();
        long start = clock.getAsLong();
        long left = timeToStop().toNanos();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = timeToStop().toNanos() - (clock.getAsLong() - start);
        }
        if (target.isEmpty()) {
            halt.accept(0);                             // it was still starting, and nothing is lost
        } else {
            end(DID_NOT_END, "it was told to stop and has not in " + timeToStop().toMillis() + " ms: it is ended now");
        }
    }

    private Duration timeToStop() {
        return target.map(running -> running.stopTime().get()).orElse(START);
    }

    private void end(int code, String why) {
        try {
            target.ifPresent(running -> running.lastWords().accept(why));
        } finally {
            halt.accept(code);
        }
    }
}
