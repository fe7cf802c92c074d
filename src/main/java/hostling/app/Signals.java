package hostling.app;

import java.lang.reflect.Proxy;

/**
 * What the system tells the process. The Java platform has no public class for signals; the one that every JDK has is
 * called by reflection, and where it is missing a shutdown hook does its best for the end.
 */
final class Signals {
    private Signals() { }

    /** Runs the task, on a thread of the system's, when the process is asked to stop: SIGINT, SIGTERM. */
    static void onStop(Runnable task) {
        if (!on("INT", task) || !on("TERM", task)) {
            Runtime.getRuntime().addShutdownHook(new Thread(task));
        }
    }

    /**
     * Runs the task, on a thread of the system's, when logs are to be opened anew: SIGUSR1, where there is such a
     * signal.
     */
    static void onReopen(Runnable task) {
        on("USR1", task);
    }

    /**
     * Runs the task, on a thread of the system's, when the configuration is to be read again: SIGHUP, where there is
     * one.
     */
    static void onReload(Runnable task) {
        on("HUP", task);
    }

    /** Whether the signal could be had. */
    private static boolean on(String name, Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object runner = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            task.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), runner);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return false;                               // not on this system, or the virtual machine needs it itself
        }
    }
}
