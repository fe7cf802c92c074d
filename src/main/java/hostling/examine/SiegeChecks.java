package hostling.examine;

import static hostling.examine.FaultException.require;

import hostling.cases.CaseLibrary;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Many users who ask for one page again and again. */
final class SiegeChecks {
    private static final int USERS = 25;
    /** More would use up the port numbers of this machine. */
    private static final int CONNECTIONS_MAX = 4_000;

    private SiegeChecks() { }

    static List<Check> all(CaseLibrary library) {
        CheckList list = new CheckList(library, "09-performance.md");
        list.check("siege-kept", USERS + " users who keep their connections are all served")
                .allowed("an answer to each request, equal to the first").because("9112-9.5-d")
                .tried(attempt -> besiege(attempt, true));
        list.check("siege-new", USERS + " users who open a connection for each request are all served")
                .allowed("an answer to each request, equal to the first").because("9112-9.5-d")
                .tried(attempt -> besiege(attempt, false));
        list.check("siege-survived", "After the siege, the server is as before")
                .allowed("the same answer as ever, on a new connection").level(Level.MUST).tried(LimitChecks::requireAlive);
        return list.all();
    }

    private static void besiege(Attempt attempt, boolean keep) throws IOException {
        Siege siege = new Siege(attempt, keep, attempt.get());
        siege.run();
        attempt.note(siege.rate());
        require(siege.failed.get() == 0, siege.failed + " of " + siege.tried + " requests failed; the first: " + siege.firstFailure.get());
    }

    /** What the users share. */
    private static final class Siege {
        private final Attempt attempt;
        private final boolean keep;
        private final Reply expected;
        private final AtomicInteger tried = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicReference<String> firstFailure = new AtomicReference<>("");
        private final long start = System.nanoTime();
        private final Duration duration;

        private Siege(Attempt attempt, boolean keep, Reply expected) {
            this.attempt = attempt;
            this.keep = keep;
            this.expected = expected;
            this.duration = attempt.server().pace().siege();
        }

        private void run() {
            List<Thread> users = new ArrayList<>();
            for (int i = 0; i < USERS; i++) {
                users.add(new Thread(this::user, "siege-" + i));
            }
            users.forEach(Thread::start);
            for (Thread user : users) {
                try {
                    user.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }

        private boolean goesOn() {
            return System.nanoTime() - start < duration.toNanos() && failed.get() < USERS
                    && (keep || tried.get() < CONNECTIONS_MAX);
        }

        private void user() {
            while (goesOn()) {
                try (Talk talk = Talk.open(attempt.server().target().address(), attempt.patience(),
                        duration.plus(attempt.patience()))) {
                    boolean isOpen = true;
                    while (isOpen && goesOn()) {
                        isOpen = request(talk) && keep;
                    }
                } catch (IOException e) {
                    tried.incrementAndGet();
                    fail("no connection: " + e.getMessage());
                }
            }
        }

        /** One request; false if the connection ends after it. */
        private boolean request(Talk talk) {
            String[] fields = keep ? new String[0] : new String[]{"Connection: close"};
            Optional<Reply> reply = talk.send("GET", attempt.head("GET", attempt.page(), fields).substring("GET".length())).reply();
            tried.incrementAndGet();
            if (reply.isEmpty()) {
                fail(talk.came());
                return false;
            }
            if (reply.get().status() != expected.status() || !Arrays.equals(reply.get().content(), expected.content())) {
                fail("another answer came: " + reply.get());
            }
            talk.forget();
            return !reply.get().announcesClose();
        }

        private void fail(String how) {
            failed.incrementAndGet();
            firstFailure.compareAndSet("", how);
        }

        private String rate() {
            double seconds = (System.nanoTime() - start) / 1e9;
            return tried + " requests in " + Math.round(seconds * 10) / 10.0 + " s, " + Math.round(tried.get() / seconds)
                    + " a second; " + failed + " failed";
        }
    }
}
