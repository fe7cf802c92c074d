package hostling.book;

import hostling.testing.tutor.FailedCase;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of the book that runs in a thread of its own, and its clients. If it fails, they know at once. */
final class RunningProgram implements AutoCloseable {
    /** Short if a student waits for the answer; long if a busy machine runs all tests. */
    private static final int PATIENCE_MILLIS = System.getProperty("learn.folder") == null ? 10_000 : 2_000;

    private static final long COMPUTED_NANOS = 30_000_000;

    private final String heading;
    private final int port;
    private final Closeable server;
    private final Thread thread;
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private volatile Throwable thrown;
    private volatile boolean hasEnded;

    /** What the thread does. */
    interface Program {
        void run() throws Exception;
    }

    /**
     * Starts it.
     *
     * @param heading what the test is about, as a sentence
     * @param server  is closed at the end, which has to end the program
     */
    RunningProgram(String heading, int port, Closeable server, Program program) {
        this.heading = heading;
        this.port = port;
        this.server = server;
        thread = new Thread(() -> run(program), "program");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Program program) {
        try {
            program.run();
        } catch (Throwable e) {                         // whatever the code of a student may throw
            thrown = e;
        }
        hasEnded = true;
        clients.forEach(Client::abandon);
    }

    /**
     * Computes for a while. A thread that has something to do gets its share of the processor meanwhile, however busy the machine is,
     * which no pause could promise.
     */
    static void giveTime() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + COMPUTED_NANOS;
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** A client that is connected. */
    Client client() throws IOException {
        return client(0);
    }

    /** A client whose system takes no more than about this many bytes before it reads; 0 for what is usual. */
    Client client(int receiveBytes) throws IOException {
        Client client;
        try {
            client = new Client(this, port, receiveBytes);
        } catch (IOException e) {
            throw told(new Problem(heading).words("expected", "a connection"), "The server accepts none: " + e.getMessage());
        }
        clients.add(client);
        if (hasEnded) {
            client.abandon();
        }
        return client;
    }

    int patienceMillis() {
        return PATIENCE_MILLIS;
    }

    String heading() {
        return heading;
    }

    /** The failure of what a client saw; if the program has ended, that is why. */
    FailedCase told(Problem seen, String problem) {
        if (thrown != null) {
            seen.thrown(thrown).words("then", "The thread of the server has ended, so no client gets an answer any more.");
            return seen.failure("the server throws " + thrown);
        }
        String all = hasEnded ? "The method run has returned, so no client gets an answer any more." : problem;
        return seen.words("problem", all).now(thread).failure(all);
    }

    /** Closes the server, and sees that it ends. */
    void end() throws Exception {
        server.close();
        thread.join(PATIENCE_MILLIS);
        if (thrown != null) {
            throw new Problem(heading).words("did", "Another thread called close.").words("expected", "The method run returns.")
                    .thrown(thrown).failure("the server throws " + thrown);
        } else if (thread.isAlive()) {
            throw new Problem(heading).words("did", "Another thread called close.").words("problem",
                    "The method run has not returned after " + PATIENCE_MILLIS / 1000 + " seconds.").now(thread).failure("it does not end");
        }
    }

    /** Ends what can be ended. */
    @Override
    public void close() throws IOException {
        clients.forEach(Client::abandon);
        server.close();
    }
}
