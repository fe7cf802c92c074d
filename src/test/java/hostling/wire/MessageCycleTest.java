package hostling.wire;

import static hostling.wire.MessageCycle.Step.CONTENT_BEGUN;
import static hostling.wire.MessageCycle.Step.CONTENT_ENDED;
import static hostling.wire.MessageCycle.Step.CONTINUE_SENT;
import static hostling.wire.MessageCycle.Step.HEAD_READ;
import static hostling.wire.MessageCycle.Step.HEAD_READ_EXPECTING;
import static hostling.wire.MessageCycle.Step.INPUT_ENDED;
import static hostling.wire.MessageCycle.Step.LAST_RESPONSE_ENDED;
import static hostling.wire.MessageCycle.Step.REFUSED;
import static hostling.wire.MessageCycle.Step.RESPONSE_ABORTED;
import static hostling.wire.MessageCycle.Step.RESPONSE_BEGUN;
import static hostling.wire.MessageCycle.Step.RESPONSE_ENDED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import hostling.wire.MessageCycle.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which side may send next. The tests run both state machines of the cycle together, in every pair of states that they
 * can reach and in the sequences that matter.
 */
class MessageCycleTest {
    private static final String IDLE = "IDLE / IDLE";

    /** Every transition of every pair of states: request / response. A closed connection has none. */
    private static final Map<String, Map<Step, String>> PAIRS = pairs("""
            IDLE / IDLE             | HEAD_READ           | BODY / IDLE
            IDLE / IDLE             | HEAD_READ_EXPECTING | EXPECTS_CONTINUE / IDLE
            IDLE / IDLE             | REFUSED             | ERROR / IDLE
            IDLE / IDLE             | INPUT_ENDED         | CLOSE
            EXPECTS_CONTINUE / IDLE | CONTINUE_SENT       | BODY / IDLE
            EXPECTS_CONTINUE / IDLE | CONTENT_BEGUN       | BODY / IDLE
            EXPECTS_CONTINUE / IDLE | CONTENT_ENDED       | DONE / IDLE
            EXPECTS_CONTINUE / IDLE | REFUSED             | ERROR / IDLE
            EXPECTS_CONTINUE / IDLE | INPUT_ENDED         | CLOSE
            EXPECTS_CONTINUE / IDLE | RESPONSE_BEGUN      | BODY / BODY
            BODY / IDLE             | CONTENT_ENDED       | DONE / IDLE
            BODY / IDLE             | REFUSED             | ERROR / IDLE
            BODY / IDLE             | INPUT_ENDED         | CLOSE
            BODY / IDLE             | RESPONSE_BEGUN      | BODY / BODY
            DONE / IDLE             | RESPONSE_BEGUN      | DONE / BODY
            DONE / BODY             | RESPONSE_ENDED      | IDLE / IDLE
            DONE / BODY             | LAST_RESPONSE_ENDED | CLOSE
            DONE / BODY             | RESPONSE_ABORTED    | CLOSE
            BODY / BODY             | CONTENT_ENDED       | DONE / BODY
            BODY / BODY             | RESPONSE_ENDED      | BODY / DONE
            BODY / BODY             | LAST_RESPONSE_ENDED | CLOSE
            BODY / BODY             | RESPONSE_ABORTED    | CLOSE
            BODY / BODY             | REFUSED             | ERROR / BODY
            BODY / BODY             | INPUT_ENDED         | ERROR / BODY
            BODY / DONE             | CONTENT_ENDED       | IDLE / IDLE
            BODY / DONE             | REFUSED             | CLOSE
            BODY / DONE             | INPUT_ENDED         | CLOSE
            ERROR / IDLE            | RESPONSE_BEGUN      | ERROR / BODY
            ERROR / BODY            | LAST_RESPONSE_ENDED | CLOSE
            ERROR / BODY            | RESPONSE_ABORTED    | CLOSE
            """);
    /** A shortest sequence of steps to each pair of states that can be reached. */
    private static final Map<String, List<Step>> WAYS = ways();

    private static Map<String, Map<Step, String>> pairs(String table) {
        Map<String, Map<Step, String>> pairs = new LinkedHashMap<>();
        for (String line : table.lines().toList()) {
            String[] cells = line.split(" *\\| *");
            pairs.computeIfAbsent(cells[0], any -> new HashMap<>()).put(Step.valueOf(cells[1]), cells[2]);
        }
        return pairs;
    }

    private static Map<String, List<Step>> ways() {
        Map<String, List<Step>> ways = new LinkedHashMap<>();
        Deque<String> found = new ArrayDeque<>(List.of(IDLE));
        ways.put(IDLE, List.of());
        while (!found.isEmpty()) {
            List<Step> way = ways.get(found.poll());
            for (Step step : Step.values()) {
                MessageCycle cycle = after(way);
                if (cycle.allows(step)) {
                    cycle.step(step);
                    List<Step> longer = new ArrayList<>(way);
                    longer.add(step);
                    if (ways.putIfAbsent(pair(cycle), longer) == null) {
                        found.add(pair(cycle));
                    }
                }
            }
        }
        return ways;
    }

    private static String pair(MessageCycle cycle) {
        return cycle.isClosed() ? "CLOSE" : cycle.request() + " / " + cycle.response();
    }

    private static MessageCycle after(List<Step> steps) {
        MessageCycle cycle = new MessageCycle();
        steps.forEach(cycle::step);
        return cycle;
    }

    private static MessageCycle at(String pair) {
        return after(WAYS.get(pair));
    }

    static Set<String> pairs() {
        return WAYS.keySet();
    }

    static Stream<Arguments> cells() {
        return WAYS.keySet().stream().flatMap(pair -> Arrays.stream(Step.values()).map(step -> arguments(pair, step)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cells")
    void aStepLeadsWhereTheTableSaysAndAnyOtherChangesNothing(String pair, Step step) {
        MessageCycle cycle = at(pair);
        String next = PAIRS.getOrDefault(pair, Map.of()).get(step);
        assertEquals(next != null, cycle.allows(step));
        if (next == null) {
            assertThrows(IllegalStateException.class, () -> cycle.step(step));
            assertEquals(pair, pair(cycle));
        } else {
            cycle.step(step);
            assertEquals(next, pair(cycle));
        }
    }

    /** A connection that could never be closed would stay for ever. */
    @ParameterizedTest
    @MethodSource("pairs")
    void everyPairHasAWayToTheEnd(String pair) {
        Set<String> seen = new HashSet<>(Set.of(pair));
        Deque<String> found = new ArrayDeque<>(seen);
        while (!found.isEmpty()) {
            for (String next : PAIRS.getOrDefault(found.poll(), Map.of()).values()) {
                if (seen.add(next)) {
                    found.add(next);
                }
            }
        }
        assertTrue(seen.contains("CLOSE"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void questionsAgreeWithTheSteps(String pair) {
        MessageCycle cycle = at(pair);
        assertEquals(cycle.allows(RESPONSE_BEGUN), cycle.mayRespond());
        assertEquals(cycle.allows(LAST_RESPONSE_ENDED), cycle.isResponding());
        assertEquals(cycle.allows(RESPONSE_ABORTED), cycle.isResponding());
        assertEquals(cycle.allows(REFUSED), cycle.reads(), "bytes that are read may break a rule");
        assertEquals(cycle.allows(INPUT_ENDED), cycle.reads(), "and they may stop");
        assertEquals(cycle.allows(HEAD_READ), cycle.isIdle());
        assertEquals(!cycle.isClosed() && cycle.allows(CONTENT_ENDED), !cycle.isClosed() && cycle.isAmidRequest());
    }

    @ParameterizedTest
    @EnumSource
    void nothingHappensOnAClosedConnection(Step step) {
        MessageCycle cycle = at("CLOSE");
        assertFalse(cycle.allows(step));
        assertThrows(IllegalStateException.class, () -> cycle.step(step));
        assertTrue(cycle.isClosed());
    }

    static Stream<Arguments> exchanges() {
        return Stream.of(
                arguments("a request without content", IDLE,
                        List.of(HEAD_READ, CONTENT_ENDED, RESPONSE_BEGUN, RESPONSE_ENDED)),
                arguments("a last request", "CLOSE",
                        List.of(HEAD_READ, CONTENT_ENDED, RESPONSE_BEGUN, LAST_RESPONSE_ENDED)),
                arguments("an answer that can't be finished", "CLOSE",
                        List.of(HEAD_READ, CONTENT_ENDED, RESPONSE_BEGUN, RESPONSE_ABORTED)),
                // RFC 9110 section 10.1.1.
                arguments("content that is asked for", IDLE, List.of(HEAD_READ_EXPECTING, CONTINUE_SENT,
                        CONTENT_ENDED, RESPONSE_BEGUN, RESPONSE_ENDED)),
                arguments("a client that does not wait to be asked", IDLE, List.of(HEAD_READ_EXPECTING,
                        CONTENT_BEGUN, CONTENT_ENDED, RESPONSE_BEGUN, RESPONSE_ENDED)),
                arguments("an answer before the content, which is read and dropped", IDLE,
                        List.of(HEAD_READ, RESPONSE_BEGUN, RESPONSE_ENDED, CONTENT_ENDED)),
                arguments("content that ends while the answer is under way", IDLE,
                        List.of(HEAD_READ, RESPONSE_BEGUN, CONTENT_ENDED, RESPONSE_ENDED)),
                arguments("an answer in place of the content", "CLOSE",
                        List.of(HEAD_READ_EXPECTING, RESPONSE_BEGUN, LAST_RESPONSE_ENDED)),
                // 400, then close.
                arguments("a head that breaks a rule", "CLOSE",
                        List.of(REFUSED, RESPONSE_BEGUN, LAST_RESPONSE_ENDED)),
                arguments("content that breaks a rule", "CLOSE",
                        List.of(HEAD_READ, REFUSED, RESPONSE_BEGUN, LAST_RESPONSE_ENDED)),
                arguments("content that breaks a rule after its answer", "CLOSE",
                        List.of(HEAD_READ, RESPONSE_BEGUN, RESPONSE_ENDED, REFUSED)),
                arguments("content that stops", "CLOSE", List.of(HEAD_READ, INPUT_ENDED)),
                arguments("an idle client that leaves", "CLOSE", List.of(INPUT_ENDED)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exchanges")
    void anExchangeGoesThrough(String name, String end, List<Step> steps) {
        assertEquals(end, pair(after(steps)));
    }

    static List<String> readingPairs() {
        return WAYS.keySet().stream().filter(pair -> at(pair).reads()).collect(Collectors.toList());
    }

    /** RFC 9112 section 6.3: the response to a request that can't be read is the last one. */
    @ParameterizedTest
    @MethodSource("readingPairs")
    void afterAViolationNoOtherRequestIsRead(String pair) {
        assertIsLast(pair, REFUSED);
    }

    /** A client that stops in the middle of its content has no other request. */
    @ParameterizedTest
    @MethodSource("readingPairs")
    void afterTheEndOfTheInputTheResponseIsTheLast(String pair) {
        assertIsLast(pair, INPUT_ENDED);
    }

    private static void assertIsLast(String pair, Step step) {
        MessageCycle cycle = at(pair);
        cycle.step(step);
        if (cycle.mayRespond()) {
            cycle.step(RESPONSE_BEGUN);
        }
        assertTrue(cycle.isResponding() || cycle.isClosed());
        assertFalse(cycle.allows(RESPONSE_ENDED), "nobody knows where the next message would begin");
        assertFalse(cycle.reads());
    }

    /** The server never asks for content that is on its way already, or that it does not want. */
    @ParameterizedTest
    @MethodSource("pairs")
    void continueIsSentOnlyToAClientThatWaits(String pair) {
        assertEquals(pair.equals("EXPECTS_CONTINUE / IDLE"), at(pair).allows(CONTINUE_SENT));
    }
}
