package hostling.app;

import java.lang.reflect.Proxy;

/**
 * SIGINT and SIGTERM as a request to stop. The Java platform has no public class for signals; the one that every JDK
 * has is called by reflection, and where it is missing a shutdown hook does its best.
 */
final class Signals {
    private Signals() { }

    /** Runs the task, on a thread of the system's, when the process is asked to stop. */
    static void onStop(Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object stopper = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            task.run();
                        }
                        return null;
                    });
            for (String name : new String[] {"INT", "TERM"}) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), stopper);
            }
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            Runtime.getRuntime().addShutdownHook(new Thread(task));
        }
    }
}
