package hostling.project.arch.planted.loop;

import java.util.List;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Ways to run code outside the loop's thread. */
final class StartsThreads {
    void threads() {
        new Thread(() -> { }); // breaks there-is-one-thread
        Thread.currentThread().start(); // breaks there-is-one-thread
        new Timer(); // breaks there-is-one-thread
        new Worker().run(); // breaks there-is-one-thread
    }

    void pools() {
        Executors.newCachedThreadPool(); // breaks there-is-one-thread, there-is-nothing-to-share
        ForkJoinPool.commonPool(); // breaks there-is-one-thread, there-is-nothing-to-share
        var tasks = new LinkedBlockingQueue<Runnable>(); // breaks there-is-nothing-to-share
        var day = TimeUnit.DAYS; // breaks there-is-nothing-to-share
        var pool = new ThreadPoolExecutor(1, 1, 1, day, tasks); // breaks there-is-one-thread, there-is-nothing-to-share
        pool.shutdown(); // breaks there-is-nothing-to-share
        CompletableFuture.runAsync(() -> { }); // breaks there-is-one-thread, futures-are-for-the-end-of-scripts
        CompletableFuture.supplyAsync(() -> ""); // breaks there-is-one-thread, futures-are-for-the-end-of-scripts
    }

    Function<Runnable, Thread> streams() {
        List.of(1).parallelStream().count(); // breaks there-is-one-thread
        List.of(1).stream().parallel().count(); // breaks there-is-one-thread
        return Thread::new; // breaks there-is-one-thread
    }

    private static final class Worker extends Thread { } // breaks there-is-one-thread
}
