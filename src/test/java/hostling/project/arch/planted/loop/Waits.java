package hostling.project.arch.planted.loop;

import java.nio.channels.FileChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/** Ways to block a thread. */
final class Waits {
    // breaks there-is-nothing-to-share, futures-are-for-the-end-of-scripts, processes-stay-in-cgi-and-one-class

    void forThreads(Thread thread, Process process, Object lock, FileChannel file) throws Exception {
        Thread.sleep(1); // breaks nothing-waits
        Thread.onSpinWait(); // breaks nothing-waits
        Thread.yield(); // breaks nothing-waits
        thread.join(); // breaks nothing-waits
        process.waitFor(1, TimeUnit.SECONDS); // breaks nothing-waits, there-is-nothing-to-share, processes-stay-in-cgi-and-one-class, the-loop-asks-no-process
        lock.wait(); // breaks nothing-waits
        file.lock(); // breaks nothing-waits
        file.tryLock();
        TimeUnit.DAYS.sleep(1); // breaks nothing-waits, there-is-nothing-to-share
    }

    void forResults(CompletableFuture<String> later, ForkJoinTask<String> task) throws Exception {
        later.get(); // breaks nothing-waits, futures-are-for-the-end-of-scripts
        later.join(); // breaks nothing-waits, futures-are-for-the-end-of-scripts
        later.isDone(); // breaks futures-are-for-the-end-of-scripts
        task.join(); // breaks nothing-waits, there-is-nothing-to-share
    }

    void forEachOther(CountDownLatch latch, CyclicBarrier barrier, Semaphore semaphore) throws Exception {
        latch.await(); // breaks nothing-waits, there-is-nothing-to-share
        barrier.await(); // breaks nothing-waits, there-is-nothing-to-share
        semaphore.acquire(); // breaks nothing-waits, there-is-nothing-to-share
    }

    void forTasks(ExecutorService workers, BlockingQueue<String> queue) throws Exception {
        workers.awaitTermination(1, TimeUnit.DAYS); // breaks nothing-waits, there-is-nothing-to-share
        workers.invokeAll(null); // breaks nothing-waits, there-is-nothing-to-share
        queue.take(); // breaks nothing-waits, there-is-nothing-to-share
        queue.put(""); // breaks nothing-waits, there-is-nothing-to-share
    }

    void forLocks(ReentrantLock lock, Condition condition) throws Exception {
        lock.lock(); // breaks nothing-waits, there-is-nothing-to-share
        condition.await(); // breaks nothing-waits, there-is-nothing-to-share
        LockSupport.park(); // breaks nothing-waits, there-is-nothing-to-share
        LockSupport.parkNanos(1); // breaks nothing-waits, there-is-nothing-to-share
    }

    /** Well hidden: in a lambda, and as a method reference. */
    BiConsumer<Object, ReentrantLock> elsewhere() {
        Runnable spin = Thread::onSpinWait; // breaks nothing-waits
        return (object, lock) -> {
            spin.run();
            object.notifyAll();
            lock.lock(); // breaks nothing-waits, there-is-nothing-to-share
        };
    }

    synchronized void inside() { } // breaks no-method-is-synchronized

    void insideOf(Object lock) {
        synchronized (lock) { // breaks no-block-is-synchronized
            lock.notifyAll();
        }
        synchronized  // breaks no-block-is-synchronized
            (lock) {
            lock.notifyAll();
        }
    }
}
