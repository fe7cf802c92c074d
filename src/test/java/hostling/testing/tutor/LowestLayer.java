package hostling.testing.tutor;

import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips the tests of all other layers once one of the lowest has failed: nothing can be right on top of a parser that is wrong,
 * and a hundred failures that follow from one hide it. What is named by {@code -Dtest} runs in any case, and with
 * {@code -Dtests.all=true} everything does.
 */
public final class LowestLayer implements ExecutionCondition, SkipExecutionHook {
    /** Why a test was skipped. */
    static final String REASON = "the layer " + Layers.LOWEST + " is broken";

    private static final boolean STOPS = System.getProperty("test", "").isEmpty() && !Boolean.getBoolean("tests.all");
    private static volatile boolean isBroken;

    /** Takes note of a failure in the lowest layer. */
    static void hasFailed() {
        isBroken = true;
    }

    private static boolean skips(Class<?> type) {
        return STOPS && isBroken && isAbove(type);
    }

    /** Whether a class of tests is not of the lowest layer. */
    static boolean isAbove(Class<?> type) {
        return !Layers.of(type.getName()).equals(Layers.LOWEST);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getTestClass().filter(LowestLayer::skips).isPresent() ? ConditionEvaluationResult.disabled(REASON)
                : ConditionEvaluationResult.enabled("nothing below is broken");
    }

    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return context.optionalContainerClass().filter(LowestLayer::skips).isPresent() ? SkipResult.skip(REASON)
                : SkipResult.doNotSkip();
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
