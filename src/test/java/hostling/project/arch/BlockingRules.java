package hostling.project.arch;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * One thread serves all clients, so it never blocks except in the selector. Reading a file does block on the disk for a
 * moment; the code keeps that short by reading little at a time, which no rule can check.
 *
 * <p>These rules read the code; {@link LoopNeverBlocksTest} watches it run.
 */
final class BlockingRules {
    private static final List<Call> WAITS = Call.all(
            "java.lang.Thread#sleep", "java.lang.Thread#join", "java.lang.Thread#onSpinWait", "java.lang.Thread#yield",
            "java.lang.Object#wait", "java.lang.Process#waitFor", "java.nio.channels.FileChannel#lock",
            "java.util.concurrent.TimeUnit#sleep", "java.util.concurrent.Future#get",
            "java.util.concurrent.CompletableFuture#join", "java.util.concurrent.ForkJoinTask#join",
            "java.util.concurrent.CountDownLatch#await", "java.util.concurrent.CyclicBarrier#await",
            "java.util.concurrent.Semaphore#acquire", "java.util.concurrent.ExecutorService#awaitTermination",
            "java.util.concurrent.ExecutorService#invokeAll", "java.util.concurrent.BlockingQueue#take",
            "java.util.concurrent.BlockingQueue#put", "java.util.concurrent.locks.Lock#lock",
            "java.util.concurrent.locks.Condition#await", "java.util.concurrent.locks.LockSupport#park",
            "java.util.concurrent.locks.LockSupport#parkNanos");

    private static final List<Call> THREADS = Call.all(
            "java.lang.Thread#new", "java.lang.Thread#start", "java.util.Timer#new", "java.util.concurrent.Executors#*",
            "java.util.concurrent.ThreadPoolExecutor#new", "java.util.concurrent.ForkJoinPool#*",
            "java.util.concurrent.CompletableFuture#runAsync", "java.util.concurrent.CompletableFuture#supplyAsync",
            "java.util.Collection#parallelStream", "java.util.stream.BaseStream#parallel");

    private static final List<Call> SELECTS = Call.all("java.nio.channels.Selector#select");

    /** Each of these may send a DNS query and block until the answer arrives. */
    private static final List<Call> NAMES = Call.all(
            "java.net.InetAddress#getByName", "java.net.InetAddress#getAllByName", "java.net.InetAddress#getLocalHost",
            "java.net.InetAddress#getHostName", "java.net.InetAddress#getCanonicalHostName",
            "java.net.InetAddress#isReachable", "java.net.InetSocketAddress#new(String, int)",
            "java.net.InetSocketAddress#getHostName", "java.net.URL#equals", "java.net.URL#hashCode");

    /** These are not called by the loop: the start of the program, and the examiner, which is a client. */
    private static final String[] PROGRAMS = {"app", "examine"};

    private static final Pattern SYNCHRONIZED_BLOCK = Pattern.compile("\\bsynchronized\\s*(\\(|$)");

    static final List<Rule> ALL = List.of(
            new Rule("nothing-waits", WAITS, code -> classes().that(code.outside(PROGRAMS))
                    .should(Call.noneOf(WAITS))
                    .because("a wait on the loop's thread makes every client wait")),

            // The queue takes tasks from other threads without a lock. Locks, blocking queues, latches and pools are
            // all refused because they are not in this list.
            new Rule("there-is-nothing-to-share", code -> noClasses().that(code.outside(PROGRAMS))
                    .should().dependOnClassesThat(resideInAPackage("java.util.concurrent..")
                            .and(DescribedPredicate.not(type(Executor.class).or(type(ConcurrentLinkedQueue.class))))
                            .and(DescribedPredicate.not(type(CompletableFuture.class))))
                    .because("only the queue of tasks is shared between threads")),

            // A future is Java's only way to report the end of a process without blocking.
            new Rule("futures-are-for-the-end-of-scripts", code -> noClasses()
                    .that(code.outside(PROGRAMS).and(DescribedPredicate.not(code.is("cgi.StartedProcess")
                            .or(code.is("cgi.ReaperThread")))))
                    .should().dependOnClassesThat(type(CompletableFuture.class))
                    .because("the loop has deadlines and tasks for later work")),

            // The starter's thread asks a Process; the loop asks a ProcessHandle, or the future of its end.
            new Rule("the-loop-asks-no-process", code -> noClasses()
                    .that(code.outside(PROGRAMS).and(DescribedPredicate.not(code.is("cgi.StartedProcess"))))
                    .should().callMethodWhere(target(owner(type(Process.class))))
                    .because("its methods share a lock with the thread that waits for its end")),

            new Rule("there-is-one-thread", THREADS, code -> classes().that(code.outside(PROGRAMS))
                    .should(Call.noneOf(THREADS))
                    .because("code on other threads would need locks")),

            // One writes a log and may block on its reader, one starts scripts and may block on the system, two are the
            // watchdog and the cleaner of the shutdown, one is the client of the training run, and one is the loop itself
            // in a program that embeds a server.
            new Rule("app-has-threads-for-what-waits-alone", code -> classes().that(code.in("app")
                    .and(DescribedPredicate.not(code.is("app.LineWriter").or(code.is("app.Signals"))
                            .or(code.is("app.TrainingRun")).or(code.is("app.StarterThread"))
                            .or(code.is("app.Server")))))
                    .should(Call.noneOf(THREADS))
                    .because("only one thread serves clients")),

            new Rule("one-class-selects", SELECTS, code -> classes()
                    .that(DescribedPredicate.not(code.is("loop.EventLoop")).and(code.outside("examine")))
                    .should(Call.noneOf(SELECTS))
                    .because("there is one place where the loop sleeps")),

            new Rule("no-method-is-synchronized", code -> noMethods()
                    .should().haveModifier(JavaModifier.SYNCHRONIZED)
                    .because("entering it blocks while another thread is inside")),

            new Rule("no-block-is-synchronized", code -> classes()
                    .should(SourceRules.notContain(SYNCHRONIZED_BLOCK, code))
                    .because("entering it blocks while another thread is inside")),

            new Rule("names-are-looked-up-in-app-alone", NAMES, code -> classes().that(code.outside("app"))
                    .should(Call.noneOf(NAMES))
                    .because("a DNS query may take seconds")));

    private BlockingRules() { }
}
