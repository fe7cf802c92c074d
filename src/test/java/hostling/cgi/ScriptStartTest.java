package hostling.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Exchange;
import hostling.http.Request;
import hostling.http.Requests;
import hostling.http.Response;
import hostling.http.WrappedExchange;
import hostling.wire.FieldLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts of scripts that wait in the queue, and starts that fail. */
@Timeout(60)
class ScriptStartTest {
    /** The tasks of the starter. */
    private final Queue<Runnable> starts = new ConcurrentLinkedQueue<>();
    private final Scripts scripts = new Scripts(3, (pipe, task) -> { }, starts::add);
    /** The tasks of the loop. Java's own threads add tasks, too. */
    private final Queue<Runnable> turns = new ConcurrentLinkedQueue<>();
    private final List<Response> responses = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final List<Throwable> causes = new ArrayList<>();
    private final List<Runnable> ends = new ArrayList<>();
    private boolean clientHasLeft = true;
    private int thens;

    @AfterEach
    void close() {
        scripts.close();
        startWhatWaits();
    }

    private void startWhatWaits() {
        assertFalse(starts.isEmpty());
        while (!starts.isEmpty()) {
            starts.remove().run();
        }
    }

    private Exchange exchange() {
        return new WrappedExchange(null) {
            @Override
            public Request request() {
                return Requests.request("GET", "/cgi/a");
            }

            @Override
            public void onEnd(Runnable task) {
                if (clientHasLeft) {
                    task.run();
                } else {
                    ends.add(task);
                }
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

    private ScriptStart start(String... command) {
        Path folder = Path.of(".");
        CgiSettings settings = new CgiSettings(folder, "/cgi/", Map.of(), Map.of(), folder, true, false,
                new CgiLimits(3, Duration.ofSeconds(1), 1), (level, what, cause) -> {
                    log.add(what);
                    causes.add(cause);
                }, () -> 0);
        return new ScriptStart(exchange(), new Script(folder, folder.resolve("a"), "/cgi/a", ""), List.of(command), Optional.empty(),
                settings, scripts, run -> { });
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    /** Runs turns of the loop until the condition is true; the system may take a moment. */
    private void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            turn();
            Thread.onSpinWait();
        }
    }

    private void turn() {
        for (int left = turns.size(); left > 0; left--) {
            turns.remove().run();
        }
    }

    /** Scripts start one after the other, so that each has a spare thread that waits for its end. */
    @Test
    void thereIsOneStartAtATimeHoweverManyWait() {
        clientHasLeft = false;
        for (int i = 0; i < 3; i++) {
            scripts.startLater(start("no-such-program"), turns::add);
        }
        assertEquals(3, scripts.running(), "a waiting start counts already");
        assertFalse(scripts.hasRoom());
        for (int left = 2; left >= 0; left--) {
            turn();
            assertTrue(turns.isEmpty(), "the loop is free while the starter works");
            startWhatWaits();
            turn();
            assertEquals(left, scripts.running());
        }
        assertEquals(3, responses.size());
    }

    @Test
    void aClientThatHasLeftGetsNoScript() {
        scripts.startLater(start("no-such-program"), turns::add);
        turn();
        assertEquals(0, scripts.running());
        assertTrue(starts.isEmpty());
    }

    /** The client leaves while the starter works. */
    @Test
    void aScriptThatComesTooLateForItsClientIsEnded() {
        clientHasLeft = false;
        scripts.startLater(start("sleep", "1000"), turns::add);
        turn();
        startWhatWaits();
        ends.forEach(Runnable::run);
        await(() -> scripts.running() == 0);
        assertEquals(List.of(), responses);
    }

    /** The loop ends while the starter works. */
    @Test
    void aScriptThatComesTooLateForItsLoopIsEnded() {
        clientHasLeft = false;
        scripts.startLater(start("sleep", "1000"), turns::add);
        turn();
        Set<Long> before = children();
        startWhatWaits();
        Set<Long> begun = children();
        begun.removeAll(before);
        assertEquals(1, begun.size());
        turns.clear();
        scripts.close();
        startWhatWaits();
        await(() -> ProcessHandle.of(begun.iterator().next()).isEmpty());
    }

    /** After a change of the configuration, no more scripts may run than it allows. */
    @Test
    void anotherNumberOfScriptsCountsThoseThatRunAlready() {
        ScriptStart waiting = start("no-such-program");
        assertFalse(scripts.withMax(1).hasRoom());
        assertTrue(scripts.withMax(2).hasRoom());
        waiting.run(null, () -> { });
        assertTrue(scripts.withMax(1).hasRoom());
    }

    private static Optional<String> field(Response response, String name) {
        return response.fields().stream().filter(field -> field.name().equals(name)).map(FieldLine::value).findFirst();
    }

    @Test
    void noRoomForAProcessIs503AndNothingRuns() {
        clientHasLeft = false;
        start("no-such-program").fail(new ResourcesExhaustedException(new IOException("error=11, Resource temporarily unavailable")), () -> thens++);
        assertEquals(503, responses.get(0).status());
        assertEquals(Optional.of("1"), field(responses.get(0), "Retry-After"));
        assertEquals(0, scripts.running());
        assertEquals(1, log.size());
    }

    /** Java starts the process, then gets no thread to wait for its end, and does not tell which process it is. */
    @Test
    void noThreadForAProcessIs503AndTheProcessIsLookedFor() {
        clientHasLeft = false;
        start("no-such-program").fail(new ResourcesExhaustedException(new OutOfMemoryError("unable to create native thread")), () -> thens++);
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
        start("no-such-program").fail(fault, () -> thens++);
        assertEquals(500, responses.get(0).status());
        assertEquals(List.of(fault), causes);
        assertEquals(0, scripts.running());
    }
}
