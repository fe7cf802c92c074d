package hostling.wire;

import static hostling.wire.MessageCycle.Step.CONTENT_BEGUN;
import static hostling.wire.MessageCycle.Step.CONTENT_ENDED;
import static hostling.wire.MessageCycle.Step.CONTINUE_SENT;
import static hostling.wire.MessageCycle.Step.HEAD_READ;
import static hostling.wire.MessageCycle.Step.HEAD_READ_EXPECTING;
import static hostling.wire.MessageCycle.Step.LAST_RESPONSE_ENDED;
import static hostling.wire.MessageCycle.Step.NO_MORE_INPUT;
import static hostling.wire.MessageCycle.Step.REFUSED;
import static hostling.wire.MessageCycle.Step.RESPONSE_ABORTED;
import static hostling.wire.MessageCycle.Step.RESPONSE_BEGUN;
import static hostling.wire.MessageCycle.Step.RESPONSE_ENDED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import hostling.wire.MessageCycle.State;
import hostling.wire.MessageCycle.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may speak next: the table of the cycle, tried cell by cell, and the ways through it that matter. */
class MessageCycleTest {
    /** A shortest way from the beginning to each state that there is a way to. */
    private static final Map<State, List<Step>> WAYS = ways();

    private static Map<State, List<Step>> ways() {
        Map<State, List<Step>> ways = new EnumMap<>(State.class);
        Deque<State> found = new ArrayDeque<>(List.of(State.REQUEST));
        ways.put(State.REQUEST, List.of());
        while (!found.isEmpty()) {
            State from = found.poll();
            MessageCycle.table().getOrDefault(from, Map.of()).forEach((step, to) -> {
                if (!ways.containsKey(to)) {
                    List<Step> way = new ArrayList<>(ways.get(from));
                    way.add(step);
                    ways.put(to, way);
                    found.add(to);
                }
            });
        }
        return ways;
    }

    @ParameterizedTest
    @EnumSource
    void everyStateIsReached(State state) {
        assertTrue(WAYS.containsKey(state));
        assertEquals(state, at(state).state());
    }

    static Stream<Arguments> cells() {
        return Arrays.stream(State.values()).flatMap(state -> Arrays.stream(Step.values())
                .map(step -> arguments(state, step)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aStepLeadsWhereTheTableSaysAndAnyOtherLeavesTheState(State state, Step step) {
        MessageCycle cycle = at(state);
        State next = MessageCycle.table().getOrDefault(state, Map.of()).get(step);
        if (next == null) {
            assertThrows(IllegalStateException.class, () -> cycle.step(step));
            assertEquals(state, cycle.state());
        } else {
            cycle.step(step);
            assertEquals(next, cycle.state());
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingHappensOnAClosedConnection(Step step) {
        MessageCycle cycle = at(State.CLOSE);
        assertThrows(IllegalStateException.class, () -> cycle.step(step));
        assertEquals(State.CLOSE, cycle.state());
    }

    /** A connection that could never be closed would be one that nobody can get rid of. */
    @ParameterizedTest
    @EnumSource
    void everyStateHasAWayToTheEnd(State state) {
        Set<State> seen = EnumSet.of(state);
        Deque<State> found = new ArrayDeque<>(seen);
        while (!found.isEmpty()) {
            for (State next : MessageCycle.table().getOrDefault(found.poll(), Map.of()).values()) {
                if (seen.add(next)) {
                    found.add(next);
                }
            }
        }
        assertTrue(seen.contains(State.CLOSE));
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerMayBeBegunExactlyWhereTheTableHasThatStep(State state) {
        assertEquals(isLegal(state, RESPONSE_BEGUN), at(state).mayAnswer());
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerIsUnderWayExactlyWhereItMayEnd(State state) {
        assertEquals(isLegal(state, LAST_RESPONSE_ENDED), at(state).isAnswering());
        assertEquals(isLegal(state, RESPONSE_ABORTED), at(state).isAnswering());
    }

    /** Where bytes are read they may break a rule, and they may stop. */
    @ParameterizedTest
    @EnumSource
    void bytesAreReadExactlyWhereTheyMayBeRefused(State state) {
        assertEquals(isLegal(state, REFUSED), at(state).reads());
        assertEquals(isLegal(state, NO_MORE_INPUT), at(state).reads());
    }

    private static boolean isLegal(State state, Step step) {
        return MessageCycle.table().getOrDefault(state, Map.of()).containsKey(step);
    }

    static Stream<Arguments> exchanges() {
        return Stream.of(
                arguments("a request without content", State.REQUEST,
                        List.of(HEAD_READ, CONTENT_ENDED, RESPONSE_BEGUN, RESPONSE_ENDED)),
                arguments("a last one", State.CLOSE,
                        List.of(HEAD_READ, CONTENT_ENDED, RESPONSE_BEGUN, LAST_RESPONSE_ENDED)),
                arguments("an answer that can't be finished", State.CLOSE,
                        List.of(HEAD_READ, CONTENT_ENDED, RESPONSE_BEGUN, RESPONSE_ABORTED)),
                // RFC 9110 section 10.1.1.
                arguments("content that is asked for", State.REQUEST, List.of(HEAD_READ_EXPECTING, CONTINUE_SENT,
                        CONTENT_ENDED, RESPONSE_BEGUN, RESPONSE_ENDED)),
                arguments("a client that does not wait to be asked", State.REQUEST, List.of(HEAD_READ_EXPECTING,
                        CONTENT_BEGUN, CONTENT_ENDED, RESPONSE_BEGUN, RESPONSE_ENDED)),
                arguments("an answer before the content, which is read and dropped", State.REQUEST,
                        List.of(HEAD_READ, RESPONSE_BEGUN, RESPONSE_ENDED, CONTENT_ENDED)),
                arguments("content that ends while the answer is under way", State.REQUEST,
                        List.of(HEAD_READ, RESPONSE_BEGUN, CONTENT_ENDED, RESPONSE_ENDED)),
                arguments("an answer in place of the content", State.CLOSE,
                        List.of(HEAD_READ_EXPECTING, RESPONSE_BEGUN, LAST_RESPONSE_ENDED)),
                // 400, then close.
                arguments("a head that breaks a rule", State.CLOSE,
                        List.of(REFUSED, RESPONSE_BEGUN, LAST_RESPONSE_ENDED)),
                arguments("content that breaks a rule", State.CLOSE,
                        List.of(HEAD_READ, REFUSED, RESPONSE_BEGUN, LAST_RESPONSE_ENDED)),
                arguments("content that breaks a rule behind its answer", State.CLOSE,
                        List.of(HEAD_READ, RESPONSE_BEGUN, RESPONSE_ENDED, REFUSED)),
                arguments("content that stops", State.CLOSE, List.of(HEAD_READ, NO_MORE_INPUT)),
                arguments("an idle client that leaves", State.CLOSE, List.of(NO_MORE_INPUT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exchanges")
    void anExchangeGoesThrough(String name, State end, List<Step> steps) {
        MessageCycle cycle = new MessageCycle();
        steps.forEach(cycle::step);
        assertEquals(end, cycle.state());
    }

    /** RFC 9112 section 6.3: the answer to a request that can't be read is the last one. */
    @ParameterizedTest
    @EnumSource(value = State.class, names = {"REQUEST", "CONTINUE", "CONTENT", "REST_OF_BOTH", "REST_OF_CONTENT"})
    void afterARefusalNoOtherRequestIsRead(State state) {
        MessageCycle cycle = at(state);
        cycle.step(REFUSED);
        if (cycle.mayAnswer()) {
            cycle.step(RESPONSE_BEGUN);
        }
        assertTrue(cycle.isAnswering() || cycle.state() == State.CLOSE);
        assertThrows(IllegalStateException.class, () -> cycle.step(RESPONSE_ENDED),
                "where the next message would begin is not known");
    }

    /** Whoever breaks off in the midst of its content has no other request. */
    @Test
    void afterTheEndOfTheInputTheAnswerIsTheLast() {
        MessageCycle cycle = at(State.REST_OF_BOTH);
        cycle.step(NO_MORE_INPUT);
        assertTrue(cycle.isAnswering());
        assertThrows(IllegalStateException.class, () -> cycle.step(RESPONSE_ENDED));
        cycle.step(LAST_RESPONSE_ENDED);
        assertEquals(State.CLOSE, cycle.state());
    }

    /** Nobody is asked for content that is on its way, or that nobody wants. */
    @Test
    void continueIsSentOnlyToAClientThatWaits() {
        for (State state : State.values()) {
            assertEquals(state == State.CONTINUE, isLegal(state, CONTINUE_SENT), state.name());
        }
    }

    private static MessageCycle at(State state) {
        MessageCycle cycle = new MessageCycle();
        WAYS.get(state).forEach(cycle::step);
        return cycle;
    }
}
