package hostling.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Exchange;
import hostling.http.Response;
import hostling.http.WrappedExchange;
import hostling.wire.FieldLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Starts that wait for their turn, and those that fail. */
class ScriptsStartTest {
    private final Scripts scripts = new Scripts(3);
    private final Queue<Runnable> turns = new ArrayDeque<>();
    private final List<Response> responses = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final List<Throwable> causes = new ArrayList<>();
    private final List<Runnable> ends = new ArrayList<>();
    private final List<Runnable> timers = new ArrayList<>();
    private boolean clientHasLeft = true;
    private long nanos;
    private long nanosALook;

    @AfterEach
    void close() throws IOException {
        scripts.close();
    }

    private Exchange exchange() {
        return new WrappedExchange(null) {
            @Override
            public void onEnd(Runnable task) {
                if (clientHasLeft) {
                    task.run();
                } else {
                    ends.add(task);
                }
            }

            @Override
            public void after(Duration delay, Runnable task) {
                timers.add(task);
            }

            @Override
            public Executor loop() {
                return turns::add;
            }

            @Override
            public void respond(Response response) {
                responses.add(response);
            }
        };
    }

    private Start start() {
        Path folder = Path.of(".");
        CgiSettings settings = new CgiSettings(folder, "/cgi/", Map.of(), Map.of(), folder,
                new CgiLimits(3, Duration.ofSeconds(1), 1), (level, what, cause) -> {
                    log.add(what);
                    causes.add(cause);
                }, () -> nanos += nanosALook);
        return new Start(exchange(), new Script(folder, folder.resolve("a"), "/cgi/a", ""), List.of("a"), Optional.empty(),
                settings, scripts, run -> { });
    }

    private void turn() {
        for (int left = turns.size(); left > 0; left--) {
            turns.remove().run();
        }
    }

    @Test
    void thereIsOneStartATurnHoweverManyWait() {
        for (int i = 0; i < 3; i++) {
            scripts.startLater(start(), turns::add);
        }
        assertEquals(3, scripts.running(), "who waits counts already");
        assertFalse(scripts.hasRoom());
        for (int left = 2; left >= 0; left--) {
            turn();
            assertEquals(left, scripts.running());
        }
        assertTrue(turns.isEmpty());
        scripts.startLater(start(), turns::add);
        turn();
        assertEquals(0, scripts.running());
    }

    /** With thousands of connections a start takes long, and the others are to have the loop most of the time. */
    @Test
    void behindAnExpensiveStartTheNextOneWaitsForATimer() {
        nanosALook = 6_000_000;
        scripts.startLater(start(), turns::add);
        clientHasLeft = false;
        scripts.startLater(start(), turns::add);
        turn();
        assertEquals(1, scripts.running());
        assertTrue(turns.isEmpty());
        assertEquals(1, timers.size());
        timers.get(0).run();
        assertEquals(1, turns.size());
        turn();
        assertTrue(turns.isEmpty());
    }

    /** Whoever waited for the timer is gone, and so is the timer. */
    @Test
    void aClientThatLeavesDoesNotKeepTheOthersWaiting() {
        nanosALook = 6_000_000;
        scripts.startLater(start(), turns::add);
        clientHasLeft = false;
        scripts.startLater(start(), turns::add);
        clientHasLeft = true;
        scripts.startLater(start(), turns::add);
        turn();
        ends.forEach(Runnable::run);
        turn();
        turn();
        assertEquals(0, scripts.running());
    }

    /** A change of the configuration must not let more run than it says. */
    @Test
    void anotherNumberOfScriptsCountsThoseThatRunAlready() {
        Start waiting = start();
        assertFalse(scripts.withMax(1).hasRoom());
        assertTrue(scripts.withMax(2).hasRoom());
        waiting.run();
        assertTrue(scripts.withMax(1).hasRoom());
    }

    private static Optional<String> field(Response response, String name) {
        return response.fields().stream().filter(field -> field.name().equals(name)).map(FieldLine::value).findFirst();
    }

    @Test
    void noRoomForAProcessIs503AndNothingRuns() {
        clientHasLeft = false;
        start().refuse(new NoRoomException(new IOException("error=11, Resource temporarily unavailable")));
        assertEquals(503, responses.get(0).status());
        assertEquals(Optional.of("1"), field(responses.get(0), "Retry-After"));
        assertEquals(0, scripts.running());
        assertEquals(1, log.size());
    }

    /** Java begins the process, then finds no thread to wait for its end, and does not tell which process it was. */
    @Test
    void noThreadForAProcessIs503AndTheProcessIsLookedFor() {
        clientHasLeft = false;
        start().refuse(new NoRoomException(new OutOfMemoryError("unable to create native thread")));
        assertEquals(503, responses.get(0).status());
        while (!turns.isEmpty()) {
            assertEquals(1, scripts.running());
            turn();
        }
        assertEquals(0, scripts.running());
        assertEquals(1, log.size());
    }

    @Test
    void aFaultIs500AndTheLogHasItsCause() {
        clientHasLeft = false;
        RuntimeException fault = new IllegalStateException("as planned");
        start().refuse(fault);
        assertEquals(500, responses.get(0).status());
        assertEquals(List.of(fault), causes);
        assertEquals(0, scripts.running());
    }
}
