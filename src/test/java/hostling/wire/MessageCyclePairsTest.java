package hostling.wire;

import static hostling.wire.MessageCycle.Step.CONTENT_ENDED;
import static hostling.wire.MessageCycle.Step.HEAD_READ;
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
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step in every pair of states of a message cycle. {@link MessageCycleTest} tells what the pairs mean. */
class MessageCyclePairsTest {
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
    private static final Map<String, List<Step>> WAYS = ways(IDLE);

    private static Map<String, Map<Step, String>> pairs(String table) {
        Map<String, Map<Step, String>> pairs = new LinkedHashMap<>();
        for (String line : table.lines().toList()) {
            String[] cells = line.split(" *\\| *");
            pairs.computeIfAbsent(cells[0], any -> new EnumMap<>(Step.class)).put(Step.valueOf(cells[1]), cells[2]);
        }
        return pairs;
    }

    private static Map<String, List<Step>> ways(String from) {
        Map<String, List<Step>> ways = new LinkedHashMap<>(Map.of(from, List.of()));
        Deque<String> found = new ArrayDeque<>(List.of(from));
        while (!found.isEmpty()) {
            String pair = found.poll();
            PAIRS.getOrDefault(pair, Map.of()).forEach((step, next) -> {
                List<Step> longer = new ArrayList<>(ways.get(pair));
                longer.add(step);
                if (ways.putIfAbsent(next, longer) == null) {
                    found.add(next);
                }
            });
        }
        return ways;
    }

    private static String pair(MessageCycle cycle) {
        return cycle.isClosed() ? "CLOSE" : cycle.request() + " / " + cycle.response();
    }

    private static MessageCycle at(String pair) {
        MessageCycle cycle = new MessageCycle();
        WAYS.get(pair).forEach(cycle::step);
        return cycle;
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
        assertEquals(next != null, cycle.allows(step), "allows");
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
        assertTrue(ways(pair).containsKey("CLOSE"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void questionsAgreeWithTheSteps(String pair) {
        MessageCycle cycle = at(pair);
        assertEquals(cycle.allows(RESPONSE_BEGUN), cycle.mayRespond(), "mayRespond");
        assertEquals(cycle.allows(LAST_RESPONSE_ENDED), cycle.isResponding(), "isResponding");
        assertEquals(cycle.allows(RESPONSE_ABORTED), cycle.isResponding(), "isResponding");
        assertEquals(cycle.allows(REFUSED), cycle.reads(), "reads: bytes that are read may break a rule");
        assertEquals(cycle.allows(INPUT_ENDED), cycle.reads(), "reads: bytes that are read may stop");
        assertEquals(cycle.allows(HEAD_READ), cycle.isIdle(), "isIdle");
        assertEquals(!cycle.isClosed() && cycle.allows(CONTENT_ENDED), !cycle.isClosed() && cycle.isAmidRequest(), "isAmidRequest");
    }

    static List<String> readingPairs() {
        return PAIRS.keySet().stream().filter(pair -> PAIRS.get(pair).containsKey(REFUSED)).toList();
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
}
